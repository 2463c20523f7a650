import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatNumber, formatWon } from '@/lib/number';
import type { Pool } from './api';
import { formatUnits, gpuHours, ledgerUnit } from './units';

type AmountProps = {
  amount: number;
  unit: string;
  pools: Pool[];
  /** `always` for a change of an account: what comes in has its sign too. */
  sign?: 'negative' | 'always';
};

/** An amount of the ledger: won, GPU-hours with the exact seconds, or units of a pool. One sign stands before all of them. */
export function Amount({ amount, unit, pools, sign = 'negative' }: AmountProps) {
  return (
    <span>
      {amount < 0 ? '−' : sign === 'always' && amount > 0 && '+'}
      <Size amount={Math.abs(amount)} unit={unit} pools={pools} />
    </span>
  );
}

function Size({ amount, unit, pools }: Omit<AmountProps, 'sign'>) {
  const t = useText();
  const { language } = useLanguage();
  const { kind, pool } = ledgerUnit(unit, pools);
  if (kind === 'won') return <>{formatWon(amount, language)}</>;
  if (kind === 'pool') return <>{pool ? formatUnits(amount, pool, language) : formatNumber(amount, language)}</>;
  const exact = t('admin.ledger.gpu_seconds', { count: amount });
  return (
    <span title={exact}>
      {t('admin.ledger.gpu_hours', { count: gpuHours(amount) })}
      <span className="visually-hidden"> ({exact})</span>
    </span>
  );
}

/** The pool that an account belongs to, or won. */
export function PoolName({ unit, pools }: { unit: string; pools: Pool[] }) {
  const t = useText();
  const { kind, pool } = ledgerUnit(unit, pools);
  if (kind === 'won') return <>{t('admin.ledger.won')}</>;
  return <>{pool?.name ?? unit}</>;
}
