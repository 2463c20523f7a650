import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { CheckboxGroup } from '@/ui/checkbox/checkbox';
import { Dialog } from '@/ui/dialog/dialog';
import { Form } from '@/ui/form/form';
import { Prose } from '@/ui/layout/layout';
import { TextArea } from '@/ui/text-area/text-area';
import { showToast } from '@/ui/toast/toast-store';
import { useExcuse, type Member } from './api';

/** An assignment without a submitted sheet, under the name of its team. */
export type OpenSheet = { assignmentId: string; team: string };

type ExcuseDialogProps = { judge: Member | undefined; sheets: OpenSheet[]; onClose: () => void };

const teamsId = 'excuse-teams';
const reasonId = 'excuse-reason';

const fieldOf = (location: string) => (location === 'body.reason' ? reasonId : undefined);

/** Takes a judge who cannot hand in out for some teams, so that the stage can go on. */
export function ExcuseDialog({ judge, sheets, onClose }: ExcuseDialogProps) {
  const t = useText();
  return (
    <Dialog
      title={t('admin.excuse.title', { name: judge?.name ?? '' })}
      visibility={judge ? 'open' : 'closed'}
      onClose={onClose}
    >
      {judge && <ExcuseForm judge={judge} sheets={sheets} onClose={onClose} />}
    </Dialog>
  );
}

type ExcuseFormProps = { judge: Member; sheets: OpenSheet[]; onClose: () => void };

function ExcuseForm({ judge, sheets, onClose }: ExcuseFormProps) {
  const t = useText();
  const excuse = useExcuse();
  const errors = useErrorSummary(fieldOf);
  const [chosen, setChosen] = useState(() => (sheets.length === 1 ? sheets.map((sheet) => sheet.assignmentId) : []));
  const [reason, setReason] = useState('');
  const [isPending, setPending] = useState(false);
  // What has been handed in or excused meanwhile is no longer to be chosen.
  const open = chosen.filter((id) => sheets.some((sheet) => sheet.assignmentId === id));

  const missing = (): ErrorItem[] => [
    ...(open.length > 0 ? [] : [{ fieldId: teamsId, message: t('admin.excuse.teams_missing') }]),
    ...(reason.trim() ? [] : [{ fieldId: reasonId, message: t('admin.excuse.reason_missing') }]),
  ];
  const submit = async () => {
    if (isPending) return;
    const items = missing();
    errors.setItems(items);
    if (items.length > 0) return;
    setPending(true);
    try {
      for (const assignmentId of open) await excuse.mutateAsync({ assignmentId, reason: reason.trim() });
      showToast(t('admin.excuse.done', { name: judge.name, count: open.length }));
      onClose();
    } catch (thrown) {
      errors.report(thrown);
    }
    setPending(false);
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      <Prose>
        <p>{t('admin.excuse.effect')}</p>
      </Prose>
      <CheckboxGroup
        id={teamsId}
        label={t('admin.excuse.teams')}
        value={open}
        onChange={setChosen}
        options={sheets.map((sheet) => ({ value: sheet.assignmentId, label: sheet.team }))}
        error={errors.errorOf(teamsId)}
      />
      <TextArea
        id={reasonId}
        label={t('admin.reason')}
        hint={t('admin.excuse.reason_hint')}
        rows={3}
        maxLength={4000}
        value={reason}
        onChange={setReason}
        error={errors.errorOf(reasonId)}
      />
      <Button type="submit" variant="danger" status={isPending ? 'pending' : 'ready'}>
        {t('admin.excuse.act')}
      </Button>
    </Form>
  );
}
