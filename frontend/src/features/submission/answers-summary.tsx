import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatFileSize, formatNumber } from '@/lib/number';
import { paths } from '@/paths';
import { SummaryList } from '@/ui/summary-list/summary-list';
import type { Answers, DocumentRule, RequestItem, Resource, SectionRule } from './api';
import { useAnswerText } from './answer-text';
import { fieldsOf, readSchema, toForm } from './section-schema';

/** Gives the address where an answer is changed, or nothing where it cannot be. */
export type ChangeTo = (path: string, fieldId?: string) => string | undefined;

/** The change links of the check page: they lead to the field, and back here. */
export const changeFromCheck: ChangeTo = (path, fieldId) => `${path}?from=check${fieldId ? `#${fieldId}` : ''}`;

type SectionSummaryProps = {
  submissionId: string;
  rule: SectionRule;
  answers: Answers;
  changeTo?: ChangeTo | undefined;
};

/** The answers of one section. */
export function SectionSummary({ submissionId, rule, answers, changeTo }: SectionSummaryProps) {
  const say = useBilingual();
  const textOf = useAnswerText();
  const schema = readSchema(rule.schema);
  const values = toForm(schema, answers);
  const path = paths.applicant.section(submissionId, rule.key);
  return (
    <SummaryList
      rows={fieldsOf(schema).map(([key, property]) => ({
        id: key,
        label: say(property['x-title']),
        value: textOf(property, values[key]),
        ...change(changeTo, path, key),
      }))}
    />
  );
}

type DocumentsSummaryProps = {
  submissionId: string;
  rules: DocumentRule[];
  documents: { id: string; key: string; file_name: string; size: number }[];
  changeTo?: ChangeTo | undefined;
};

/** The files, document by document. */
export function DocumentsSummary({ submissionId, rules, documents, changeTo }: DocumentsSummaryProps) {
  const say = useBilingual();
  return (
    <SummaryList
      rows={rules.map((rule) => {
        const files = documents.filter((one) => one.key === rule.key);
        return {
          id: rule.key,
          label: say(rule.title),
          value: files.length > 0 && (
            <ul>
              {files.map((file) => (
                <li key={file.id}>
                  {file.file_name} ({formatFileSize(file.size)})
                </li>
              ))}
            </ul>
          ),
          ...change(changeTo, paths.applicant.document(submissionId, rule.key)),
        };
      })}
    />
  );
}

type RequestsSummaryProps = {
  submissionId: string;
  resources: Resource[];
  items: RequestItem[];
  changeTo?: ChangeTo | undefined;
};

/** What is asked for, resource by resource. */
export function RequestsSummary({ submissionId, resources, items, changeTo }: RequestsSummaryProps) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  return (
    <SummaryList
      rows={resources.map((resource) => {
        const item = items.find((one) => one.resource_key === resource.key);
        const amount = (value: number) => `${formatNumber(value, language)} ${say(resource.unit)}`;
        return {
          id: resource.key,
          label: say(resource.title),
          value: item && (
            <>
              <p>
                {t('applicant.requests.wanted')} {amount(item.wanted)} · {t('applicant.requests.minimum')}{' '}
                {amount(item.minimum)}
              </p>
              <p>{item.reason}</p>
            </>
          ),
          ...change(changeTo, paths.applicant.requests(submissionId), `${resource.key}.wanted`),
        };
      })}
    />
  );
}

function change(changeTo: ChangeTo | undefined, path: string, fieldId?: string): { changeTo?: string } {
  const to = changeTo?.(path, fieldId);
  return to === undefined ? {} : { changeTo: to };
}
