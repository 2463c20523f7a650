import type { ReactNode } from 'react';
import { Icon } from '@/ui/icon/icon';
import styles from './confirmation-panel.module.css';

type ConfirmationPanelProps = {
  /** What has happened: "신청서를 제출했습니다". */
  title: string;
  /** 1 when the page is about nothing else; name its tab with `usePageTitle` then. */
  level?: 1 | 2;
  /** The number to keep: its name and itself. */
  reference?: { label: string; value: string };
  /** When, by the server's clock, and what else must be in sight. */
  children?: ReactNode;
};

/** The top of the page after a finished act. Below it stand what comes next, when, and whom to ask. */
export function ConfirmationPanel({ title, level = 1, reference, children }: ConfirmationPanelProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className={styles.panel}>
      <Icon name="success" size="large" />
      <Heading tabIndex={-1}>{title}</Heading>
      {reference && (
        <p className={styles.reference}>
          {reference.label} <strong className={styles.number}>{reference.value}</strong>
        </p>
      )}
      {children && <div>{children}</div>}
    </div>
  );
}
