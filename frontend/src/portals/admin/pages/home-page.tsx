import { useQueries, useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { callOptions, type Call, type CallSummary } from '@/features/call/api';
import { allCallsOptions } from '@/features/call-admin/api';
import { phaseNames } from '@/features/call-admin/names';
import { currentStage, dueDate, waitingIn, type Waiting } from '@/features/call-admin/phases';
import { CallStatus } from '@/features/call-admin/states';
import { blockersOptions } from '@/features/result/api';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { serverNow } from '@/lib/server-clock';
import { paths } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Card, Cluster, Stack } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Loaded } from '../loaded';
import { dueNames } from '../due-names';
import { useRights, type Rights } from '../rights';

/** The calls of the person, each with where it is and what waits. */
export function HomePage() {
  const t = useText();
  const rights = useRights();
  const calls = useQuery({ ...allCallsOptions, enabled: rights.seesCalls });
  if (rights.isOperator && !rights.seesCalls) return <Navigate to={paths.admin.users()} replace />;
  return (
    <>
      <PageHeader
        title={t('admin.home.title')}
        description={t('admin.home.greeting', { name: rights.name })}
        actions={
          rights.isOrganiser && (
            <ButtonLink to={paths.admin.newCall()} variant="primary" icon="plus">
              {t('admin.call.new')}
            </ButtonLink>
          )
        }
      />
      <Loaded query={calls}>
        {(all) => <Calls calls={all.filter((call) => isMine(call, rights))} rights={rights} />}
      </Loaded>
    </>
  );
}

function isMine(call: CallSummary, rights: Rights): boolean {
  return rights.isOrganiser || rights.oversees(call.id);
}

function Calls({ calls, rights }: { calls: CallSummary[]; rights: Rights }) {
  const t = useText();
  const details = useQueries({ queries: calls.map((call) => callOptions(call.id)) });
  if (calls.length === 0) {
    return <EmptyState title={t('admin.home.empty')}>{t('admin.home.empty_reason')}</EmptyState>;
  }
  const order = { draft: 0, open: 1, closed: 2 };
  const rows = calls
    .map((call, index) => ({ call, detail: details[index]?.data }))
    .sort((a, b) => order[a.call.status] - order[b.call.status]);
  return (
    <Stack gap="large">
      {rows.map(({ call, detail }) => (
        <CallCard key={call.id} call={call} detail={detail} rights={rights} />
      ))}
    </Stack>
  );
}

type CallCardProps = { call: CallSummary; detail: Call | undefined; rights: Rights };

function CallCard({ call, detail, rights }: CallCardProps) {
  const t = useText();
  const say = useBilingual();
  const stage = detail && currentStage(detail);
  const due = stage && dueDate(stage);
  return (
    <Card>
      {/* No regions: two calls may have the same title. */}
      <Cluster align="between">
        <h2>{say(call.title)}</h2>
        <CallStatus status={call.status} />
      </Cluster>
      {stage && call.status === 'open' && (
        <Stack gap="small">
          <Cluster>
            <span>{t('admin.home.at', { stage: say(stage.title) })}</span>
            <StatusTag tone="info">{t(phaseNames[stage.phase])}</StatusTag>
          </Cluster>
          {due && <Countdown deadline={due} label={t(dueNames[stage.phase])} />}
        </Stack>
      )}
      {call.status === 'open' && detail && !stage && <p>{t('admin.home.all_released')}</p>}
      {detail && rights.oversees(call.id) && <WaitingList call={detail} rights={rights} />}
      <Cluster gap="medium">
        <Link to={paths.admin.call(call.id)} hiddenText={say(call.title)}>
          {t('admin.home.open_call')}
        </Link>
        {stage && call.status === 'open' && rights.oversees(call.id) && (
          <Link to={paths.admin.stage(call.id, stage.id)} hiddenText={say(call.title)}>
            {t('admin.home.open_stage')}
          </Link>
        )}
      </Cluster>
    </Card>
  );
}

const waitingNames = {
  open: 'admin.waiting.open',
  begin: 'admin.waiting.begin',
  filing_over: 'admin.waiting.filing_over',
  work_over: 'admin.waiting.work_over',
  result: 'admin.waiting.result',
} as const;

function WaitingList({ call, rights }: { call: Call; rights: Rights }) {
  const t = useText();
  const waiting = waitingIn(call, serverNow());
  if (waiting.length === 0 || (!rights.administers(call.id) && !rights.approves(call.id))) return null;
  return (
    <Stack gap="small">
      <h3>{t('admin.waiting.title')}</h3>
      <ul>
        {waiting.map((one) => (
          <li key={one.kind}>
            {one.kind === 'result' && one.stage ? (
              <ResultWaits call={call} stageId={one.stage.id} />
            ) : (
              <WaitingLink call={call} waiting={one} />
            )}
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function WaitingLink({ call, waiting }: { call: Call; waiting: Waiting }) {
  const t = useText();
  const say = useBilingual();
  const to = waiting.stage ? paths.admin.stage(call.id, waiting.stage.id) : paths.admin.call(call.id);
  return <Link to={to}>{t(waitingNames[waiting.kind], { stage: say(waiting.stage?.title) })}</Link>;
}

// A closed stage waits for the administrator while something is missing, then for the approver.
function ResultWaits({ call, stageId }: { call: Call; stageId: string }) {
  const t = useText();
  const say = useBilingual();
  const blockers = useQuery(blockersOptions(stageId)).data;
  const stage = say(call.stages.find((one) => one.id === stageId)?.title);
  const ready = blockers?.length === 0;
  return (
    <Link to={ready ? paths.admin.stage(call.id, stageId, 'release') : paths.admin.stage(call.id, stageId)}>
      {ready
        ? t('admin.waiting.release', { stage })
        : t('admin.waiting.blockers', { stage, count: blockers?.length ?? 0 })}
    </Link>
  );
}
