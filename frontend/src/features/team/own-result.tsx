import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { Prose, Section, Stack } from '@/ui/layout/layout';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { Table } from '@/ui/table/table';
import type { OwnResult } from './api';
import { isOutcome, outcomes } from './labels';

/** A team's result at one stage; until it is released nothing but the planned date. */
export function OwnResultSection({ result }: { result: OwnResult }) {
  const say = useBilingual();
  return (
    <Section title={say(result.title)}>
      {result.released_at ? <Released result={result} /> : <Awaited result={result} />}
    </Section>
  );
}

/** The stages that concern the team: after one that it did not pass there is nothing more to say. */
export function reachable(stages: OwnResult[]): OwnResult[] {
  const last = stages.findIndex((stage) => stage.released_at && stage.outcome === 'failed');
  return last < 0 ? stages : stages.filter((stage, index) => index <= last || stage.entered);
}

function Awaited({ result }: { result: OwnResult }) {
  const t = useText();
  const { language } = useLanguage();
  const planned = result.result_at ? formatDateTime(result.result_at, language) : '';
  if (!result.entered) {
    return (
      <Prose tone="subtle">
        <p>{result.phase === 'released' ? t('applicant.result.not_entered') : t('applicant.result.not_reached')}</p>
        {planned && result.phase !== 'released' && <p>{t('applicant.result.planned', { at: planned })}</p>}
      </Prose>
    );
  }
  return <p>{planned ? t('applicant.result.planned', { at: planned }) : t('applicant.result.planned_unknown')}</p>;
}

function Released({ result }: { result: OwnResult }) {
  const t = useText();
  const { language } = useLanguage();
  const outcome = isOutcome(result.outcome) ? outcomes[result.outcome] : outcomes.undecided;
  return (
    <Stack gap="large">
      <SummaryList
        rows={[
          {
            id: 'outcome',
            label: t('applicant.result.outcome'),
            value: <StatusTag tone={outcome.tone}>{t(outcome.label)}</StatusTag>,
          },
          {
            id: 'released',
            label: t('applicant.result.released_at'),
            value: formatDateTime(result.released_at, language),
          },
          ...(result.reason ? [{ id: 'reason', label: t('applicant.result.reason'), value: result.reason }] : []),
        ]}
      />
      {result.gates.length > 0 && <Gates result={result} />}
      {result.points.length > 0 && <Points result={result} />}
    </Stack>
  );
}

function Gates({ result }: { result: OwnResult }) {
  const t = useText();
  const say = useBilingual();
  return (
    <Table
      caption={`${say(result.title)}: ${t('applicant.result.gates')}`}
      rows={result.gates}
      rowKey={(gate) => gate.gate_key}
      columns={[
        { id: 'title', header: t('applicant.result.gate'), kind: 'row-header', cell: (gate) => say(gate.title) },
        {
          id: 'outcome',
          header: t('applicant.eligibility.outcome'),
          cell: (gate) =>
            gate.outcome === 'pass' ? (
              <StatusTag tone="success">{t('applicant.eligibility.pass')}</StatusTag>
            ) : (
              <StatusTag tone="danger">{t('applicant.eligibility.fail')}</StatusTag>
            ),
        },
        { id: 'reason', header: t('applicant.eligibility.reason'), cell: (gate) => gate.reason },
      ]}
    />
  );
}

function Points({ result }: { result: OwnResult }) {
  const t = useText();
  const say = useBilingual();
  return (
    <Table
      caption={`${say(result.title)}: ${t('applicant.result.points')}`}
      rows={result.points}
      rowKey={(part) => part.key}
      columns={[
        { id: 'part', header: t('applicant.result.part'), kind: 'row-header', cell: (part) => say(part.title) },
        { id: 'points', header: t('applicant.result.own_points'), align: 'end', cell: (part) => part.displayed },
        { id: 'maximum', header: t('applicant.result.maximum'), align: 'end', cell: (part) => part.maximum },
      ]}
    />
  );
}
