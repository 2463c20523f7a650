import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { callOptions, type Call, type Stage } from '@/features/call/api';
import { PhaseControl } from '@/features/call-admin/phase-control';
import { dueDate, phasesOf } from '@/features/call-admin/phases';
import { phaseNames } from '@/features/call-admin/names';
import { PhaseTag } from '@/features/call-admin/states';
import { panelOptions, progressOptions } from '@/features/panel/api';
import { ClosingNotice } from '@/features/panel/closing-notice';
import { activeIn } from '@/features/panel/tally';
import { blockersOptions, decisionsOptions, gatesOptions, rankingsOptions } from '@/features/result/api';
import { BlockerList } from '@/features/result/blocker-list';
import { gateCount } from '@/features/result/gate-findings';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths, type StagePart } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Section, Stack } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { StepLine } from '@/ui/step-line/step-line';
import { dueNames } from '../due-names';
import { Loaded } from '../loaded';
import { useRights, type Rights } from '../rights';
import { WorkList, type Work } from '../work-list';

/** The work of one stage, in the order in which it is done. */
export function StagePage() {
  const t = useText();
  const say = useBilingual();
  const rights = useRights();
  const { callId = '', stageId = '' } = useParams();
  const query = useQuery(callOptions(callId));
  const call = query.data;
  const stage = call?.stages.find((one) => one.id === stageId);
  const acts = call?.status === 'open' && rights.administers(callId) && isCurrent(call, stageId);
  return (
    <>
      <PageHeader
        title={stage ? say(stage.title) : t('admin.stage')}
        status={stage && <PhaseTag phase={stage.phase} />}
        crumbs={[
          { label: t('admin.nav.calls'), to: paths.admin.home() },
          { label: say(call?.title) || '…', to: paths.admin.call(callId) },
        ]}
        actions={
          stage &&
          acts && (
            <PhaseControl
              stage={stage}
              name={say(stage.title)}
              closing={<ClosingNotice stageId={stage.id} until={stage.evaluation_until} />}
            />
          )
        }
      />
      <Loaded query={query}>
        {(loaded) =>
          stage ? (
            <Content call={loaded} stage={stage} rights={rights} />
          ) : (
            <EmptyState title={t('common.not_found.title')} />
          )
        }
      </Loaded>
    </>
  );
}

function isCurrent(call: Call, stageId: string): boolean {
  return call.stages.find((stage) => stage.phase !== 'released')?.id === stageId;
}

type PartProps = { call: Call; stage: Stage; rights: Rights };

function Content({ call, stage, rights }: PartProps) {
  const t = useText();
  const way = phasesOf(stage);
  const at = way.indexOf(stage.phase);
  const due = dueDate(stage);
  const runs = rights.administers(call.id) || rights.approves(call.id);
  return (
    <Stack gap="section">
      <Stack>
        <StepLine
          label={t('admin.stage.phases')}
          steps={way.map((phase, index) => ({
            id: phase,
            label: t(phaseNames[phase]),
            state: index < at || stage.phase === 'released' ? 'done' : index === at ? 'current' : 'upcoming',
          }))}
        />
        {due && <Countdown deadline={due} label={t(dueNames[stage.phase])} />}
      </Stack>
      {stage.phase === 'released' && (
        <InlineAlert tone="success" title={t('admin.stage.released')}>
          <Link href={`/calls/${call.key}/results`}>{t('admin.release.public_page')}</Link>
        </InlineAlert>
      )}
      {runs && stage.phase === 'closed' && <Blockers stageId={stage.id} />}
      <Works call={call} stage={stage} rights={rights} />
    </Stack>
  );
}

function Blockers({ stageId }: { stageId: string }) {
  const t = useText();
  const blockers = useQuery(blockersOptions(stageId));
  return (
    <Section title={t('admin.release.state')}>
      <Loaded query={blockers}>{(found) => <BlockerList blockers={found} />}</Loaded>
    </Section>
  );
}

const began: Stage['phase'][] = ['screening', 'scoring', 'closed', 'released'];
const over: Stage['phase'][] = ['closed', 'released'];

// What is to be done at the stage; each line leads to its page and says how far it is.
function Works({ call, stage, rights }: PartProps) {
  const t = useText();
  const isRunner = rights.administers(call.id) || rights.approves(call.id);
  const hasGates = stage.gates.length > 0;
  const scores = stage.tree !== undefined;
  const gates = useQuery({ ...gatesOptions(stage.id), enabled: hasGates && began.includes(stage.phase) }).data;
  const panel = useQuery({ ...panelOptions(stage.id), enabled: scores && isRunner }).data;
  const board = useQuery({ ...progressOptions(stage.id), enabled: scores && isRunner }).data;
  const rankings = useQuery({ ...rankingsOptions(stage.id), enabled: scores && over.includes(stage.phase) }).data;
  const decisions = useQuery({ ...decisionsOptions(stage.id), enabled: over.includes(stage.phase) }).data;
  const decided = decisions?.teams.filter((line) => line.outcome !== '' && !line.outdated).length ?? 0;
  const to = (part: StagePart) => paths.admin.stage(call.id, stage.id, part);
  const answered = gates && gateCount(gates);
  const released = stage.phase === 'released';
  const short = panel?.teams.filter((team) => team.judges < panel.judges_min).length ?? 0;

  const gateWork: Work = !began.includes(stage.phase)
    ? { id: 'gates', title: t('admin.gate.title'), status: 'cannot-start', reason: t('admin.task.gates_later') }
    : {
        id: 'gates',
        title: t('admin.gate.title'),
        to: to('gates'),
        status: !answered ? 'not-started' : progressOf(answered.answered, answered.all),
        ...(answered && { hint: t('admin.task.gates', { answered: answered.answered, all: answered.all }) }),
      };
  const panelWorks: Work[] = [
    {
      id: 'panel',
      title: t('admin.panel.title'),
      to: to('panel'),
      status: panel?.members.length ? 'completed' : 'not-started',
      hint: t('admin.task.panel', { count: panel?.members.length ?? 0 }),
    },
    panel?.members.length && panel.teams.length
      ? {
          id: 'assignments',
          title: t('admin.assign.title'),
          to: to('assignments'),
          status: short === 0 ? 'completed' : activeIn(panel) > 0 ? 'in-progress' : 'not-started',
          hint: t('admin.task.assignments', { count: activeIn(panel), short }),
        }
      : {
          id: 'assignments',
          title: t('admin.assign.title'),
          status: 'cannot-start',
          reason: t(panel?.members.length ? 'admin.task.no_teams' : 'admin.task.no_panel'),
        },
    board?.expected
      ? {
          id: 'progress',
          title: t('admin.progress.title'),
          to: to('progress'),
          status: over.includes(stage.phase) ? 'completed' : progressOf(board.submitted, board.expected),
          hint: t('admin.task.progress', { submitted: board.submitted, expected: board.expected }),
        }
      : {
          id: 'progress',
          title: t('admin.progress.title'),
          status: 'cannot-start',
          reason: t('admin.task.no_assignments'),
        },
  ];
  const resultWork = (
    id: 'ranking' | 'decisions',
    title: string,
    task: { status: Exclude<Work['status'], 'cannot-start'>; hint?: string },
  ): Work =>
    over.includes(stage.phase)
      ? { id, title, to: to(id), ...task }
      : { id, title, status: 'cannot-start', reason: t('admin.task.after_closing') };
  const release: Work = over.includes(stage.phase)
    ? {
        id: 'release',
        title: t('admin.release.title'),
        to: to('release'),
        status: released ? 'completed' : 'not-started',
      }
    : { id: 'release', title: t('admin.release.title'), status: 'cannot-start', reason: t('admin.task.after_closing') };

  const works: Work[] = [
    ...(hasGates ? [gateWork] : []),
    ...(scores && isRunner ? panelWorks : []),
    ...(scores
      ? [
          resultWork('ranking', t('admin.ranking.title'), {
            status: rankings?.length ? (rankings[0]?.current ? 'completed' : 'in-progress') : 'not-started',
            hint: t('admin.task.rankings', { count: rankings?.length ?? 0 }),
          }),
        ]
      : []),
    resultWork('decisions', t('admin.decision.title'), {
      status: released ? 'completed' : progressOf(decided, decisions?.teams.length ?? 0),
      hint: t('admin.task.decisions', { decided, all: decisions?.teams.length ?? 0 }),
    }),
    release,
  ];
  if (rights.isAuditor && !isRunner && !released) return <EmptyState title={t('admin.stage.auditor_later')} />;
  return <WorkList title={t('admin.stage.work')} works={works} />;
}

function progressOf(done: number, all: number): 'completed' | 'in-progress' | 'not-started' {
  if (done === 0) return 'not-started';
  return done < all ? 'in-progress' : 'completed';
}
