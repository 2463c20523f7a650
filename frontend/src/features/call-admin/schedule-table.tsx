import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Stack } from '@/ui/layout/layout';
import { Table, type Column } from '@/ui/table/table';
import type { Call, ScheduleField, Stage } from './api';
import { fieldNames, scheduleFields } from './names';

/** All dates of a call, and what was moved and why. */
export function ScheduleTable({ call }: { call: Call }) {
  const t = useText();
  const say = useBilingual();
  const columns: Column<Stage>[] = [
    { id: 'stage', header: t('admin.stage'), kind: 'row-header', cell: (stage) => say(stage.title) },
    ...scheduleFields.map((field) => ({
      id: field,
      header: t(fieldNames[field]),
      cell: (stage: Stage) => <Moment at={stage[field]} />,
    })),
  ];
  return (
    <Stack>
      <Table
        caption={t('admin.schedule.caption')}
        captionDisplay="hidden"
        columns={columns}
        rows={call.stages}
        rowKey={(stage) => stage.id}
        empty={<EmptyState title={t('admin.call.no_stages')} />}
      />
      {call.schedule_history.length > 0 && <History call={call} />}
    </Stack>
  );
}

/** A moment, or a dash with words for screen readers. */
export function Moment({ at }: { at: string | undefined }) {
  const t = useText();
  const { language } = useLanguage();
  if (!at) return <span aria-label={t('admin.none')}>–</span>;
  return <time dateTime={at}>{formatDateTime(at, language)}</time>;
}

type Change = Call['schedule_history'][number];

function History({ call }: { call: Call }) {
  const t = useText();
  const say = useBilingual();
  const titleOf = (stageId: string) => say(call.stages.find((stage) => stage.id === stageId)?.title);
  const columns: Column<Change>[] = [
    {
      id: 'when',
      header: t('admin.schedule.changed_at'),
      kind: 'row-header',
      cell: (c) => <Moment at={c.changed_at} />,
    },
    {
      id: 'what',
      header: t('admin.schedule.what'),
      cell: (c) => `${titleOf(c.stage_id)}, ${t(fieldNames[c.field as ScheduleField])}`,
    },
    { id: 'old', header: t('admin.schedule.old'), cell: (c) => <Moment at={c.old_at} /> },
    { id: 'new', header: t('admin.schedule.new'), cell: (c) => <Moment at={c.new_at} /> },
    { id: 'reason', header: t('admin.reason'), cell: (c) => c.reason },
  ];
  return (
    <Disclosure title={t('admin.schedule.history', { count: call.schedule_history.length })}>
      <Table
        caption={t('admin.schedule.history_caption')}
        captionDisplay="hidden"
        columns={columns}
        rows={[...call.schedule_history].reverse()}
        rowKey={(c) => `${c.stage_id}/${c.field}/${c.changed_at}`}
      />
    </Disclosure>
  );
}
