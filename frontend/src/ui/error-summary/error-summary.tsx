import { useEffect, useId, useRef, type MouseEvent } from 'react';
import { useText } from '@/i18n/use-text';
import type { ErrorItem } from '@/lib/use-error-summary';
import styles from './error-summary.module.css';

type ErrorSummaryProps = { items: ErrorItem[] };

/**
 * All errors of a form, on top of it. Appears on submit: takes the focus, puts
 * "오류: " before the page's title, and each line leads to its field.
 */
export function ErrorSummary({ items }: ErrorSummaryProps) {
  const t = useText();
  const titleId = useId();
  const box = useRef<HTMLDivElement>(null);
  const present = items.length > 0;

  useEffect(() => {
    if (present) box.current?.focus();
  }, [items, present]);
  useTitlePrefix(present ? t('common.error_summary.title_prefix') : undefined);

  if (!present) return null;
  return (
    <div ref={box} className={styles.summary} role="alert" tabIndex={-1} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.title}>
        {t('common.error_summary.title')}
      </h2>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={`${item.fieldId ?? ''}:${item.message}`}>
            <ErrorLine item={item} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ErrorLine({ item }: { item: ErrorItem }) {
  if (!item.fieldId) return item.message;
  const fieldId = item.fieldId;
  const go = (event: MouseEvent) => {
    if (focusField(fieldId)) event.preventDefault();
  };
  return (
    <a className={styles.link} href={`#${fieldId}`} onClick={go}>
      {item.message}
    </a>
  );
}

const focusable = 'input:not([type="hidden"]), select, textarea, button, [tabindex="0"], [contenteditable="true"]';

/** Brings the field (or the first control of a group) into view with its label, and focuses it. */
export function focusField(fieldId: string): boolean {
  const field = document.getElementById(fieldId);
  const target = field?.matches(focusable) ? field : field?.querySelector<HTMLElement>(focusable);
  if (!target) return false;
  const label = document.getElementById(`${fieldId}-label`);
  (label ?? target).scrollIntoView?.({ block: 'start' });
  target.focus({ preventScroll: true });
  return true;
}

function useTitlePrefix(prefix: string | undefined): void {
  useEffect(() => {
    if (!prefix) return;
    document.title = prefix + document.title;
    return () => {
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
    };
  }, [prefix]);
}
