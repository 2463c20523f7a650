import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import styles from './dialog.module.css';

type DialogProps = {
  title: string;
  visibility: 'open' | 'closed';
  onClose: () => void;
  children: ReactNode;
  /** The acts; the last one is the main one. */
  footer?: ReactNode;
  size?: 'small' | 'medium' | 'large';
};

/** A task of its own in front of the page: holds the focus, gives it back, closes with Escape. */
export function Dialog({ title, visibility, onClose, children, footer, size = 'medium' }: DialogProps) {
  const t = useText();
  return (
    <Frame visibility={visibility} onClose={onClose} size={size} role="dialog">
      <div className={styles.head}>
        <Heading slot="title" level={2} className={styles.title}>
          {title}
        </Heading>
        <Button variant="tertiary" size="small" icon="cross" display="icon-only" onClick={onClose}>
          {t('common.dialog.close')}
        </Button>
      </div>
      <div className={styles.body}>{children}</div>
      {footer && <div className={styles.footer}>{footer}</div>}
    </Frame>
  );
}

type ConfirmDialogProps = {
  /** A question that names the act: "제출을 취소하시겠습니까?" */
  title: string;
  visibility: 'open' | 'closed';
  onClose: () => void;
  onConfirm: () => void;
  /** What will happen and whether it can be undone. */
  children: ReactNode;
  /** The verb again: "제출 취소". Never "확인". */
  confirmLabel: string;
  tone?: 'normal' | 'danger';
  status?: 'ready' | 'pending';
};

/** A question before an act that cannot be taken back. */
export function ConfirmDialog({
  title,
  visibility,
  onClose,
  onConfirm,
  children,
  confirmLabel,
  tone = 'normal',
  status = 'ready',
}: ConfirmDialogProps) {
  const t = useText();
  return (
    <Frame visibility={visibility} onClose={onClose} size="small" role="alertdialog">
      <Heading slot="title" level={2} className={styles.title}>
        {title}
      </Heading>
      <div className={styles.body}>{children}</div>
      <div className={styles.footer}>
        <Button onClick={onClose}>{t('common.dialog.cancel')}</Button>
        <Button variant={tone === 'danger' ? 'danger' : 'primary'} status={status} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </Frame>
  );
}

type FrameProps = {
  visibility: 'open' | 'closed';
  onClose: () => void;
  size: 'small' | 'medium' | 'large';
  role: 'dialog' | 'alertdialog';
  children: ReactNode;
};

function Frame({ visibility, onClose, size, role, children }: FrameProps) {
  return (
    <ModalOverlay
      className={styles.backdrop}
      isOpen={visibility === 'open'}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={styles.modal} data-size={size}>
        <AriaDialog ref={takeFocus} role={role} className={styles.dialog}>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

// At once: the library waits half a second when a native button was pressed with the
// keyboard, and until then Escape and Tab would go astray.
function takeFocus(dialog: HTMLElement | null): void {
  dialog?.focus({ preventScroll: true });
}
