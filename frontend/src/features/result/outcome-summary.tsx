import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Cluster, Figures } from '@/ui/layout/layout';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import type { DecisionBoard, DecisionLine } from './api';
import { nameOf } from './names';
import styles from './outcome-summary.module.css';
import { countOutcomes, type OutcomeCounts } from './outcomes';
import { OutcomeTag } from './tags';

type OutcomeFiguresProps = { counts: OutcomeCounts; quota: number };

/** How many teams pass, are in reserve, fail, and are undecided. */
export function OutcomeFigures({ counts, quota }: OutcomeFiguresProps) {
  const t = useText();
  return (
    <Figures
      items={[
        {
          id: 'pass',
          label: t('admin.outcome.pass'),
          value: counts.pass,
          ...(quota > 0 && { note: t('admin.decision.quota', { quota }) }),
        },
        { id: 'reserve', label: t('admin.outcome.reserve'), value: counts.reserve },
        { id: 'fail', label: t('admin.outcome.fail'), value: counts.fail },
        { id: 'none', label: t('admin.outcome.none'), value: counts.none },
      ]}
    />
  );
}

/** What a release would make known: counts, then each team with its outcome and the reason that it reads. */
export function OutcomeSummary({ board }: { board: DecisionBoard }) {
  const t = useText();
  const say = useBilingual();
  const columns: Column<DecisionLine>[] = [
    { id: 'team', header: t('admin.team'), kind: 'row-header', cell: (line) => say(nameOf(line)) },
    {
      id: 'outcome',
      header: t('admin.decision.outcome'),
      cell: (line) => (
        <Cluster>
          <OutcomeTag outcome={line.outcome} />
          {line.outdated && <StatusTag tone="warning">{t('admin.decision.outdated')}</StatusTag>}
        </Cluster>
      ),
    },
    {
      id: 'reason',
      header: t('admin.reason'),
      cell: (line) => <span className={styles.reason}>{line.reason || '–'}</span>,
    },
    { id: 'total', header: t('admin.ranking.total'), align: 'end', cell: (line) => line.displayed || '–' },
    { id: 'by', header: t('admin.decision.by'), cell: (line) => line.decided_by || '–' },
  ];
  return (
    <>
      <OutcomeFigures counts={countOutcomes(board.teams)} quota={board.quota} />
      <Table
        caption={t('admin.release.caption')}
        captionDisplay="hidden"
        columns={columns}
        rows={board.teams}
        rowKey={(line) => line.team_id}
        empty={<EmptyState title={t('admin.gate.no_teams')} />}
      />
    </>
  );
}
