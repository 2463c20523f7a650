import { useId } from 'react';
import styles from './progress.module.css';

type ProgressProps = {
  label: string;
  value: number;
  max?: number;
  /** The same in words: "7 / 12". */
  text?: string;
  labelDisplay?: 'visible' | 'hidden';
};

/** How much of a known whole is done. For an unknown whole use Loading. */
export function Progress({ label, value, max = 100, text, labelDisplay = 'visible' }: ProgressProps) {
  const id = useId();
  const words = text ?? `${Math.round((value / max) * 100)}%`;
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <label htmlFor={id} className={labelDisplay === 'hidden' ? 'visually-hidden' : undefined}>
          {label}
        </label>
        <span className={styles.text}>{words}</span>
      </div>
      <progress id={id} className={styles.bar} value={value} max={max} aria-valuetext={words} />
    </div>
  );
}
