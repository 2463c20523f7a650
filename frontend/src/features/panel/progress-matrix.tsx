import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Figures, Section, Stack } from '@/ui/layout/layout';
import { Progress } from '@/ui/progress/progress';
import { StatusTag, type Tone } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import type { Board, Member, PanelTeam } from './api';
import { ExcuseDialog } from './excuse-dialog';
import { nameOf, pairKey } from './pairs';
import { openCells, tally } from './tally';

const stateNames = {
  not_begun: 'admin.progress.not_begun',
  draft: 'admin.progress.draft',
  submitted: 'admin.progress.submitted',
  recused: 'admin.progress.recused',
} as const;

const stateTones: Record<keyof typeof stateNames, Tone> = {
  not_begun: 'neutral',
  draft: 'info',
  submitted: 'success',
  recused: 'warning',
};

type ProgressMatrixProps = {
  board: Board;
  time: ScoringTime;
  /** Whether judges can be excused from what they have not handed in. */
  access: 'excuse' | 'read';
};

/** How far the scoring is: it runs, its deadline is over, or it is closed and nothing comes in any more. */
export type ScoringTime = 'running' | 'over' | 'closed';

const openJudges = {
  running: 'admin.progress.open_judges',
  over: 'admin.progress.late_judges',
  closed: 'admin.progress.missing_judges',
} as const;

const openStates = {
  running: { tone: 'info', name: 'admin.progress.working' },
  over: { tone: 'danger', name: 'admin.progress.late' },
  closed: { tone: 'danger', name: 'admin.progress.not_submitted' },
} as const;

/** Who has handed in a sheet and who has not; what they wrote stays hidden. */
export function ProgressMatrix({ board, time, access }: ProgressMatrixProps) {
  const t = useText();
  const say = useBilingual();
  const cells = new Map(board.cells.map((cell) => [pairKey(cell.judge_id, cell.team_id), cell.state]));
  const tallies = tally(board);
  const [excused, setExcused] = useState<Member>();
  const teamNames = new Map(board.teams.map((team) => [team.team_id, say(nameOf(team))]));
  const late = tallies.filter((judge) => judge.open > 0);
  const columns: Column<PanelTeam>[] = [
    { id: 'team', header: t('admin.team'), kind: 'row-header', cell: (team) => say(nameOf(team)) },
    ...board.members.map((judge) => ({
      id: judge.person_id,
      header: judge.name,
      cell: (team: PanelTeam) => <State state={cells.get(pairKey(judge.person_id, team.team_id))} />,
    })),
  ];
  const judgeColumns: Column<(typeof tallies)[number]>[] = [
    { id: 'name', header: t('admin.judge'), kind: 'row-header', cell: (j) => j.judge.name },
    { id: 'submitted', header: t('admin.progress.submitted'), align: 'end', cell: (j) => j.submitted },
    { id: 'open', header: t('admin.progress.open'), align: 'end', cell: (j) => j.open },
    { id: 'recused', header: t('admin.panel.recused'), align: 'end', cell: (j) => j.recused },
    { id: 'state', header: t('admin.state'), cell: (j) => <JudgeState judge={j.judge} open={j.open} time={time} /> },
  ];
  if (access === 'excuse' && late.length > 0) {
    judgeColumns.push({
      id: 'acts',
      header: t('admin.acts'),
      cell: (j) =>
        j.open > 0 && (
          <Button
            size="small"
            aria-label={t('admin.excuse.act_named', { name: j.judge.name })}
            onClick={() => setExcused(j.judge)}
          >
            {t('admin.excuse.act')}
          </Button>
        ),
    });
  }
  if (board.cells.length === 0)
    return <EmptyState title={t('admin.progress.empty')}>{t('admin.progress.empty_reason')}</EmptyState>;
  return (
    <Stack gap="section">
      <Figures
        items={[
          { id: 'submitted', label: t('admin.progress.submitted'), value: `${board.submitted} / ${board.expected}` },
          { id: 'open', label: t('admin.progress.open'), value: board.expected - board.submitted },
          {
            id: 'late',
            label: t(openJudges[time]),
            value: late.length,
          },
        ]}
      />
      <Progress
        label={t('admin.progress.label')}
        value={board.submitted}
        max={Math.max(board.expected, 1)}
        text={`${board.submitted} / ${board.expected}`}
      />
      <Section title={t('admin.progress.by_judge')}>
        <Table
          caption={t('common.figure.table', { title: t('admin.progress.by_judge') })}
          captionDisplay="hidden"
          columns={judgeColumns}
          rows={tallies}
          rowKey={(j) => j.judge.person_id}
        />
      </Section>
      <Section title={t('admin.progress.matrix')}>
        <Table
          caption={t('common.figure.table', { title: t('admin.progress.matrix') })}
          captionDisplay="hidden"
          columns={columns}
          rows={board.teams}
          rowKey={(team) => team.team_id}
        />
      </Section>
      <ExcuseDialog
        judge={excused}
        sheets={openCells(board, excused?.person_id).map((cell) => ({
          assignmentId: cell.assignment_id,
          team: teamNames.get(cell.team_id) ?? '',
        }))}
        onClose={() => setExcused(undefined)}
      />
    </Stack>
  );
}

function State({ state }: { state: string | undefined }) {
  const t = useText();
  if (state === undefined || !(state in stateNames)) return <span aria-label={t('admin.assign.not_assigned')}>–</span>;
  const known = state as keyof typeof stateNames;
  return <StatusTag tone={stateTones[known]}>{t(stateNames[known])}</StatusTag>;
}

function JudgeState({ judge, open, time }: { judge: Member; open: number; time: ScoringTime }) {
  const t = useText();
  if (judge.teams === 0) return t('admin.progress.nothing');
  if (open === 0) return <StatusTag tone="success">{t('admin.progress.finished')}</StatusTag>;
  return <StatusTag tone={openStates[time].tone}>{t(openStates[time].name)}</StatusTag>;
}
