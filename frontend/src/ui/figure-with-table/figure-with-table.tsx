import { useId, type ReactNode } from 'react';
import { useText } from '@/i18n/use-text';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { Table, type Column } from '@/ui/table/table';
import styles from './figure-with-table.module.css';

type FigureWithTableProps<Row> = {
  title: string;
  /** One sentence that says what the chart shows: "세 팀이 합격선 위에 있습니다." */
  description: string;
  /** The drawing: an SVG of any size that scales by its viewBox. */
  children: ReactNode;
  /** The same numbers, in the same order. */
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** `shown` where the table is the point and the chart its summary. */
  table?: 'folded' | 'shown';
};

/** A chart that can be read without seeing it. */
export function FigureWithTable<Row>({
  title,
  description,
  children,
  columns,
  rows,
  rowKey,
  table = 'folded',
}: FigureWithTableProps<Row>) {
  const t = useText();
  const titleId = useId();
  const descriptionId = useId();
  const numbers = (
    <Table
      caption={t('common.figure.table', { title })}
      captionDisplay="hidden"
      columns={columns}
      rows={rows}
      rowKey={rowKey}
    />
  );
  return (
    <figure className={styles.figure} aria-labelledby={titleId} aria-describedby={descriptionId}>
      <figcaption className={styles.caption}>
        <p id={titleId} className={styles.title}>
          {title}
        </p>
        <p id={descriptionId} className={styles.description}>
          {description}
        </p>
      </figcaption>
      <div role="img" aria-labelledby={titleId} aria-describedby={descriptionId} className={styles.chart}>
        {children}
      </div>
      {table === 'shown' ? numbers : <Disclosure title={t('common.figure.show_table')}>{numbers}</Disclosure>}
    </figure>
  );
}
