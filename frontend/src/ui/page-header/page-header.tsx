import { useEffect, type ReactNode } from 'react';
import { useText } from '@/i18n/use-text';
import { Breadcrumbs, type Crumb } from '@/ui/breadcrumbs/breadcrumbs';
import styles from './page-header.module.css';

type PageHeaderProps = {
  /** The page's h1 and, with the service's name, its title. */
  title: string;
  crumbs?: Crumb[];
  /** Small words above the title: the call, the team. */
  context?: string;
  description?: ReactNode;
  /** A StatusTag, a SaveStatus, a Countdown. */
  status?: ReactNode;
  actions?: ReactNode;
};

/** The top of every page: where one is, what it is, what can be done. */
export function PageHeader({ title, crumbs, context, description, status, actions }: PageHeaderProps) {
  usePageTitle(title);
  return (
    <div className={styles.header}>
      {crumbs && <Breadcrumbs crumbs={crumbs} current={title} />}
      <div className={styles.row}>
        <div className={styles.words}>
          {context && <p className={styles.context}>{context}</p>}
          <h1 tabIndex={-1}>{title}</h1>
          {status && <div className={styles.status}>{status}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {description && <div className={styles.description}>{description}</div>}
    </div>
  );
}

/** Names the browser's tab. For pages without a PageHeader. */
export function usePageTitle(title: string): void {
  const t = useText();
  useEffect(() => {
    document.title = `${title} · ${t('common.service')}`;
  }, [title, t]);
}
