import { useBilingual, type Bilingual } from '@/i18n/bilingual';
import { useText, type Text } from '@/i18n/use-text';
import { Table, type Column } from '@/ui/table/table';
import type { Sheet } from './api';
import styles from './score-form.module.css';
import { samePoints, type SheetValue } from './sheet-value';

type Side = { label: string; value: SheetValue };

type SheetComparisonProps = { sheet: Sheet; left: Side; right: Side };

type Row = { id: string; label: string; left: string; right: string };

/** The fields in which two versions of a sheet differ, beside each other. */
export function SheetComparison({ sheet, left, right }: SheetComparisonProps) {
  const t = useText();
  const say = useBilingual();
  const columns: Column<Row>[] = [
    { id: 'field', header: t('judge.compare.field'), kind: 'row-header', cell: (row) => row.label },
    { id: 'left', header: left.label, cell: (row) => <Words text={row.left} /> },
    { id: 'right', header: right.label, cell: (row) => <Words text={row.right} /> },
  ];
  return (
    <Table
      caption={t('judge.compare.caption')}
      captionDisplay="hidden"
      columns={columns}
      rows={differences(sheet, left.value, right.value, t, say)}
      rowKey={(row) => row.id}
    />
  );
}

function Words({ text }: { text: string }) {
  const t = useText();
  return <span className={styles.compared}>{text || t('common.summary.not_given')}</span>;
}

function differences(
  sheet: Sheet,
  left: SheetValue,
  right: SheetValue,
  t: Text,
  say: (words: Bilingual | undefined) => string,
): Row[] {
  const rows = sheet.criteria.flatMap(({ key, title }, index): Row[] => {
    const a = left.entries[index];
    const b = right.entries[index];
    const criterion = say(title);
    const row = (part: 'points' | 'comment'): Row => ({
      id: `${part}-${key}`,
      label: t(`judge.compare.${part}`, { criterion }),
      left: a?.[part] ?? '',
      right: b?.[part] ?? '',
    });
    return [
      ...(samePoints(a?.points ?? '', b?.points ?? '') ? [] : [row('points')]),
      ...(a?.comment === b?.comment ? [] : [row('comment')]),
    ];
  });
  if (left.opinion === right.opinion) return rows;
  return [...rows, { id: 'opinion', label: t('judge.sheet.opinion'), left: left.opinion, right: right.opinion }];
}
