import type { Submission } from '@/features/submission/api';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { serverNow } from '@/lib/server-clock';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';

/** Why nothing can be changed here. */
export function ClosedNotice({ submission }: { submission: Submission }) {
  const t = useText();
  const { language } = useLanguage();
  const { opens_at: opensAt, closes_at: closesAt } = submission.stage;
  if (submission.team.status === 'withdrawn') {
    return <InlineAlert tone="warning" title={t('applicant.submission.team_withdrawn')} />;
  }
  if (opensAt && Date.parse(opensAt) > serverNow()) {
    return <InlineAlert title={t('applicant.submission.not_open_yet', { at: formatDateTime(opensAt, language) })} />;
  }
  const at = closesAt ? formatDateTime(closesAt, language) : '';
  return (
    <InlineAlert tone="info" urgency="polite" title={t('applicant.submission.closed', { at })}>
      {t('applicant.submission.closed_help')}
    </InlineAlert>
  );
}
