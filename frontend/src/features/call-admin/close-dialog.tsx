import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Stack } from '@/ui/layout/layout';
import { showToast } from '@/ui/toast/toast-store';
import { useCloseCall, type Call } from './api';

type CloseDialogProps = { call: Call; visibility: 'open' | 'closed'; onClose: () => void };

/** Ends a call after a question. */
export function CloseDialog({ call, visibility, onClose }: CloseDialogProps) {
  const t = useText();
  const close = useCloseCall(call.id);
  const errors = useErrorSummary();
  const leave = () => {
    errors.clear();
    onClose();
  };
  const act = async () => {
    try {
      await close.mutateAsync(call.version);
      showToast(t('admin.call.close.done'));
      leave();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <ConfirmDialog
      title={t('admin.call.close.title')}
      visibility={visibility}
      onClose={leave}
      onConfirm={() => void act()}
      confirmLabel={t('admin.call.close.act')}
      tone="danger"
      status={close.isPending ? 'pending' : 'ready'}
    >
      <Stack>
        <ErrorSummary items={errors.items} />
        <p>{t('admin.call.close.effect')}</p>
      </Stack>
    </ConfirmDialog>
  );
}
