import { useId, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { Button, type ButtonSize, type ButtonVariant } from '@/ui/button/button';
import { Icon, type IconName } from '@/ui/icon/icon';
import styles from './popup.module.css';

type PopupProps = {
  label: string;
  icon?: IconName;
  variant?: ButtonVariant;
  size?: ButtonSize;
  children: ReactNode;
};

/**
 * A panel under a button that shows and hides it: a disclosure, not a menu, so
 * Tab simply goes on into it. Closes with Escape and when the focus leaves.
 */
export function Popup({ label, icon, variant = 'tertiary', size = 'small', children }: PopupProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const onBlur = (event: FocusEvent) => {
    if (!box.current?.contains(event.relatedTarget)) setOpen(false);
  };

  return (
    // The listeners only notice that the reader has left; every act inside is a control of its own.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} className={styles.popup} onKeyDown={onKeyDown} onBlur={onBlur}>
      <Button
        variant={variant}
        size={size}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        {...(icon && { icon })}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      <span className={styles.arrow} data-state={open ? 'open' : 'closed'}>
        <Icon name="chevron-down" size="small" />
      </span>
      {open && (
        <div id={id} className={styles.panel} tabIndex={-1}>
          {children}
        </div>
      )}
    </div>
  );
}
