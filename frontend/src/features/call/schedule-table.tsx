import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { Table } from '@/ui/table/table';
import type { ScheduleChange, Stage } from './api';

const fields = ['opens_at', 'closes_at', 'evaluation_until', 'result_at'] as const;

const fieldNames = {
  opens_at: 'applicant.call.field.opens_at',
  closes_at: 'applicant.call.field.closes_at',
  evaluation_until: 'applicant.call.field.evaluation_until',
  result_at: 'applicant.call.field.result_at',
} as const;

/** Every date of every stage. */
export function ScheduleTable({ stages }: { stages: Stage[] }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const rows = stages.flatMap((stage) =>
    fields.flatMap((field) => {
      const at = stage[field];
      return at ? [{ id: `${stage.id}-${field}`, stage: say(stage.title), what: t(fieldNames[field]), at }] : [];
    }),
  );
  return (
    <Table
      caption={t('applicant.table_of', { title: t('applicant.call.schedule') })}
      captionDisplay="hidden"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { id: 'stage', header: t('applicant.call.stage'), kind: 'row-header', cell: (row) => row.stage },
        { id: 'what', header: t('applicant.call.what'), cell: (row) => row.what },
        { id: 'at', header: t('applicant.call.when'), cell: (row) => formatDateTime(row.at, language) },
      ]}
    />
  );
}

type ScheduleHistoryProps = { stages: Stage[]; history: ScheduleChange[] };

/** What was changed in the schedule, and why; everyone may read it. */
export function ScheduleHistory({ stages, history }: ScheduleHistoryProps) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const rows = history.map((change, index) => ({ ...change, id: `${change.changed_at}-${index}` })).reverse();
  const stageOf = (id: string) => say(stages.find((stage) => stage.id === id)?.title);
  return (
    <Table
      caption={t('applicant.table_of', { title: t('applicant.call.history') })}
      captionDisplay="hidden"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          id: 'changed',
          header: t('applicant.call.changed_at'),
          cell: (row) => formatDateTime(row.changed_at, language),
        },
        {
          id: 'what',
          header: t('applicant.call.what'),
          kind: 'row-header',
          cell: (row) => `${stageOf(row.stage_id)} · ${t(fieldNames[row.field])}`,
        },
        {
          id: 'old',
          header: t('applicant.call.old_at'),
          cell: (row) => (row.old_at ? formatDateTime(row.old_at, language) : ''),
        },
        { id: 'new', header: t('applicant.call.new_at'), cell: (row) => formatDateTime(row.new_at, language) },
        { id: 'reason', header: t('applicant.call.reason'), cell: (row) => row.reason },
      ]}
    />
  );
}
