import styles from './code-block.module.css';

/** Text for machines, wrapped rather than scrolled. */
export function CodeBlock({ children }: { children: string }) {
  return (
    <pre className={styles.block}>
      <code>{children}</code>
    </pre>
  );
}
