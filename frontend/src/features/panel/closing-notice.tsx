import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { useNow } from '@/lib/use-now';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Loading } from '@/ui/loading/loading';
import { progressOptions } from './api';

const minute = 60_000;

type ClosingNoticeProps = { stageId: string; until: string | undefined };

/** What closing the scoring now would cost: the sheets that are missing can then no longer be handed in. */
export function ClosingNotice({ stageId, until }: ClosingNoticeProps) {
  const t = useText();
  const { language } = useLanguage();
  const now = useNow(minute);
  const board = useQuery(progressOptions(stageId));
  const isEarly = until !== undefined && Date.parse(until) > now;
  const deadline = until && (
    <p>
      {t(isEarly ? 'admin.closing.deadline' : 'admin.closing.deadline_over', {
        date: formatDateTime(until, language),
      })}
    </p>
  );
  if (board.isPending) return <Loading />;
  if (!board.data) return deadline;
  const missing = board.data.expected - board.data.submitted;
  if (missing === 0) {
    return (
      <InlineAlert tone="success" title={t('admin.closing.none_missing', { count: board.data.expected })}>
        {deadline}
      </InlineAlert>
    );
  }
  return (
    <InlineAlert tone="warning" title={t('admin.closing.missing', { count: missing, expected: board.data.expected })}>
      <p>{t('admin.closing.lost')}</p>
      {deadline}
      {isEarly && <p>{t('admin.closing.wait')}</p>}
    </InlineAlert>
  );
}
