import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatNumber, formatWon } from '@/lib/number';
import type { Pool } from './api';
import { formatUnits, gpuHours, ledgerUnit } from './units';

/** An amount of the ledger: won, GPU-hours with the exact seconds, or units of a pool. */
export function Amount({ amount, unit, pools }: { amount: number; unit: string; pools: Pool[] }) {
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

/** The name of a unit of account. */
export function UnitName({ unit, pools }: { unit: string; pools: Pool[] }) {
  const t = useText();
  const { kind, pool } = ledgerUnit(unit, pools);
  if (kind === 'won') return <>{t('admin.ledger.won')}</>;
  return <>{pool?.name ?? unit}</>;
}
