import { useQuery } from '@tanstack/react-query';
import { asAppError } from '@/api/app-error';
import { callOptions } from '@/features/call/api';
import { teamSubmissionsOptions } from '@/features/submission/api';
import { offersOptions, teamOptions, type TeamSummary } from '@/features/team/api';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText, type Text } from '@/i18n/use-text';
import type { Language } from '@/i18n/language';
import { formatDateTime } from '@/lib/date';
import { serverNow } from '@/lib/server-clock';
import { paths } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { ErrorState } from '@/ui/error-state/error-state';
import { Card, Cluster, Section } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { Loading } from '@/ui/loading/loading';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { nextStep, stageOf, type NextStep } from './next-step';
import { StartButton } from './start-button';

/** One of the reader's teams: where it stands in its call and what to do next. */
export function TeamCard({ summary }: { summary: TeamSummary }) {
  const t = useText();
  const say = useBilingual();
  const name = useNameOf()(summary);
  const team = useQuery(teamOptions(summary.id));
  const call = useQuery(callOptions(summary.call_id));
  const submissions = useQuery(teamSubmissionsOptions(summary.id));
  const offers = useQuery(offersOptions(summary.id));
  const failed = [team, call, submissions, offers].find((query) => query.isError && query.data === undefined);
  const known = team.data && call.data && submissions.data && offers.data;
  const step = known
    ? nextStep({
        team: team.data,
        call: call.data,
        submissions: submissions.data,
        offers: offers.data,
        now: serverNow(),
      })
    : undefined;
  const stage = team.data && call.data ? stageOf(call.data, team.data) : undefined;
  return (
    <Card>
      <Section
        title={call.data ? `${name} · ${say(call.data.title)}` : name}
        level={3}
        actions={summary.status === 'withdrawn' ? <StatusTag>{t('applicant.team.withdrawn')}</StatusTag> : undefined}
      >
        {failed && <ErrorState error={asAppError(failed.error)} onRetry={() => void failed.refetch()} />}
        {!failed && !step && <Loading variant="skeleton" lines={3} />}
        {step && (
          <>
            {stage && (
              <p>
                {t('applicant.home.stage')} <strong>{say(stage.title)}</strong>
              </p>
            )}
            <StepWords step={step} />
            <Cluster>
              <StepButton step={step} teamId={summary.id} />
              <ButtonLink to={paths.applicant.team(summary.id)} aria-label={`${t('applicant.home.open_team')} ${name}`}>
                {t('applicant.home.open_team')}
              </ButtonLink>
            </Cluster>
          </>
        )}
      </Section>
    </Card>
  );
}

/** What comes next, in words, with the deadline where one counts. */
export function StepWords({ step }: { step: NextStep }) {
  const t = useText();
  const { language } = useLanguage();
  const deadline =
    step.kind === 'answer_offer'
      ? { at: step.until, label: t('applicant.offer.deadline') }
      : (step.kind === 'begin' || step.kind === 'continue' || step.kind === 'filed') && step.stage.closes_at
        ? { at: step.stage.closes_at, label: t('applicant.submission.deadline') }
        : undefined;
  return (
    <>
      <p>{words(step, t, language)}</p>
      {deadline && <Countdown deadline={deadline.at} label={deadline.label} />}
    </>
  );
}

function words(step: NextStep, t: Text, language: Language): string {
  switch (step.kind) {
    case 'opens':
      return t('applicant.step.opens', { at: formatDateTime(step.at, language) });
    case 'evaluated':
      return step.at
        ? t('applicant.step.evaluated', { at: formatDateTime(step.at, language) })
        : t('applicant.step.evaluated_unknown');
    default:
      return t(`applicant.step.${step.kind}`);
  }
}

/** The button that leads to the next step, where there is something to do. */
export function StepButton({ step, teamId }: { step: NextStep; teamId: string }) {
  const t = useText();
  switch (step.kind) {
    case 'begin':
      return <StartButton teamId={teamId} stageId={step.stage.id} />;
    case 'continue':
    case 'filed':
      return step.to ? (
        <ButtonLink to={step.to} variant="primary">
          {t(`applicant.step.${step.kind}_button`)}
        </ButtonLink>
      ) : null;
    case 'answer_offer':
      return (
        <ButtonLink to={step.to} variant="primary">
          {t('applicant.step.answer_offer_button')}
        </ButtonLink>
      );
    case 'result':
      return (
        <ButtonLink to={step.to} variant="primary">
          {t('applicant.step.result_button')}
        </ButtonLink>
      );
    default:
      return null;
  }
}
