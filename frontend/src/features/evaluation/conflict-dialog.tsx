import { useState } from 'react';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Dialog } from '@/ui/dialog/dialog';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Stack } from '@/ui/layout/layout';
import { TextArea } from '@/ui/text-area/text-area';
import { useDeclareConflict } from './api';
import { useProblemWords } from './problem-words';

const maxReason = 2000;
const reasonId = 'conflict-reason';
const fieldOf = (location: string) => (location === 'body.reason' ? reasonId : undefined);

type ConflictDialogProps = {
  assignmentId: string;
  team: string;
  visibility: 'open' | 'closed';
  onClose: () => void;
  onDeclared: () => void;
};

/** Declares a conflict of interest with its reason; what was open is gone at once. */
export function ConflictDialog({ assignmentId, team, visibility, onClose, onDeclared }: ConflictDialogProps) {
  const t = useText();
  const words = useProblemWords();
  const declare = useDeclareConflict(assignmentId);
  const errors = useErrorSummary(fieldOf);
  const [reason, setReason] = useState('');

  const send = async () => {
    if (declare.isPending) return;
    if (!reason.trim()) return errors.setItems([{ fieldId: reasonId, message: t('judge.conflict.reason_missing') }]);
    errors.clear();
    try {
      await declare.mutateAsync(reason);
      onDeclared();
    } catch (thrown) {
      const items = words.refusal(thrown, []);
      errors.setItems(items.length > 1 ? items : items.map((item) => ({ ...item, fieldId: reasonId })));
    }
  };
  return (
    <Dialog
      title={t('judge.conflict.title')}
      visibility={visibility}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.dialog.cancel')}</Button>
          <Button variant="danger" status={declare.isPending ? 'pending' : 'ready'} onClick={() => void send()}>
            {t('judge.conflict.declare')}
          </Button>
        </>
      }
    >
      <Stack>
        <ErrorSummary items={errors.items} />
        <p>{t('judge.conflict.explanation', { team })}</p>
        <TextArea
          id={reasonId}
          label={t('judge.conflict.reason')}
          hint={t('judge.conflict.reason_hint')}
          maxLength={maxReason}
          value={reason}
          onChange={setReason}
          error={errors.errorOf(reasonId)}
        />
      </Stack>
    </Dialog>
  );
}
