import type { ReactNode } from 'react';
import { Icon } from '@/ui/icon/icon';
import { toneIcons, type Tone } from '@/ui/status-tag/status-tag';
import styles from './inline-alert.module.css';

type InlineAlertProps = {
  tone?: Exclude<Tone, 'neutral'>;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** `static` for what is there from the start; `polite` is read out when it appears, `assertive` interrupts. */
  urgency?: 'static' | 'polite' | 'assertive';
};

const roles = { static: undefined, polite: 'status', assertive: 'alert' } as const;

/** A notice in its place on the page. */
export function InlineAlert({ tone = 'info', title, children, actions, urgency = 'static' }: InlineAlertProps) {
  return (
    <div className={styles.alert} data-tone={tone} role={roles[urgency]}>
      <span className={styles.icon}>
        <Icon name={toneIcons[tone]} />
      </span>
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children && <div>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
