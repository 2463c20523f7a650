import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { asAppError, noAnswer } from '@/api/app-error';
import {
  changeFromCheck,
  DocumentsSummary,
  RequestsSummary,
  SectionSummary,
} from '@/features/submission/answers-summary';
import { useSubmit, type Submission } from '@/features/submission/api';
import { DocumentDetails } from '@/features/submission/document-panel';
import { forgetSubmitKey, submitKey, unansweredKey } from '@/features/submission/submit-key';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { errorItems, type ErrorItem } from '@/lib/use-error-summary';
import { paths } from '@/paths';
import { Button } from '@/ui/button/button';
import { Countdown } from '@/ui/countdown/countdown';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Section, Stack } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { ClosedNotice } from '../closed-notice';
import { Loaded } from '../loaded';
import { missingTasks } from '../tasks';
import { useSubmission, useSubmissionCrumbs } from '../use-submission';

/** Everything once more before it is filed. */
export function CheckPage() {
  const t = useText();
  const { submissionId = '' } = useParams();
  const submission = useSubmission(submissionId);
  const crumbs = useSubmissionCrumbs(submission.data, 'below');
  return (
    <Loaded query={submission} title={t('applicant.check.title')} crumbs={crumbs}>
      {(data) => <CheckView submission={data} />}
    </Loaded>
  );
}

function CheckView({ submission }: { submission: Submission }) {
  const t = useText();
  const say = useBilingual();
  const nameOf = useNameOf();
  const crumbs = useSubmissionCrumbs(submission, 'below');
  const { id, stage, writable } = submission;
  const changeTo = writable ? changeFromCheck : undefined;
  const ready = submission.documents.filter((document) => document.status === 'ready');
  return (
    <Stack gap="section">
      <PageHeader
        title={t('applicant.check.title')}
        crumbs={crumbs}
        context={`${say(submission.call_title)} · ${nameOf(submission.team)}`}
        description={writable ? t('applicant.check.help') : undefined}
        status={
          writable &&
          stage.closes_at && <Countdown deadline={stage.closes_at} label={t('applicant.submission.deadline')} />
        }
      />
      {!writable && <ClosedNotice submission={submission} />}
      {stage.sections.map((rule) => (
        <Section key={rule.key} title={say(rule.title)}>
          <SectionSummary
            submissionId={id}
            rule={rule}
            answers={submission.sections.find((one) => one.key === rule.key)?.answers ?? {}}
            changeTo={changeTo}
          />
        </Section>
      ))}
      {stage.documents.length > 0 && (
        <Section title={t('applicant.submission.documents')}>
          <DocumentsSummary
            submissionId={id}
            rules={stage.documents}
            documents={ready.map((document) => ({ ...document, key: document.document_key }))}
            changeTo={changeTo}
          />
          <DocumentDetails documents={ready} />
        </Section>
      )}
      {stage.requests && (
        <Section title={t('applicant.submission.requests')}>
          <RequestsSummary
            submissionId={id}
            resources={submission.resources}
            items={submission.requests.items}
            changeTo={changeTo}
          />
        </Section>
      )}
      {writable && <SubmitSection submission={submission} />}
    </Stack>
  );
}

function SubmitSection({ submission }: { submission: Submission }) {
  const t = useText();
  const say = useBilingual();
  const missing = missingTasks(submission, { t, say });
  const failing = submission.eligibility.filter((finding) => finding.outcome === 'fail');
  return (
    <Section title={t('applicant.submission.submit_task')}>
      {failing.length > 0 && (
        <InlineAlert tone="warning" title={t('applicant.check.ineligible')}>
          <ul>
            {failing.map((finding) => (
              <li key={finding.rule_key}>{finding.message}</li>
            ))}
          </ul>
          <p>{t('applicant.check.ineligible_help')}</p>
        </InlineAlert>
      )}
      {missing.length > 0 && (
        <InlineAlert tone="warning" title={t('applicant.check.missing')}>
          <ul>
            {missing.map((task) => (
              <li key={task.to}>
                <Link to={`${task.to}?from=check`}>{say(task.title) || t('applicant.submission.requests_task')}</Link>:{' '}
                {task.problem ?? t('common.task.not_started')}
              </li>
            ))}
          </ul>
        </InlineAlert>
      )}
      {missing.length === 0 && <SubmitAct submission={submission} />}
    </Section>
  );
}

function SubmitAct({ submission }: { submission: Submission }) {
  const t = useText();
  const navigate = useNavigate();
  const submit = useSubmit(submission.id);
  const [errors, setErrors] = useState<ErrorItem[]>([]);
  const [unanswered, setUnanswered] = useState(() => unansweredKey(submission) !== undefined);

  if (!submission.may_file) return <InlineAlert title={t('applicant.submission.lead_submits')} />;
  if (submission.filed && !submission.changed) {
    return (
      <InlineAlert
        tone="success"
        title={t('applicant.submission.unchanged')}
        actions={
          <ButtonLink to={paths.applicant.receipt(submission.id)} size="small">
            {t('applicant.receipt.newest')}
          </ButtonLink>
        }
      >
        {t('applicant.submission.unchanged_help')}
      </InlineAlert>
    );
  }
  const send = async () => {
    setErrors([]);
    setUnanswered(false);
    try {
      const { receipt } = await submit.mutateAsync(submitKey(submission));
      forgetSubmitKey(submission.id);
      void navigate(paths.applicant.receipt(submission.id, receipt.reference), { state: { filed: true } });
    } catch (thrown) {
      const error = asAppError(thrown);
      // Whether it was filed is not known: the same key will tell.
      const open = error.status === noAnswer || error.status >= 500;
      setUnanswered(open);
      if (!open) forgetSubmitKey(submission.id);
      if (!open) setErrors(errorItems(error, () => undefined));
    }
  };
  return (
    <Stack>
      <ErrorSummary items={errors} />
      {unanswered && !submit.isPending && (
        <InlineAlert tone="warning" urgency="assertive" title={t('applicant.check.unanswered')}>
          {t('applicant.check.unanswered_help')}
        </InlineAlert>
      )}
      <p>{t('applicant.check.statement')}</p>
      <div>
        <Button
          variant="primary"
          size="large"
          status={submit.isPending ? 'pending' : 'ready'}
          onClick={() => void send()}
        >
          {t(submission.filed ? 'applicant.check.submit_again' : 'applicant.check.submit')}
        </Button>
      </div>
    </Stack>
  );
}
