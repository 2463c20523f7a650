import { useNavigate, useParams, useSearchParams } from 'react-router';
import { DocumentPanel, DocumentReader } from '@/features/submission/document-panel';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Button } from '@/ui/button/button';
import { Countdown } from '@/ui/countdown/countdown';
import { Stack } from '@/ui/layout/layout';
import { PageHeader } from '@/ui/page-header/page-header';
import { ClosedNotice } from '../closed-notice';
import { Loaded } from '../loaded';
import { NotFound } from '../not-found';
import { useSubmission, useSubmissionCrumbs } from '../use-submission';

/** The files of one document. */
export function DocumentPage() {
  const t = useText();
  const say = useBilingual();
  const nameOf = useNameOf();
  const navigate = useNavigate();
  const { submissionId = '', documentKey = '' } = useParams();
  const [search] = useSearchParams();
  const submission = useSubmission(submissionId);
  const crumbs = useSubmissionCrumbs(submission.data, 'below');
  const back =
    search.get('from') === 'check' ? paths.applicant.check(submissionId) : paths.applicant.submission(submissionId);
  return (
    <Loaded query={submission} title={t('applicant.submission.documents')} crumbs={crumbs}>
      {(data) => {
        const rule = data.stage.documents.find((one) => one.key === documentKey);
        if (!rule) return <NotFound />;
        const ready = data.documents.filter((one) => one.document_key === documentKey && one.status === 'ready');
        return (
          <Stack gap="large">
            <PageHeader
              title={say(rule.title)}
              crumbs={crumbs}
              context={nameOf(data.team)}
              description={say(rule.help) || (rule.judges_read ? t('applicant.document.judges_read') : undefined)}
              status={
                data.writable &&
                data.stage.closes_at && (
                  <Countdown deadline={data.stage.closes_at} label={t('applicant.submission.deadline')} />
                )
              }
            />
            {data.writable ? (
              <DocumentPanel key={rule.key} submission={data} rule={rule} />
            ) : (
              <>
                <ClosedNotice submission={data} />
                <DocumentReader documents={ready} />
              </>
            )}
            <div>
              <Button variant="primary" size="large" onClick={() => void navigate(back)}>
                {t('applicant.document.continue')}
              </Button>
            </div>
          </Stack>
        );
      }}
    </Loaded>
  );
}
