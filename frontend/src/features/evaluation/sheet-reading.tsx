import { useEffect, useRef, type ReactNode } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { ConfirmationPanel } from '@/ui/confirmation-panel/confirmation-panel';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import type { Sheet } from './api';
import type { DeviceCopy } from './device-copy';
import styles from './score-form.module.css';
import { SheetComparison } from './sheet-comparison';
import { valueOf } from './sheet-value';

type SheetReadingProps = {
  sheet: Sheet;
  /** `just-submitted` says so on top and takes the focus. */
  occasion: 'just-submitted' | 'visit';
  /** Words in this browser that never reached the server. */
  copy: DeviceCopy | undefined;
  /** The way on: the next assignment. */
  onward: ReactNode;
};

/** The judge's own sheet when nothing can be changed any more: never blank. */
export function SheetReading({ sheet, occasion, copy, onward }: SheetReadingProps) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const value = valueOf(sheet);
  return (
    <div className={styles.sheet}>
      <Top sheet={sheet} occasion={occasion} onward={onward} />
      {copy && sheet.status !== 'submitted' && (
        <InlineAlert
          tone="warning"
          title={t('judge.copy.too_late', { at: formatDateTime(new Date(copy.at), language) })}
        >
          <SheetComparison
            sheet={sheet}
            left={{ label: t('judge.copy.device'), value: copy.value }}
            right={{ label: t('judge.copy.server'), value }}
          />
        </InlineAlert>
      )}
      <p className={styles.total}>{t('judge.sheet.total', { total: sheet.total, maximum: sheet.maximum })}</p>
      {sheet.criteria.map((criterion, index) => (
        <Answer
          key={criterion.key}
          title={say(criterion.title)}
          note={t('judge.sheet.points_of', {
            points: value.entries[index]?.points || '–',
            maximum: criterion.points,
          })}
          text={value.entries[index]?.comment ?? ''}
        />
      ))}
      <Answer title={t('judge.sheet.opinion')} text={sheet.opinion} />
    </div>
  );
}

function Answer({ title, note, text }: { title: string; note?: string; text: string }) {
  const t = useText();
  return (
    <section className={styles.criterion}>
      <div className={styles.head}>
        <h3>{title}</h3>
        {note && <p className={styles.weight}>{note}</p>}
      </div>
      <p className={styles.written}>{text || t('common.summary.not_given')}</p>
    </section>
  );
}

function Top({ sheet, occasion, onward }: Pick<SheetReadingProps, 'sheet' | 'occasion' | 'onward'>) {
  const t = useText();
  const { language } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const fresh = occasion === 'just-submitted';
  useEffect(() => {
    if (fresh) box.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [fresh]);
  const handedIn = sheet.status === 'submitted';
  // A sheet that was not handed in has no such time.
  const title = handedIn
    ? t('judge.sheet.submitted_at', { at: formatDateTime(sheet.submitted_at, language) })
    : t('judge.sheet.over');
  if (fresh) {
    return (
      <div ref={box} className={styles.criterion}>
        <ConfirmationPanel level={2} title={t('judge.submit.done')}>
          <p>{title}</p>
        </ConfirmationPanel>
        {onward}
      </div>
    );
  }
  return (
    <>
      <h2 className="visually-hidden">{t('judge.sheet.title')}</h2>
      <InlineAlert tone={handedIn ? 'success' : 'info'} title={title} actions={onward}>
        {t(handedIn ? 'judge.sheet.submitted_note' : 'judge.sheet.over_note')}
      </InlineAlert>
    </>
  );
}
