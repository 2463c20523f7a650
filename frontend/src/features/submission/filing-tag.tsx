import { useText } from '@/i18n/use-text';
import { StatusTag } from '@/ui/status-tag/status-tag';
import type { SubmissionSummary } from './api';

type Filing = Pick<SubmissionSummary, 'status' | 'filed_versions'>;

/** True when it was filed and the filing then taken back. */
export function isWithdrawn({ status, filed_versions: versions }: Filing): boolean {
  return status !== 'filed' && versions > 0;
}

/** Whether a submission is filed, being written, or was taken back. */
export function FilingTag({ submission }: { submission: Filing }) {
  const t = useText();
  if (submission.status === 'filed') return <StatusTag tone="success">{t('applicant.submission.filed')}</StatusTag>;
  if (isWithdrawn(submission)) return <StatusTag tone="warning">{t('applicant.submission.taken_back')}</StatusTag>;
  return <StatusTag tone="info">{t('applicant.submission.draft')}</StatusTag>;
}

/** What has become of one filing: it counts, a later one has taken its place, or it was taken back. */
export function VersionTag({ counts, replaced }: { counts: boolean; replaced: boolean }) {
  const t = useText();
  if (counts) return <StatusTag tone="success">{t('applicant.submission.counts_yes')}</StatusTag>;
  if (replaced) return <StatusTag>{t('applicant.submission.counts_replaced')}</StatusTag>;
  return <StatusTag tone="warning">{t('applicant.submission.counts_withdrawn')}</StatusTag>;
}
