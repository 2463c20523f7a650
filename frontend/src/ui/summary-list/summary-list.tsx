import type { ReactNode } from 'react';
import { useText } from '@/i18n/use-text';
import { Link } from '@/ui/link/link';
import styles from './summary-list.module.css';

export type SummaryRow = {
  id: string;
  label: string;
  /** What was answered. Nothing (or an empty string) shows as "입력하지 않음". */
  value?: ReactNode;
  /** Where to change it; the screen there returns straight to this page. */
  changeTo?: string;
};

type SummaryListProps = { rows: SummaryRow[]; variant?: 'bordered' | 'plain' };

/** Questions and answers to check before sending, or facts to read. */
export function SummaryList({ rows, variant = 'bordered' }: SummaryListProps) {
  const t = useText();
  return (
    <dl className={styles.list} data-variant={variant}>
      {rows.map((row) => (
        <div key={row.id} className={styles.row}>
          <dt className={styles.label}>{row.label}</dt>
          <dd className={styles.value}>
            {isEmpty(row.value) ? <span className={styles.empty}>{t('common.summary.not_given')}</span> : row.value}
          </dd>
          {row.changeTo !== undefined && (
            <dd className={styles.change}>
              <Link to={row.changeTo} hiddenText={row.label}>
                {t('common.summary.change')}
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function isEmpty(value: ReactNode): boolean {
  return value === undefined || value === null || value === '' || value === false;
}
