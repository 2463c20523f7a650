import { useBilingual, type Bilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table } from '@/ui/table/table';

type Finding = { rule_key: string; outcome: 'pass' | 'fail' | 'needs_person'; message: string };
type Rule = { key: string; title: Bilingual };

const outcomes = {
  pass: { label: 'applicant.eligibility.pass', tone: 'success' },
  fail: { label: 'applicant.eligibility.fail', tone: 'danger' },
  needs_person: { label: 'applicant.eligibility.needs_person', tone: 'info' },
} as const;

type EligibilityTableProps = { findings: Finding[]; rules: Rule[] };

/** How the team stands by each rule of the call, with the reason. */
export function EligibilityTable({ findings, rules }: EligibilityTableProps) {
  const t = useText();
  const say = useBilingual();
  return (
    <Table
      caption={t('applicant.table_of', { title: t('applicant.eligibility.title') })}
      captionDisplay="hidden"
      rows={findings}
      rowKey={(finding) => finding.rule_key}
      columns={[
        {
          id: 'rule',
          header: t('applicant.eligibility.rule'),
          kind: 'row-header',
          cell: (finding) => say(rules.find((rule) => rule.key === finding.rule_key)?.title),
        },
        {
          id: 'outcome',
          header: t('applicant.eligibility.outcome'),
          cell: (finding) => {
            const outcome = outcomes[finding.outcome];
            return <StatusTag tone={outcome.tone}>{t(outcome.label)}</StatusTag>;
          },
        },
        { id: 'reason', header: t('applicant.eligibility.reason'), cell: (finding) => finding.message },
      ]}
    />
  );
}
