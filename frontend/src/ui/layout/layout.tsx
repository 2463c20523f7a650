import { useId, type ReactNode } from 'react';
import styles from './layout.module.css';

export type Gap = 'small' | 'medium' | 'large' | 'section';

type StackProps = { children: ReactNode; gap?: Gap };

/** Things below each other with the same distance. */
export function Stack({ children, gap = 'medium' }: StackProps) {
  return (
    <div className={styles.stack} data-gap={gap}>
      {children}
    </div>
  );
}

type ClusterProps = { children: ReactNode; gap?: Gap; align?: 'start' | 'end' | 'between' };

/** Things beside each other that wrap when there is no room: buttons, tags. */
export function Cluster({ children, gap = 'small', align = 'start' }: ClusterProps) {
  return (
    <div className={styles.cluster} data-gap={gap} data-align={align}>
      {children}
    </div>
  );
}

type GridProps = { children: ReactNode; columns?: 'two' | 'three' | 'four' | 'main-aside' };

/** Equal columns that become one on a narrow screen; `main-aside` is two thirds and one. */
export function Grid({ children, columns = 'two' }: GridProps) {
  return (
    <div className={styles.grid} data-columns={columns}>
      {children}
    </div>
  );
}

type SectionProps = {
  /** The level of the heading follows from where the section stands. */
  title: string;
  level?: 2 | 3;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** A part of a page under its own heading. */
export function Section({ title, level = 2, description, actions, children }: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <Heading id={id}>{title}</Heading>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {description && <div className={styles.description}>{description}</div>}
      {children}
    </section>
  );
}

type CardProps = { children: ReactNode; tone?: 'plain' | 'subtle' };

/** A bordered box for what belongs together. */
export function Card({ children, tone = 'plain' }: CardProps) {
  return (
    <div className={styles.card} data-tone={tone}>
      {children}
    </div>
  );
}

type FiguresProps = { items: { id: string; label: string; value: ReactNode; note?: ReactNode }[] };

/** A few key figures side by side. */
export function Figures({ items }: FiguresProps) {
  return (
    <dl className={styles.figures}>
      {items.map((item) => (
        <div key={item.id} className={styles.figure}>
          <dt>{item.label}</dt>
          <dd className={styles.value}>{item.value}</dd>
          {item.note && <dd className={styles.note}>{item.note}</dd>}
        </div>
      ))}
    </dl>
  );
}

type ProseProps = { children: ReactNode; tone?: 'default' | 'subtle' };

/** Running text in a readable width. */
export function Prose({ children, tone = 'default' }: ProseProps) {
  return (
    <div className={styles.prose} data-tone={tone}>
      {children}
    </div>
  );
}
