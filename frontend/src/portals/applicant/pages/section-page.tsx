import { useState } from 'react';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { useMe } from '@/features/account/api';
import { SectionSummary } from '@/features/submission/answers-summary';
import type { SectionRule, SectionState, Submission } from '@/features/submission/api';
import { SectionEditor } from '@/features/submission/section-editor';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Countdown } from '@/ui/countdown/countdown';
import { Stack } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { NotFound } from '../not-found';
import { ClosedNotice } from '../closed-notice';
import { Loaded } from '../loaded';
import { useNewestSubmission, useSubmissionCrumbs } from '../use-submission';

/** One section of the form, to fill in or, after the deadline, to read. */
export function SectionPage() {
  const { submissionId = '', sectionKey = '' } = useParams();
  return <OneSection key={`${submissionId}/${sectionKey}`} submissionId={submissionId} sectionKey={sectionKey} />;
}

function OneSection({ submissionId, sectionKey }: { submissionId: string; sectionKey: string }) {
  const t = useText();
  const me = useMe();
  const draftKey = `${me.data?.person.id ?? ''}/${submissionId}/${sectionKey}`;
  const submission = useNewestSubmission(submissionId, draftKey);
  const crumbs = useSubmissionCrumbs(submission.data, 'below');
  return (
    <Loaded query={submission} title={t('applicant.submission.sections')} crumbs={crumbs}>
      {(data) => {
        const rule = data.stage.sections.find((one) => one.key === sectionKey);
        const state = data.sections.find((one) => one.key === sectionKey);
        if (!rule || !state) return <NotFound />;
        return <SectionView submission={data} rule={rule} state={state} draftKey={draftKey} />;
      }}
    </Loaded>
  );
}

type SectionViewProps = { submission: Submission; rule: SectionRule; state: SectionState; draftKey: string };

function SectionView({ submission, rule, state, draftKey }: SectionViewProps) {
  const t = useText();
  const say = useBilingual();
  const nameOf = useNameOf();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [search] = useSearchParams();
  const crumbs = useSubmissionCrumbs(submission, 'below');
  // The editor follows its own saves; what other readings bring is looked at only when two texts collide.
  const [begun] = useState(state);
  const back =
    search.get('from') === 'check' ? paths.applicant.check(submission.id) : paths.applicant.submission(submission.id);
  return (
    <Stack gap="large">
      <PageHeader
        title={say(rule.title)}
        crumbs={crumbs}
        context={nameOf(submission.team)}
        description={say(rule.help) || undefined}
        status={
          submission.writable &&
          submission.stage.closes_at && (
            <Countdown deadline={submission.stage.closes_at} label={t('applicant.submission.deadline')} />
          )
        }
      />
      {submission.writable ? (
        <SectionEditor
          key={draftKey}
          submission={submission}
          rule={rule}
          state={begun}
          draftKey={draftKey}
          startAt={hash ? decodeURIComponent(hash.slice(1)) : undefined}
          onDone={() => void navigate(back)}
        />
      ) : (
        <>
          <ClosedNotice submission={submission} />
          <SectionSummary submissionId={submission.id} rule={rule} answers={state.answers} />
          <p>
            <Link to={back}>{t('applicant.submission.back')}</Link>
          </p>
        </>
      )}
    </Stack>
  );
}
