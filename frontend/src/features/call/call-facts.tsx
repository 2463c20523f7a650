import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatFileSize, formatNumber, formatWon, readWon } from '@/lib/number';
import { Link } from '@/ui/link/link';
import { Table } from '@/ui/table/table';
import type { CallDefinition, Stage } from './api';

/** The money of a call, line by line, with the sum. */
export function BudgetTable({ definition }: { definition: CallDefinition }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const lines = definition.budget ?? [];
  const total = lines.reduce((sum, line) => sum + line.amount_won, 0);
  return (
    <Table
      caption={t('applicant.table_of', { title: t('applicant.call.budget') })}
      captionDisplay="hidden"
      rows={lines}
      rowKey={(line) => line.key}
      columns={[
        { id: 'title', header: t('applicant.call.item'), kind: 'row-header', cell: (line) => say(line.title) },
        {
          id: 'amount',
          header: t('applicant.call.amount'),
          align: 'end',
          cell: (line) => formatWon(line.amount_won, language),
        },
        { id: 'read', header: t('applicant.call.amount_read'), cell: (line) => readWon(line.amount_won, language) },
      ]}
      footer={
        <tr>
          <th scope="row">{t('applicant.call.total')}</th>
          <td data-align="end">{formatWon(total, language)}</td>
          <td>{readWon(total, language)}</td>
        </tr>
      }
    />
  );
}

/** What a team can ask for. */
export function ResourceTable({ definition }: { definition: CallDefinition }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  return (
    <Table
      caption={t('applicant.table_of', { title: t('applicant.call.resources') })}
      captionDisplay="hidden"
      rows={definition.resources ?? []}
      rowKey={(resource) => resource.key}
      columns={[
        { id: 'title', header: t('applicant.call.resource'), kind: 'row-header', cell: (row) => say(row.title) },
        {
          id: 'maximum',
          header: t('applicant.call.maximum'),
          align: 'end',
          cell: (row) => `${formatNumber(row.maximum, language)} ${say(row.unit)}`,
        },
        {
          id: 'step',
          header: t('applicant.call.step'),
          align: 'end',
          cell: (row) => `${formatNumber(row.step, language)} ${say(row.unit)}`,
        },
      ]}
    />
  );
}

/** The documents that a stage asks for. */
export function DocumentRulesTable({ stage }: { stage: Stage }) {
  const t = useText();
  const say = useBilingual();
  return (
    <Table
      caption={t('applicant.table_of', { title: t('applicant.call.documents') })}
      captionDisplay="hidden"
      rows={stage.documents}
      rowKey={(rule) => rule.key}
      columns={[
        { id: 'title', header: t('applicant.call.document'), kind: 'row-header', cell: (rule) => say(rule.title) },
        {
          id: 'needed',
          header: t('applicant.call.needed'),
          cell: (rule) => t(rule.required ? 'applicant.call.required' : 'applicant.call.optional'),
        },
        {
          id: 'types',
          header: t('applicant.call.types'),
          cell: (rule) => rule.types.map((type) => type.toUpperCase()).join(', '),
        },
        {
          id: 'size',
          header: t('applicant.call.max_size'),
          align: 'end',
          cell: (rule) => formatFileSize(rule.max_bytes),
        },
        {
          id: 'files',
          header: t('applicant.call.files'),
          align: 'end',
          cell: (rule) => t('applicant.call.file_count', { count: rule.max_files }),
        },
      ]}
    />
  );
}

/** Whom to ask. */
export function ContactWords({ contact }: { contact: CallDefinition['contact'] }) {
  const say = useBilingual();
  return (
    <p>
      {say(contact.name)}
      {contact.phone && (
        <>
          {' · '}
          <Link href={`tel:${contact.phone}`}>{contact.phone}</Link>
        </>
      )}
      {contact.email && (
        <>
          {' · '}
          <Link href={`mailto:${contact.email}`}>{contact.email}</Link>
        </>
      )}
      {contact.url && (
        <>
          {' · '}
          <Link href={contact.url} target="new-window">
            {contact.url}
          </Link>
        </>
      )}
    </p>
  );
}
