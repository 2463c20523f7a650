import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { DateTimeField } from '@/ui/date-time-field/date-time-field';
import { Dialog } from '@/ui/dialog/dialog';
import { Form } from '@/ui/form/form';
import { Prose } from '@/ui/layout/layout';
import { Select, type SelectOption } from '@/ui/select/select';
import { TextArea } from '@/ui/text-area/text-area';
import { showToast } from '@/ui/toast/toast-store';
import { useChangeSchedule, type Call, type ScheduleField } from './api';
import { fieldNames, scheduleFields } from './names';
import { Moment } from './schedule-table';

// What the server calls the fields of the one change that is sent.
const fieldOf = (location: string) =>
  /reason/.test(location) ? 'schedule-reason' : /\.at$/.test(location) ? 'schedule-at' : 'schedule-date';

type ScheduleDialogProps = { call: Call; visibility: 'open' | 'closed'; onClose: () => void };

/** Moves one date of an open call, with the reason that everyone can read. */
export function ScheduleDialog({ call, visibility, onClose }: ScheduleDialogProps) {
  const t = useText();
  return (
    <Dialog title={t('admin.schedule.change')} visibility={visibility} onClose={onClose}>
      <ScheduleForm call={call} onClose={onClose} />
    </Dialog>
  );
}

function ScheduleForm({ call, onClose }: Omit<ScheduleDialogProps, 'visibility'>) {
  const t = useText();
  const say = useBilingual();
  const change = useChangeSchedule(call.id);
  const errors = useErrorSummary(fieldOf);
  const [date, setDate] = useState('');
  const [at, setAt] = useState('');
  const [reason, setReason] = useState('');
  const [stageId = '', field = ''] = date.split('/');
  const present = call.stages.find((stage) => stage.id === stageId)?.[field as ScheduleField];

  const options: SelectOption[] = call.stages.flatMap((stage) =>
    scheduleFields
      .filter((name) => stage[name])
      .map((name) => ({ value: `${stage.id}/${name}`, label: `${say(stage.title)} – ${t(fieldNames[name])}` })),
  );
  const missing = (): ErrorItem[] => [
    ...(date ? [] : [{ fieldId: 'schedule-date', message: t('admin.schedule.date_missing') }]),
    ...(at ? [] : [{ fieldId: 'schedule-at', message: t('admin.schedule.at_missing') }]),
    ...(reason.trim() ? [] : [{ fieldId: 'schedule-reason', message: t('admin.reason_missing') }]),
  ];
  const submit = async () => {
    if (change.isPending) return;
    const items = missing();
    errors.setItems(items);
    if (items.length > 0) return;
    const changes = [{ stage_id: stageId, field: field as ScheduleField, at }];
    try {
      await change.mutateAsync({ version: call.version, reason, changes });
      showToast(t('admin.schedule.changed'));
      onClose();
    } catch (thrown) {
      errors.report(thrown);
    }
  };

  return (
    <Form errors={errors.items} onSubmit={submit}>
      <Select
        id="schedule-date"
        label={t('admin.schedule.date')}
        value={date}
        onChange={setDate}
        options={options}
        width="fill"
        error={errors.errorOf('schedule-date')}
      />
      {present && (
        <Prose tone="subtle">
          <p>
            {t('admin.schedule.present')} <Moment at={present} />
          </p>
        </Prose>
      )}
      <DateTimeField
        id="schedule-at"
        label={t('admin.schedule.at')}
        value={at}
        onChange={setAt}
        error={errors.errorOf('schedule-at')}
      />
      <TextArea
        id="schedule-reason"
        label={t('admin.reason')}
        hint={t('admin.schedule.reason_hint')}
        rows={3}
        minLength={10}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={errors.errorOf('schedule-reason')}
      />
      <Button type="submit" variant="primary" status={change.isPending ? 'pending' : 'ready'}>
        {t('admin.schedule.change')}
      </Button>
    </Form>
  );
}
