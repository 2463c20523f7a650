import type { ReactNode } from 'react';
import { Icon } from '@/ui/icon/icon';
import styles from './disclosure.module.css';

type DisclosureProps = { title: string; children: ReactNode; start?: 'closed' | 'open' };

/** More for those who want it. Nothing that all must read goes in here. */
export function Disclosure({ title, children, start = 'closed' }: DisclosureProps) {
  return (
    <details className={styles.details} open={start === 'open'}>
      <summary className={styles.summary}>
        <Icon name="chevron-right" />
        {title}
      </summary>
      <div className={styles.content}>{children}</div>
    </details>
  );
}
