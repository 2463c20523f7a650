import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Checkbox } from '@/ui/checkbox/checkbox';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Cluster, Section, Stack } from '@/ui/layout/layout';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { showToast } from '@/ui/toast/toast-store';
import { VisuallyHidden } from '@/ui/visually-hidden/visually-hidden';
import { useAssign, type Member, type Panel, type PanelTeam } from './api';
import { nameOf, pairKey, pairOf } from './pairs';

type AssignmentMatrixProps = { panel: Panel; access: 'change' | 'read' };

/** Who scores whom: teams down, judges across. What is assigned stays; boxes add. */
export function AssignmentMatrix({ panel, access }: AssignmentMatrixProps) {
  const t = useText();
  const say = useBilingual();
  const assign = useAssign(panel.stage_id);
  const errors = useErrorSummary();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const present = new Map(panel.assignments.map((a) => [pairKey(a.judge_id, a.team_id), a]));
  const left = panel.members.length * panel.teams.length - present.size;

  const send = async (body: Parameters<typeof assign.mutateAsync>[0]) => {
    if (assign.isPending) return;
    try {
      const done = await assign.mutateAsync(body);
      setChosen(new Set());
      errors.clear();
      showToast(t('admin.assign.done', { added: done.added, unchanged: done.unchanged, recused: done.recused }));
    } catch (thrown) {
      errors.report(thrown);
    }
    setAsking(false);
  };
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  const cell = (team: PanelTeam, judge: Member) => {
    const key = pairKey(judge.person_id, team.team_id);
    const state = present.get(key)?.status;
    if (state === 'recused') return <EndTag excused={present.get(key)?.excused === true} />;
    if (access === 'read') return state ? t('admin.assign.assigned') : '–';
    return (
      <Checkbox
        label={
          <VisuallyHidden>{t('admin.assign.pair', { judge: judge.name, team: say(nameOf(team)) })}</VisuallyHidden>
        }
        checked={state === 'active' || chosen.has(key)}
        disabled={state === 'active'}
        onChange={() => toggle(key)}
      />
    );
  };
  const columns: Column<PanelTeam>[] = [
    { id: 'team', header: t('admin.team'), kind: 'row-header', cell: (team) => say(nameOf(team)) },
    {
      id: 'judges',
      header: t('admin.assign.judges'),
      align: 'end',
      cell: (team) => <JudgeCount team={team} least={panel.judges_min} />,
    },
    ...panel.members.map((judge) => ({
      id: judge.person_id,
      header: judge.name,
      cell: (team: PanelTeam) => cell(team, judge),
    })),
  ];
  if (panel.members.length === 0)
    return <EmptyState title={t('admin.panel.empty')}>{t('admin.assign.no_judges')}</EmptyState>;
  return (
    <Stack gap="section">
      <Section title={t('admin.assign.matrix')} description={access === 'change' && left > 0 && t('admin.assign.hint')}>
        <ErrorSummary items={errors.items} />
        {access === 'change' && left === 0 && <InlineAlert tone="success" title={t('admin.assign.all_done')} />}
        {access === 'change' && left > 0 && (
          <Cluster>
            <Button variant="primary" status={assign.isPending ? 'pending' : 'ready'} onClick={() => setAsking(true)}>
              {t('admin.assign.all')}
            </Button>
            <Button
              status={assign.isPending ? 'pending' : 'ready'}
              disabled={chosen.size === 0}
              onClick={() => void send({ pairs: [...chosen].map(pairOf) })}
            >
              {t('admin.assign.some', { count: chosen.size })}
            </Button>
          </Cluster>
        )}
        <Table
          caption={t('admin.assign.caption')}
          captionDisplay="hidden"
          columns={columns}
          rows={panel.teams}
          rowKey={(team) => team.team_id}
          empty={<EmptyState title={t('admin.assign.no_teams')}>{t('admin.assign.no_teams_reason')}</EmptyState>}
        />
      </Section>
      <Conflicts panel={panel} />
      <ConfirmDialog
        title={t('admin.assign.all_question')}
        visibility={asking ? 'open' : 'closed'}
        onClose={() => setAsking(false)}
        onConfirm={() => void send({ all: true })}
        confirmLabel={t('admin.assign.all')}
        status={assign.isPending ? 'pending' : 'ready'}
      >
        <p>{t('admin.assign.all_effect', { judges: panel.members.length, teams: panel.teams.length })}</p>
      </ConfirmDialog>
    </Stack>
  );
}

function JudgeCount({ team, least }: { team: PanelTeam; least: number }) {
  const t = useText();
  if (team.judges >= least) return team.judges;
  return <StatusTag tone="warning">{t('admin.assign.too_few', { count: team.judges, least })}</StatusTag>;
}

/** Whether the judge stepped back or was excused. */
function EndTag({ excused }: { excused: boolean }) {
  const t = useText();
  return <StatusTag tone="warning">{t(excused ? 'admin.assign.excused' : 'admin.assign.recused')}</StatusTag>;
}

/** From which teams judges stepped back or were excused, and why. */
export function Conflicts({ panel }: { panel: Panel }) {
  const t = useText();
  const say = useBilingual();
  const judgeOf = new Map(panel.members.map((m) => [m.person_id, m.name]));
  const teamOf = new Map(panel.teams.map((team) => [team.team_id, say(nameOf(team))]));
  const rows = panel.assignments.filter((a) => a.status === 'recused');
  const columns: Column<(typeof rows)[number]>[] = [
    { id: 'judge', header: t('admin.judge'), kind: 'row-header', cell: (a) => judgeOf.get(a.judge_id) },
    { id: 'team', header: t('admin.team'), cell: (a) => teamOf.get(a.team_id) },
    { id: 'kind', header: t('admin.assign.end'), cell: (a) => <EndTag excused={a.excused} /> },
    { id: 'reason', header: t('admin.reason'), cell: (a) => a.reason },
  ];
  return (
    <Section title={t('admin.assign.conflicts', { count: rows.length })}>
      <Table
        caption={t('admin.assign.conflicts_caption')}
        captionDisplay="hidden"
        columns={columns}
        rows={rows}
        rowKey={(a) => a.id}
        empty={<EmptyState title={t('admin.assign.no_conflicts')} />}
      />
    </Section>
  );
}
