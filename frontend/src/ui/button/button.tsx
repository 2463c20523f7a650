import type { ComponentProps, MouseEvent } from 'react';
import { useText } from '@/i18n/use-text';
import { classNames } from '@/lib/class-names';
import { Icon, type IconName } from '@/ui/icon/icon';
import { VisuallyHidden } from '@/ui/visually-hidden/visually-hidden';
import styles from './button.module.css';

export type ButtonVariant = 'primary' | 'secondary' | 'tertiary' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

type ButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  children: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** While `pending` the button keeps its place and focus, but does nothing: no double submit. */
  status?: 'ready' | 'pending';
  icon?: IconName;
  /** `end` for icons that point onward. */
  iconPlace?: 'start' | 'end';
  /** `icon-only` shows the icon alone; the words stay for screen readers. */
  display?: 'label' | 'icon-only';
};

/** Starts an act. The label is a verb that names it. Where it only leads somewhere, use a link. */
export function Button({
  children,
  variant = 'secondary',
  size = 'medium',
  status = 'ready',
  display = 'label',
  icon,
  iconPlace = 'start',
  type = 'button',
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const t = useText();
  const pending = status === 'pending';
  const act = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={classNames(styles.button, className)}
      data-variant={variant}
      data-size={size}
      data-display={display}
      aria-disabled={pending || undefined}
      onClick={act}
    >
      {pending && <span className={styles.spinner} aria-hidden="true" />}
      {icon && iconPlace === 'start' && !pending && <Icon name={icon} />}
      {display === 'label' ? children : <VisuallyHidden>{children}</VisuallyHidden>}
      {icon && iconPlace === 'end' && !pending && <Icon name={icon} />}
      {pending && <VisuallyHidden>{t('common.button.pending')}</VisuallyHidden>}
    </button>
  );
}
