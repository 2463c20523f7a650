import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime, formatPeriod } from '@/lib/date';
import { formatNumber } from '@/lib/number';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { Table } from '@/ui/table/table';
import type { Offer, OfferLine } from './api';
import { answerNames } from './labels';

/** What is offered in one line. */
export function LineFacts({ line }: { line: OfferLine }) {
  const t = useText();
  const { language } = useLanguage();
  const amount = (count: number) => `${formatNumber(count, language)} ${line.unit}`;
  return (
    <SummaryList
      variant="plain"
      rows={[
        { id: 'offered', label: t('applicant.offer.offered'), value: <strong>{amount(line.offered)}</strong> },
        { id: 'requested', label: t('applicant.offer.requested'), value: amount(line.requested) },
        { id: 'period', label: t('applicant.offer.period'), value: formatPeriod(line.from, line.until, language) },
        { id: 'provider', label: t('applicant.offer.provider'), value: line.provider },
        ...(line.award_reason
          ? [{ id: 'reason', label: t('applicant.offer.award_reason'), value: line.award_reason }]
          : []),
      ]}
    />
  );
}

/** The lines of an offer with their answers, to read. */
export function OfferTable({ offer }: { offer: Offer }) {
  const t = useText();
  const { language } = useLanguage();
  const amount = (count: number, line: OfferLine) => `${formatNumber(count, language)} ${line.unit}`;
  return (
    <Table
      caption={t('applicant.table_of', {
        title: t('applicant.offer.of', { at: formatDateTime(offer.offered_at, language) }),
      })}
      captionDisplay="hidden"
      rows={offer.lines}
      rowKey={(line) => line.id}
      columns={[
        { id: 'pool', header: t('applicant.call.resource'), kind: 'row-header', cell: (line) => line.pool_name },
        {
          id: 'period',
          header: t('applicant.offer.period'),
          cell: (line) => formatPeriod(line.from, line.until, language),
        },
        {
          id: 'requested',
          header: t('applicant.offer.requested'),
          align: 'end',
          cell: (line) => amount(line.requested, line),
        },
        {
          id: 'offered',
          header: t('applicant.offer.offered'),
          align: 'end',
          cell: (line) => amount(line.offered, line),
        },
        {
          id: 'answer',
          header: t('applicant.offer.answer'),
          cell: (line) => (line.answer === '' ? '' : t(answerNames[line.answer])),
        },
        {
          id: 'accepted',
          header: t('applicant.offer.accepted'),
          align: 'end',
          cell: (line) => (line.answer === '' ? '' : amount(line.accepted, line)),
        },
        { id: 'reason', header: t('applicant.offer.reason'), cell: (line) => line.reason },
      ]}
    />
  );
}
