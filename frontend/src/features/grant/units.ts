import type { Language } from '@/i18n/language';
import { formatNumber, formatWon } from '@/lib/number';
import type { Pool } from './api';

/** Whether units of the pool are won. */
export function countsWon(pool: Pick<Pool, 'unit'>): boolean {
  return pool.unit === '원' || pool.unit === 'won';
}

/** `512장`, `2,800,000,000원`: an amount in units of its pool. */
export function formatUnits(amount: number, pool: Pick<Pool, 'unit'>, language: Language): string {
  if (countsWon(pool)) return formatWon(amount, language);
  const digits = formatNumber(amount, language);
  return language === 'ko' ? `${digits}${pool.unit}` : `${digits} ${pool.unit}`;
}

const gpuSecond = 'gpu_second:';
const poolUnit = 'unit:';

/** What an account of the ledger counts. */
export type LedgerUnit = { kind: 'gpu_second' | 'pool' | 'won'; pool: Pool | undefined };

/** Reads a unit of account: `won`, `gpu_second:POOL` or `unit:POOL`. */
export function ledgerUnit(unit: string, pools: Pool[]): LedgerUnit {
  const find = (prefix: string) => pools.find((pool) => pool.id === unit.slice(prefix.length));
  if (unit.startsWith(gpuSecond)) return { kind: 'gpu_second', pool: find(gpuSecond) };
  if (unit.startsWith(poolUnit)) return { kind: 'pool', pool: find(poolUnit) };
  return { kind: 'won', pool: undefined };
}

const secondsInHour = 3600;

/** GPU-seconds as hours, with up to two decimals; exact figures stay beside it. */
export function gpuHours(seconds: number): number {
  return Math.round((seconds / secondsInHour) * 100) / 100;
}
