import { useText } from '@/i18n/use-text';
import styles from './loading.module.css';

type LoadingProps = {
  /** What is being loaded, when it is not plain. */
  label?: string;
  /** `skeleton` keeps the room of lines of text; `spinner` for a short wait in a small place. */
  variant?: 'spinner' | 'skeleton';
  /** Lines of the skeleton. */
  lines?: number;
};

const widths = ['92%', '78%', '85%', '64%'];

/** Something is on its way; announced. */
export function Loading({ label, variant = 'spinner', lines = 4 }: LoadingProps) {
  const t = useText();
  const words = label ?? t('common.loading');
  if (variant === 'spinner') {
    return (
      <div role="status" className={styles.spinner}>
        <span className={styles.wheel} aria-hidden="true" />
        {words}
      </div>
    );
  }
  return (
    <div role="status" className={styles.skeleton}>
      <span className="visually-hidden">{words}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span
          key={line}
          className={styles.line}
          aria-hidden="true"
          style={{ inlineSize: widths[line % widths.length] }}
        />
      ))}
    </div>
  );
}
