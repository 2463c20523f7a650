import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { callOptions, type Call } from '@/features/call/api';
import { staffOptions } from '@/features/call-admin/api';
import { CloseDialog } from '@/features/call-admin/close-dialog';
import { OpenDialog } from '@/features/call-admin/open-dialog';
import { PhaseControl } from '@/features/call-admin/phase-control';
import { ScheduleDialog } from '@/features/call-admin/schedule-dialog';
import { ScheduleTable } from '@/features/call-admin/schedule-table';
import { CallStatus, PhaseTag } from '@/features/call-admin/states';
import { ClosingNotice } from '@/features/panel/closing-notice';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Button } from '@/ui/button/button';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Cluster, Section, Stack } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { Table, type Column } from '@/ui/table/table';
import { Loaded } from '../loaded';
import { useRights, type Rights } from '../rights';

/** One call: its state, its people, its stages, its dates. */
export function CallPage() {
  const t = useText();
  const say = useBilingual();
  const rights = useRights();
  const { callId = '' } = useParams();
  const query = useQuery(callOptions(callId));
  const call = query.data;
  return (
    <>
      <PageHeader
        title={call ? say(call.title) : t('admin.nav.calls')}
        crumbs={[{ label: t('admin.nav.calls'), to: paths.admin.home() }]}
        status={call && <CallStatus status={call.status} />}
        actions={call && <Acts call={call} rights={rights} />}
      />
      <Loaded query={query}>
        {(loaded) => (
          <Stack gap="section">
            <Facts call={loaded} rights={rights} />
            <Stages call={loaded} rights={rights} />
            <Schedule call={loaded} rights={rights} />
          </Stack>
        )}
      </Loaded>
    </>
  );
}

type PartProps = { call: Call; rights: Rights };

function Acts({ call, rights }: PartProps) {
  const t = useText();
  const [asked, setAsked] = useState<'open' | 'close'>();
  const administers = rights.administers(call.id);
  const edits = call.status === 'draft' && (administers || rights.isOrganiser);
  return (
    <>
      {edits && <ButtonLink to={paths.admin.editCall(call.id)}>{t('admin.call.edit')}</ButtonLink>}
      {call.status === 'draft' && administers && (
        <Button variant="primary" onClick={() => setAsked('open')}>
          {t('admin.call.open.act')}
        </Button>
      )}
      {call.status === 'open' && administers && (
        <Button onClick={() => setAsked('close')}>{t('admin.call.close.act')}</Button>
      )}
      <OpenDialog call={call} visibility={asked === 'open' ? 'open' : 'closed'} onClose={() => setAsked(undefined)} />
      <CloseDialog call={call} visibility={asked === 'close' ? 'open' : 'closed'} onClose={() => setAsked(undefined)} />
    </>
  );
}

function Facts({ call, rights }: PartProps) {
  const t = useText();
  const seesStaff = rights.isOrganiser || rights.administers(call.id) || rights.approves(call.id);
  const staff = useQuery({ ...staffOptions(call.id), enabled: seesStaff }).data;
  const names = (persons: { name: string; email: string }[] | undefined) =>
    persons?.map((person) => `${person.name} (${person.email})`).join(', ');
  return (
    <Stack>
      <SummaryList
        variant="plain"
        rows={[
          { id: 'key', label: t('admin.call.key'), value: call.key },
          { id: 'version', label: t('admin.call.version'), value: String(call.version) },
          ...(seesStaff
            ? [
                { id: 'administrators', label: t('admin.call.administrators'), value: names(staff?.administrators) },
                { id: 'approvers', label: t('admin.call.approvers'), value: names(staff?.approvers) },
              ]
            : []),
          ...(call.status === 'draft'
            ? []
            : [
                {
                  id: 'public',
                  label: t('admin.call.public'),
                  value: <Link href={`/calls/${call.key}`}>{t('admin.call.public_page')}</Link>,
                },
              ]),
        ]}
      />
      {rights.oversees(call.id) && call.status !== 'draft' && (
        <Cluster>
          <ButtonLink to={paths.admin.teams(call.id)}>{t('admin.teams')}</ButtonLink>
          <ButtonLink to={paths.admin.grants(call.id)}>{t('admin.grant.pools')}</ButtonLink>
          <ButtonLink to={paths.admin.awards(call.id)}>{t('admin.award.title')}</ButtonLink>
          <ButtonLink to={paths.admin.ledger(call.id)}>{t('admin.ledger.title')}</ButtonLink>
        </Cluster>
      )}
    </Stack>
  );
}

type Stage = Call['stages'][number];

function Stages({ call, rights }: PartProps) {
  const t = useText();
  const say = useBilingual();
  const acts = call.status === 'open' && rights.administers(call.id);
  const columns: Column<Stage>[] = [
    { id: 'position', header: t('admin.stage.position'), align: 'end', cell: (stage) => stage.position },
    {
      id: 'title',
      header: t('admin.stage'),
      kind: 'row-header',
      cell: (stage) =>
        rights.oversees(call.id) && call.status !== 'draft' ? (
          <Link to={paths.admin.stage(call.id, stage.id)}>{say(stage.title)}</Link>
        ) : (
          say(stage.title)
        ),
    },
    { id: 'phase', header: t('admin.stage.phase'), cell: (stage) => <PhaseTag phase={stage.phase} /> },
  ];
  // Only the stage that the call is at can go on.
  const current = call.stages.find((stage) => stage.phase !== 'released');
  if (acts) {
    columns.push({
      id: 'acts',
      header: t('admin.acts'),
      cell: (stage) =>
        stage.id === current?.id ? (
          <PhaseControl
            stage={stage}
            name={say(stage.title)}
            closing={<ClosingNotice stageId={stage.id} until={stage.evaluation_until} />}
          />
        ) : null,
    });
  }
  return (
    <Section title={t('admin.stages')}>
      <Table
        caption={t('common.figure.table', { title: t('admin.stages') })}
        captionDisplay="hidden"
        columns={columns}
        rows={call.stages}
        rowKey={(stage) => stage.id}
        empty={<EmptyState title={t('admin.call.no_stages')} />}
      />
    </Section>
  );
}

function Schedule({ call, rights }: PartProps) {
  const t = useText();
  const [changing, setChanging] = useState(false);
  const changes = call.status === 'open' && rights.administers(call.id);
  return (
    <Section
      title={t('admin.schedule.title')}
      actions={changes && <Button onClick={() => setChanging(true)}>{t('admin.schedule.change')}</Button>}
    >
      <ScheduleTable call={call} />
      <ScheduleDialog call={call} visibility={changing ? 'open' : 'closed'} onClose={() => setChanging(false)} />
    </Section>
  );
}
