import { useId } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { NumberField } from '@/ui/number-field/number-field';
import { TextArea } from '@/ui/text-area/text-area';
import type { Criterion } from './api';
import styles from './score-form.module.css';
import { fieldIds, type SheetEntry } from './sheet-value';

type CriterionFieldsProps = {
  criterion: Criterion;
  entry: SheetEntry | undefined;
  onChange: (change: Partial<SheetEntry>) => void;
  errorOf: (fieldId: string) => string | undefined;
};

/** One criterion: what is looked at, what it is worth, the points and the comment. */
export function CriterionFields({ criterion, entry, onChange, errorOf }: CriterionFieldsProps) {
  const t = useText();
  const say = useBilingual();
  const titleId = useId();
  const { key, points, step, comment_min: min, comment_max: max } = criterion;
  return (
    <section className={styles.criterion} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h3 id={titleId}>{say(criterion.title)}</h3>
        <p className={styles.weight}>{t('judge.sheet.worth', { points })}</p>
      </div>
      <p className={styles.help}>{say(criterion.help)}</p>
      <NumberField
        id={fieldIds.points(key)}
        label={t('judge.sheet.points')}
        hint={t('judge.sheet.points_hint', { points, step })}
        unit={t('judge.sheet.points_unit')}
        min="0"
        max={points}
        step={step}
        value={entry?.points ?? ''}
        onChange={(typed) => onChange({ points: typed })}
        error={errorOf(fieldIds.points(key))}
      />
      <TextArea
        id={fieldIds.comment(key)}
        label={t('judge.sheet.comment')}
        requirement={min > 0 ? 'required' : 'optional'}
        rows={3}
        {...(min > 0 && { minLength: min })}
        maxLength={max}
        value={entry?.comment ?? ''}
        onChange={(typed) => onChange({ comment: typed })}
        error={errorOf(fieldIds.comment(key))}
      />
    </section>
  );
}
