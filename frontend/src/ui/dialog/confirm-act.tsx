import { useState, type ReactNode } from 'react';
import { useErrorSummary } from '@/lib/use-error-summary';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Stack } from '@/ui/layout/layout';
import { showToast } from '@/ui/toast/toast-store';
import { ConfirmDialog } from './dialog';

type ConfirmActProps = {
  title: string;
  confirmLabel: string;
  visibility: 'open' | 'closed';
  onClose: () => void;
  act: () => Promise<unknown>;
  /** What is said once it is done. */
  done: string;
  /** What will happen and whether it can be undone. */
  children: ReactNode;
};

/** Asks before an act that ends something, does it, and says so. When it is refused, the question stays and says why. */
export function ConfirmAct({ title, confirmLabel, visibility, onClose, act, done, children }: ConfirmActProps) {
  const errors = useErrorSummary();
  const [status, setStatus] = useState<'ready' | 'pending'>('ready');
  const leave = () => {
    errors.clear();
    onClose();
  };
  const confirm = async () => {
    setStatus('pending');
    try {
      await act();
      showToast(done);
      leave();
    } catch (thrown) {
      errors.report(thrown);
    } finally {
      setStatus('ready');
    }
  };
  return (
    <ConfirmDialog
      title={title}
      visibility={visibility}
      onClose={leave}
      onConfirm={() => void confirm()}
      confirmLabel={confirmLabel}
      tone="danger"
      status={status}
    >
      <Stack>
        <ErrorSummary items={errors.items} />
        {children}
      </Stack>
    </ConfirmDialog>
  );
}
