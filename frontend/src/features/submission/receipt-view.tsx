import { useBilingual, type Bilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatClock, formatDate, zoneName } from '@/lib/date';
import { formatFileSize } from '@/lib/number';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { Table } from '@/ui/table/table';
import type { Receipt } from './api';
import styles from './receipt-view.module.css';

/** `2026. 3. 2.(월) 18:00:05 (KST)`: a receipt names the second. */
export function useExactTime(): (moment: string) => string {
  const { language } = useLanguage();
  return (moment) => `${formatDate(moment, language)} ${formatClock(moment, language)} (${zoneName})`;
}

/** Who filed what, and when. */
export function ReceiptFacts({ receipt }: { receipt: Receipt }) {
  const t = useText();
  const say = useBilingual();
  const exact = useExactTime();
  return (
    <SummaryList
      rows={[
        { id: 'reference', label: t('applicant.receipt.reference'), value: <strong>{receipt.reference}</strong> },
        { id: 'arrived', label: t('applicant.receipt.arrived'), value: exact(receipt.arrived_at) },
        { id: 'call', label: t('applicant.receipt.call'), value: say(receipt.call_title) },
        { id: 'stage', label: t('applicant.call.stage'), value: say(receipt.stage_title) },
        { id: 'team', label: t('applicant.receipt.team'), value: receipt.team_name },
        { id: 'lead', label: t('applicant.team.role.lead_organisation'), value: receipt.lead_organisation },
        { id: 'by', label: t('applicant.receipt.filed_by'), value: receipt.filed_by },
        {
          id: 'number',
          label: t('applicant.receipt.number'),
          value: t('applicant.receipt.number_value', { number: receipt.number }),
        },
      ]}
    />
  );
}

type ReceiptFilesProps = {
  receipt: Receipt;
  /** The names of the documents, where the submission can be read. */
  rules: { key: string; title: Bilingual }[];
};

/** The files as they were filed, each with its hash. */
export function ReceiptFiles({ receipt, rules }: ReceiptFilesProps) {
  const t = useText();
  const say = useBilingual();
  return (
    <Table
      caption={t('applicant.table_of', { title: t('applicant.receipt.files') })}
      captionDisplay="hidden"
      rows={receipt.documents}
      rowKey={(file) => file.id}
      columns={[
        {
          id: 'document',
          header: t('applicant.call.document'),
          cell: (file) => say(rules.find((rule) => rule.key === file.key)?.title),
        },
        {
          id: 'name',
          header: t('applicant.document.file'),
          kind: 'row-header',
          cell: (file) => <span className={styles.name}>{file.file_name}</span>,
        },
        { id: 'size', header: t('applicant.call.size'), align: 'end', cell: (file) => formatFileSize(file.size) },
        { id: 'sha', header: 'SHA-256', cell: (file) => <code className={styles.hash}>{file.sha256}</code> },
      ]}
    />
  );
}

/** What a check of the receipt goes by. */
export function ReceiptProof({ receipt }: { receipt: Receipt }) {
  const t = useText();
  return (
    <Disclosure title={t('applicant.receipt.proof')}>
      <p>{t('applicant.receipt.proof_help')}</p>
      <SummaryList
        rows={[
          { id: 'content', label: t('applicant.receipt.content_hash'), value: <code>{receipt.content_hash}</code> },
          { id: 'leaf', label: t('applicant.receipt.leaf_hash'), value: <code>{receipt.signed.leaf_hash}</code> },
          { id: 'key', label: t('applicant.receipt.verifier_key'), value: <code>{receipt.verifier_key}</code> },
        ]}
      />
    </Disclosure>
  );
}
