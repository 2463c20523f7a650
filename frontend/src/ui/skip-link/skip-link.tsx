import { useText } from '@/i18n/use-text';
import styles from './skip-link.module.css';

/** The first stop of the Tab key: past the header, to the page's content. */
export function SkipLink({ target }: { target: string }) {
  const t = useText();
  return (
    <a className={styles.skip} href={`#${target}`}>
      {t('common.skip_link')}
    </a>
  );
}
