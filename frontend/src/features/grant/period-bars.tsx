import { useText } from '@/i18n/use-text';
import { useLanguage } from '@/i18n/provider';
import { formatDate } from '@/lib/date';
import type { Period } from './api';
import styles from './period-bars.module.css';

/** What becomes of a capacity, in the order of the bar and of the table. */
export const shares = [
  { key: 'committed', name: 'admin.grant.committed' },
  { key: 'offered', name: 'admin.grant.offered' },
  { key: 'planned', name: 'admin.grant.planned' },
  { key: 'free', name: 'admin.grant.free' },
] as const;

/** One bar for each period, as long as its capacity is used; patterns tell the parts apart, not colour alone. */
export function PeriodBars({ periods }: { periods: Period[] }) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <div className={styles.bars}>
      {periods.map((period) => (
        <div key={period.from + period.until} className={styles.period}>
          <span className={styles.label}>{formatDate(period.from, language)}</span>
          <span className={styles.bar}>
            {shares.map(({ key }) =>
              period[key] > 0 ? (
                <span
                  key={key}
                  className={styles.part}
                  data-part={key}
                  style={{ flexGrow: period[key] / period.capacity }}
                />
              ) : null,
            )}
          </span>
        </div>
      ))}
      <span className={styles.legend}>
        {shares.map(({ key, name }) => (
          <span key={key} className={styles.entry}>
            <span className={styles.swatch} data-part={key} />
            {t(name)}
          </span>
        ))}
      </span>
    </div>
  );
}
