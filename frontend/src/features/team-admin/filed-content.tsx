import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatFileSize, formatNumber } from '@/lib/number';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Section, Stack } from '@/ui/layout/layout';
import { Link } from '@/ui/link/link';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { Table, type Column } from '@/ui/table/table';
import { answersOf, type AnswerValue } from './answers';
import { documentUrl, type Submission } from './api';

type Filed = NonNullable<Submission['filed']>;

/** The version that counts: answers, requests and documents. */
export function FiledContent({ submission }: { submission: Submission }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const { filed, stage, resources } = submission;
  if (!filed) return <EmptyState title={t('admin.team.nothing_filed')} />;
  const documents: Column<Filed['documents'][number]>[] = [
    {
      id: 'file',
      header: t('admin.team.file'),
      kind: 'row-header',
      cell: (file) => (
        <Link href={documentUrl(file.id)} download={file.file_name}>
          {file.file_name}
        </Link>
      ),
    },
    {
      id: 'rule',
      header: t('admin.team.document'),
      cell: (file) => say(stage.documents.find((rule) => rule.key === file.key)?.title),
    },
    { id: 'size', header: t('admin.team.size'), align: 'end', cell: (file) => formatFileSize(file.size) },
  ];
  const requests: Column<Filed['requests'][number]>[] = [
    {
      id: 'resource',
      header: t('admin.grant.resource'),
      kind: 'row-header',
      cell: (one) => say(resources.find((resource) => resource.key === one.resource_key)?.title),
    },
    { id: 'wanted', header: t('admin.award.wanted'), align: 'end', cell: (one) => formatNumber(one.wanted, language) },
    {
      id: 'minimum',
      header: t('admin.award.minimum'),
      align: 'end',
      cell: (one) => formatNumber(one.minimum, language),
    },
    { id: 'reason', header: t('admin.reason'), cell: (one) => one.reason },
  ];
  return (
    <Stack gap="large">
      <Section title={t('admin.team.documents')} level={3}>
        <Table
          caption={t('common.figure.table', { title: t('admin.team.documents') })}
          captionDisplay="hidden"
          columns={documents}
          rows={filed.documents}
          rowKey={(file) => file.id}
        />
      </Section>
      {filed.requests.length > 0 && (
        <Section title={t('admin.award.requests')} level={3}>
          <Table
            caption={t('common.figure.table', { title: t('admin.award.requests') })}
            captionDisplay="hidden"
            columns={requests}
            rows={filed.requests}
            rowKey={(one) => one.resource_key}
          />
        </Section>
      )}
      {stage.sections.map((rule) => {
        const answers = filed.sections.find((section) => section.key === rule.key)?.answers ?? {};
        return (
          <Section key={rule.key} title={say(rule.title)} level={3}>
            <SummaryList
              variant="plain"
              rows={answersOf(rule, answers as Record<string, unknown>).map(({ key, title, value }) => ({
                id: key,
                label: say(title),
                value: <Words value={value} />,
              }))}
            />
          </Section>
        );
      })}
    </Stack>
  );
}

function Words({ value }: { value: AnswerValue }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  switch (value.kind) {
    case 'yes-no':
      return t(value.yes ? 'admin.yes' : 'admin.no');
    case 'number':
      return formatNumber(value.number, language);
    case 'choice':
      return say(value.words);
    case 'text':
      return value.text;
  }
}
