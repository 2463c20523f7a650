import { useText } from '@/i18n/use-text';
import { ConfirmAct } from '@/ui/dialog/confirm-act';
import { useCloseCall, type Call } from './api';

type CloseDialogProps = { call: Call; visibility: 'open' | 'closed'; onClose: () => void };

/** Ends a call after a question. */
export function CloseDialog({ call, visibility, onClose }: CloseDialogProps) {
  const t = useText();
  const close = useCloseCall(call.id);
  return (
    <ConfirmAct
      title={t('admin.call.close.title')}
      confirmLabel={t('admin.call.close.act')}
      visibility={visibility}
      onClose={onClose}
      act={() => close.mutateAsync(call.version)}
      done={t('admin.call.close.done')}
    >
      <p>{t('admin.call.close.effect')}</p>
    </ConfirmAct>
  );
}
