import { useState, type ReactNode } from 'react';
import { asAppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import { Button, type ButtonSize, type ButtonVariant } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Stack } from '@/ui/layout/layout';

type ActDialogProps = {
  /** The words on the button. */
  label: string;
  /** The question. */
  title: string;
  /** What will happen and whether it can be undone. */
  children: ReactNode;
  /** The verb again. */
  confirmLabel: string;
  act: () => Promise<unknown>;
  onDone?: () => void;
  tone?: 'normal' | 'danger';
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Which one, for screen readers, where several such buttons stand below each other. */
  hiddenText?: string;
};

/** A button whose act is asked about first. When it is refused, the dialog stays and says why. */
export function ActDialog(props: ActDialogProps) {
  const { label, title, children, confirmLabel, act, onDone, tone = 'danger', hiddenText } = props;
  const t = useText();
  const [visibility, setVisibility] = useState<'open' | 'closed'>('closed');
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const close = () => {
    setVisibility('closed');
    setRefusal('');
  };
  const confirm = async () => {
    setPending(true);
    setRefusal('');
    try {
      await act();
      close();
      onDone?.();
    } catch (thrown) {
      const error = asAppError(thrown);
      setRefusal(error.status === 0 ? t('common.error.no_answer_detail') : error.message);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button
        variant={props.variant ?? 'tertiary'}
        size={props.size ?? 'small'}
        aria-label={hiddenText ? `${label} ${hiddenText}` : undefined}
        onClick={() => setVisibility('open')}
      >
        {label}
      </Button>
      <ConfirmDialog
        title={title}
        visibility={visibility}
        onClose={close}
        onConfirm={() => void confirm()}
        confirmLabel={confirmLabel}
        tone={tone}
        status={pending ? 'pending' : 'ready'}
      >
        <Stack>
          <div>{children}</div>
          {refusal && <InlineAlert tone="danger" urgency="assertive" title={refusal} />}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
