import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { callOptions, firstFiling, type Call } from '@/features/call/api';
import { BudgetTable, ContactWords, DocumentRulesTable, ResourceTable } from '@/features/call/call-facts';
import { ScheduleHistory, ScheduleTable } from '@/features/call/schedule-table';
import { StageSteps } from '@/features/call/stage-steps';
import { myTeamsOptions, type TeamSummary } from '@/features/team/api';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useNow } from '@/lib/use-now';
import { paths } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Prose, Section, Stack } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { Loaded } from '../loaded';

/** A call as applicants read it. */
export function CallPage() {
  const t = useText();
  const { callId = '' } = useParams();
  const call = useQuery(callOptions(callId));
  const crumbs = [{ label: t('applicant.nav.home'), to: paths.applicant.home() }];
  return (
    <Loaded query={call} title={t('applicant.call.title')} crumbs={crumbs}>
      {(data) => <CallView call={data} />}
    </Loaded>
  );
}

function CallView({ call }: { call: Call }) {
  const t = useText();
  const say = useBilingual();
  const { definition } = call;
  const filing = firstFiling(call);
  return (
    <Stack gap="section">
      <PageHeader
        title={say(call.title)}
        crumbs={[{ label: t('applicant.nav.home'), to: paths.applicant.home() }]}
        context={t('applicant.call.title')}
        status={
          filing?.closes_at && <Countdown deadline={filing.closes_at} label={t('applicant.submission.deadline')} />
        }
        actions={<RegisterLink call={call} />}
      />
      <OwnTeam callId={call.id} />
      <Section title={t('applicant.call.summary')}>
        <Paragraphs text={say(definition.summary)} />
      </Section>
      <Section title={t('applicant.call.schedule')}>
        <StageSteps stages={call.stages} />
        <ScheduleTable stages={call.stages} />
      </Section>
      {call.schedule_history.length > 0 && (
        <Section title={t('applicant.call.history')}>
          <ScheduleHistory stages={call.stages} history={call.schedule_history} />
        </Section>
      )}
      {definition.eligibility && definition.eligibility.length > 0 && (
        <Section title={t('applicant.call.eligibility')}>
          <Prose>
            <ul>
              {definition.eligibility.map((rule) => (
                <li key={rule.key}>{say(rule.title)}</li>
              ))}
            </ul>
          </Prose>
        </Section>
      )}
      {definition.resources && definition.resources.length > 0 && (
        <Section title={t('applicant.call.resources')}>
          <ResourceTable definition={definition} />
        </Section>
      )}
      {definition.budget && definition.budget.length > 0 && (
        <Section title={t('applicant.call.budget')}>
          <BudgetTable definition={definition} />
        </Section>
      )}
      {filing && filing.documents.length > 0 && (
        <Section title={t('applicant.call.documents')}>
          <DocumentRulesTable stage={filing} />
        </Section>
      )}
      <Section title={t('applicant.call.organisers')}>
        <Prose>
          <ul>
            {(definition.organisers ?? []).map((organiser) => (
              <li key={`${organiser.name.ko}-${organiser.role.ko}`}>
                {say(organiser.name)} ({say(organiser.role)})
              </li>
            ))}
          </ul>
        </Prose>
      </Section>
      <Section title={t('applicant.call.contact')}>
        <ContactWords contact={definition.contact} />
        <p>
          <Link href={`/calls/${call.key}`}>{t('applicant.call.public_page')}</Link>
        </p>
      </Section>
      <div>
        <RegisterLink call={call} />
      </div>
    </Stack>
  );
}

function Paragraphs({ text }: { text: string }) {
  return (
    <Prose>
      {text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
    </Prose>
  );
}

const minute = 60_000;

// Teams register until the first filing is over; before it opens too, so that partners can be found.
function RegisterLink({ call }: { call: Call }) {
  const t = useText();
  const now = useNow(minute / 2);
  const own = useOwnTeams(call.id);
  const closesAt = firstFiling(call)?.closes_at;
  if (call.status !== 'open' || !closesAt || Date.parse(closesAt) <= now) return null;
  return (
    <ButtonLink
      to={paths.applicant.registerTeam(call.id)}
      variant={own.length > 0 ? 'secondary' : 'primary'}
      size="large"
    >
      {t('applicant.call.register')}
    </ButtonLink>
  );
}

function OwnTeam({ callId }: { callId: string }) {
  const t = useText();
  const nameOf = useNameOf();
  const own = useOwnTeams(callId);
  if (own.length === 0) return null;
  return (
    <InlineAlert title={t('applicant.call.own_team')}>
      <ul>
        {own.map((team) => (
          <li key={team.id}>
            <Link to={paths.applicant.team(team.id)}>{nameOf(team)}</Link>
          </li>
        ))}
      </ul>
    </InlineAlert>
  );
}

function useOwnTeams(callId: string): TeamSummary[] {
  const teams = useQuery(myTeamsOptions);
  return teams.data?.filter((team) => team.call_id === callId) ?? [];
}
