import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useMe } from '@/features/account/api';
import { RequestsSummary } from '@/features/submission/answers-summary';
import type { Submission } from '@/features/submission/api';
import { RequestsEditor } from '@/features/submission/requests-editor';
import { useNameOf } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { Stack } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { ClosedNotice } from '../closed-notice';
import { Loaded } from '../loaded';
import { NotFound } from '../not-found';
import { useNewestSubmission, useSubmissionCrumbs } from '../use-submission';

/** What the team asks for. */
export function RequestsPage() {
  const t = useText();
  const { submissionId = '' } = useParams();
  const me = useMe();
  const draftKey = `${me.data?.person.id ?? ''}/${submissionId}/requests`;
  const submission = useNewestSubmission(submissionId, draftKey);
  const crumbs = useSubmissionCrumbs(submission.data, 'below');
  const [reading, setReading] = useState(0);
  const again = () => {
    void submission.refetch().then(() => setReading((times) => times + 1));
  };
  return (
    <Loaded query={submission} title={t('applicant.submission.requests_task')} crumbs={crumbs}>
      {(data) =>
        data.stage.requests ? (
          <RequestsView key={reading} submission={data} draftKey={draftKey} onStale={again} />
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}

type RequestsViewProps = { submission: Submission; draftKey: string; onStale: () => void };

function RequestsView({ submission, draftKey, onStale }: RequestsViewProps) {
  const t = useText();
  const nameOf = useNameOf();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [begun] = useState(submission);
  const crumbs = useSubmissionCrumbs(submission, 'below');
  const back =
    search.get('from') === 'check' ? paths.applicant.check(submission.id) : paths.applicant.submission(submission.id);
  return (
    <Stack gap="large">
      <PageHeader
        title={t('applicant.submission.requests_task')}
        crumbs={crumbs}
        context={nameOf(submission.team)}
        description={t('applicant.requests.help')}
        status={
          submission.writable &&
          submission.stage.closes_at && (
            <Countdown deadline={submission.stage.closes_at} label={t('applicant.submission.deadline')} />
          )
        }
      />
      {submission.writable ? (
        <RequestsEditor submission={begun} draftKey={draftKey} onDone={() => void navigate(back)} onStale={onStale} />
      ) : (
        <>
          <ClosedNotice submission={submission} />
          <RequestsSummary
            submissionId={submission.id}
            resources={submission.resources}
            items={submission.requests.items}
          />
          <p>
            <Link to={back}>{t('applicant.submission.back')}</Link>
          </p>
        </>
      )}
    </Stack>
  );
}
