import { useBilingual } from '@/i18n/bilingual';
import { useText, type Text } from '@/i18n/use-text';
import { Section, Stack } from '@/ui/layout/layout';
import { Table, type Column } from '@/ui/table/table';
import type { Ranking, RankingRow } from './api';
import { fateNames, known, nameOf, unrankedNames } from './names';
import styles from './ranking-table.module.css';
import { GateTag, StandingTag } from './tags';

/** Everything that the ranking froze: ranks and parts, then the sheets behind them under pseudonyms. */
export function RankingTable({ ranking }: { ranking: Ranking }) {
  const t = useText();
  const say = useBilingual();
  const columns: Column<RankingRow>[] = [
    { id: 'rank', header: t('admin.ranking.rank'), align: 'end', cell: (row) => row.rank || '–' },
    {
      id: 'team',
      header: t('admin.team'),
      kind: 'row-header',
      cell: (row) => <span className={styles.name}>{say(nameOf(row))}</span>,
    },
    { id: 'standing', header: t('admin.ranking.standing'), cell: (row) => <StandingTag standing={row.outcome} /> },
    {
      id: 'total',
      header: t('admin.ranking.total'),
      align: 'end',
      cell: (row) => <strong>{row.displayed || '–'}</strong>,
    },
    ...ranking.parts.map((part, index) => ({
      id: part.key,
      header: `${say(part.title)} (${part.maximum})`,
      align: 'end' as const,
      cell: (row: RankingRow) => row.figures[index]?.displayed ?? '–',
    })),
    { id: 'exact', header: t('admin.ranking.exact'), align: 'end', cell: (row) => row.total || '–' },
    { id: 'remarks', header: t('admin.ranking.remarks'), cell: (row) => <Remarks row={row} /> },
  ];
  return (
    <Stack gap="section">
      <div className={styles.ranking}>
        <Table
          caption={t('admin.ranking.caption', { number: ranking.number })}
          columns={columns}
          rows={ranking.rows}
          rowKey={(row) => row.team_id}
        />
      </div>
      <Sheets ranking={ranking} />
    </Stack>
  );
}

function Remarks({ row }: { row: RankingRow }) {
  const t = useText();
  const lines = [
    ...(row.tied ? [t('admin.ranking.tied', { figures: row.tie_figures.join(', ') || '–' })] : []),
    ...row.unranked.map((reason) => {
      const key = known(unrankedNames, reason.code);
      return key ? t(unrankedNames[key], { count: reason.judges?.length ?? 0 }) : reason.code;
    }),
  ];
  const failed = row.gates.filter((gate) => gate.outcome === 'fail');
  if (lines.length === 0 && failed.length === 0) return <>–</>;
  return (
    <Stack gap="small">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {failed.map((gate) => (
        <span key={gate.gate_key}>
          <GateTag outcome={gate.outcome} /> {gate.reason}
        </span>
      ))}
    </Stack>
  );
}

type Sheet = RankingRow['sheets'][number];
type Seat = { id: string; node: string; number: number };

// The judges as columns: by node, then by their number in this ranking.
function seatsOf(ranking: Ranking): Seat[] {
  const seats = new Map<string, Seat>();
  for (const { node, number } of ranking.rows.flatMap((row) => row.sheets)) {
    seats.set(`${node}/${number}`, { id: `${node}/${number}`, node, number });
  }
  return [...seats.values()].sort((a, b) => (a.node === b.node ? a.number - b.number : a.node < b.node ? -1 : 1));
}

function Sheets({ ranking }: { ranking: Ranking }) {
  const t = useText();
  const say = useBilingual();
  const seats = seatsOf(ranking);
  const severalNodes = new Set(seats.map((seat) => seat.node)).size > 1;
  if (seats.length === 0) return null;
  const columns: Column<RankingRow>[] = [
    {
      id: 'team',
      header: t('admin.team'),
      kind: 'row-header',
      cell: (row) => <span className={styles.name}>{say(nameOf(row))}</span>,
    },
    ...seats.map((seat) => ({
      id: seat.id,
      header: `${severalNodes ? `${seat.node} ` : ''}${t('admin.ranking.judge_number', { number: seat.number })}`,
      align: 'end' as const,
      cell: (row: RankingRow) =>
        sheetWords(
          row.sheets.find((sheet) => sheet.node === seat.node && sheet.number === seat.number),
          t,
        ),
    })),
  ];
  return (
    <Section title={t('admin.ranking.sheets')} description={t('admin.ranking.sheets_hint')}>
      <Table
        caption={t('common.figure.table', { title: t('admin.ranking.sheets') })}
        captionDisplay="hidden"
        columns={columns}
        rows={ranking.rows}
        rowKey={(row) => row.team_id}
      />
    </Section>
  );
}

function sheetWords(sheet: Sheet | undefined, t: Text): string {
  if (!sheet) return '–';
  const fate = known(fateNames, sheet.fate);
  if (sheet.total === '') return fate ? t(fateNames[fate]) : '–';
  return fate ? `${sheet.total} (${t(fateNames[fate])})` : sheet.total;
}
