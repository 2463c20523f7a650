import { useQuery } from '@tanstack/react-query';
import { asAppError } from '@/api/app-error';
import { useMe } from '@/features/account/api';
import { callOptions, callsOptions, firstFiling, type CallSummary } from '@/features/call/api';
import { myTeamsOptions } from '@/features/team/api';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { serverNow } from '@/lib/server-clock';
import { paths } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorState } from '@/ui/error-state/error-state';
import { Card, Prose, Section, Stack } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { Loading } from '@/ui/loading/loading';
import { PageHeader } from '@/ui/page-header/page-header';
import { TeamCard } from '../team-card';

/** The reader's teams with what each should do next, and the calls that can be applied to. */
export function HomePage() {
  const t = useText();
  const me = useMe();
  return (
    <Stack gap="section">
      <PageHeader
        title={t('applicant.home.title')}
        description={t('applicant.home.greeting', { name: me.data?.person.name ?? '' })}
      />
      <MyTeams />
      <OpenCalls />
    </Stack>
  );
}

function MyTeams() {
  const t = useText();
  const teams = useQuery(myTeamsOptions);
  return (
    <Section title={t('applicant.home.teams')}>
      {teams.data === undefined && teams.isError && (
        <ErrorState error={asAppError(teams.error)} onRetry={() => void teams.refetch()} />
      )}
      {teams.isPending && <Loading variant="skeleton" />}
      {teams.data?.length === 0 && (
        <Card tone="subtle">
          <Prose>
            <p>
              <strong>{t('applicant.home.empty')}</strong>
            </p>
            <p>{t('applicant.home.empty_reason')}</p>
            <ol>
              <li>{t('applicant.home.begin_1')}</li>
              <li>{t('applicant.home.begin_2')}</li>
              <li>{t('applicant.home.begin_3')}</li>
            </ol>
          </Prose>
        </Card>
      )}
      {teams.data && teams.data.length > 0 && (
        <Stack>
          {teams.data.map((team) => (
            <TeamCard key={team.id} summary={team} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function OpenCalls() {
  const t = useText();
  const calls = useQuery(callsOptions('open'));
  return (
    <Section title={t('applicant.home.calls')}>
      {calls.data === undefined && calls.isError && (
        <ErrorState error={asAppError(calls.error)} onRetry={() => void calls.refetch()} />
      )}
      {calls.isPending && <Loading variant="skeleton" />}
      {calls.data?.length === 0 && (
        <EmptyState title={t('applicant.home.no_calls')}>{t('applicant.home.no_calls_reason')}</EmptyState>
      )}
      {calls.data && calls.data.length > 0 && (
        <Stack>
          {calls.data.map((call) => (
            <CallCard key={call.id} summary={call} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function CallCard({ summary }: { summary: CallSummary }) {
  const t = useText();
  const say = useBilingual();
  const call = useQuery(callOptions(summary.id));
  const closesAt = call.data ? firstFiling(call.data)?.closes_at : undefined;
  const isOpen = closesAt !== undefined && Date.parse(closesAt) > serverNow();
  return (
    <Card>
      <Section
        title={say(summary.title)}
        level={3}
        actions={
          <ButtonLink
            to={paths.applicant.call(summary.id)}
            variant={isOpen ? 'primary' : 'secondary'}
            aria-label={`${t('applicant.home.read_call')} ${say(summary.title)}`}
          >
            {t('applicant.home.read_call')}
          </ButtonLink>
        }
      >
        {isOpen && <Countdown deadline={closesAt} label={t('applicant.submission.deadline')} />}
        {call.data && !isOpen && <p>{t('applicant.home.call_over')}</p>}
      </Section>
    </Card>
  );
}
