import { describe, expect, it } from 'vitest';
import type { Pool } from './api';
import { formatUnits, gpuHours, ledgerUnit } from './units';

const pool = { id: 'p1', name: 'B200', unit: '장' } as Pool;

describe('units', () => {
  it('reads the units of the ledger', () => {
    expect(ledgerUnit('won', [pool])).toEqual({ kind: 'won', pool: undefined });
    expect(ledgerUnit('gpu_second:p1', [pool])).toEqual({ kind: 'gpu_second', pool });
    expect(ledgerUnit('unit:other', [pool])).toEqual({ kind: 'pool', pool: undefined });
  });

  it('says amounts as people do', () => {
    expect(formatUnits(1024, pool, 'ko')).toBe('1,024장');
    expect(formatUnits(2_800_000_000, { unit: '원' }, 'en')).toBe('KRW 2,800,000,000');
    expect(gpuHours(15_925_248_000)).toBe(4_423_680);
    expect(gpuHours(100)).toBe(0.03);
  });
});
