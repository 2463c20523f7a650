import { useText } from '@/i18n/use-text';
import { Icon } from '@/ui/icon/icon';
import { Link } from '@/ui/link/link';
import styles from './breadcrumbs.module.css';

export type Crumb = { label: string; to: string };

type BreadcrumbsProps = {
  /** From the portal's first page down to the parent. */
  crumbs: Crumb[];
  /** The page itself; not a link. */
  current: string;
};

/** Where this page stands. */
export function Breadcrumbs({ crumbs, current }: BreadcrumbsProps) {
  const t = useText();
  return (
    <nav aria-label={t('common.breadcrumbs')}>
      <ol className={styles.list}>
        {crumbs.map((crumb) => (
          <li key={crumb.to} className={styles.crumb}>
            <Link to={crumb.to} variant="quiet">
              {crumb.label}
            </Link>
            <Icon name="chevron-right" size="small" />
          </li>
        ))}
        <li className={styles.crumb} aria-current="page">
          {current}
        </li>
      </ol>
    </nav>
  );
}
