import { useEffect, useId, useState, type ComponentProps, type CSSProperties } from 'react';
import { useText } from '@/i18n/use-text';
import controls from '@/ui/field/control.module.css';
import { Field, type FieldProps } from '@/ui/field/field';
import styles from './text-area.module.css';

type TextAreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, keyof FieldProps | 'value' | 'onChange' | 'minLength' | 'maxLength' | 'children'> & {
    value: string;
    onChange: (value: string) => void;
    /** In characters as people count them: one syllable is one. */
    minLength?: number;
    /** Typing on is possible: what is too long is said, never cut off. */
    maxLength?: number;
  };

/** Characters as people count them: one Hangul syllable or emoji is one. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** Several lines of text, with a counter where there are limits. It grows with the text. */
export function TextArea({
  id,
  label,
  hint,
  error,
  requirement = 'required',
  labelDisplay = 'visible',
  value,
  onChange,
  minLength,
  maxLength,
  rows = 5,
  ...rest
}: TextAreaProps) {
  const counterId = useId();
  const limited = minLength !== undefined || maxLength !== undefined;
  return (
    <Field
      {...{ id, label, hint, error, requirement, labelDisplay }}
      describedBy={limited ? counterId : undefined}
      after={limited && <Counter id={counterId} length={countCharacters(value)} min={minLength} max={maxLength} />}
    >
      {(control) => (
        <textarea
          {...rest}
          {...control}
          className={`${controls.control} ${styles.area}`}
          rows={rows}
          style={{ '--rows': rows } as CSSProperties}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type CounterProps = { id: string; length: number; min: number | undefined; max: number | undefined };

function Counter({ id, length, min, max }: CounterProps) {
  const t = useText();
  const words = useCounterWords(length, min, max);
  const spoken = useSettled(words);
  const over = max !== undefined && length > max;
  const limits =
    min !== undefined && max !== undefined
      ? t('common.counter.between', { min, max })
      : max !== undefined
        ? t('common.counter.at_most', { max })
        : t('common.counter.at_least', { min: min ?? 0 });
  return (
    <>
      <span id={id} className="visually-hidden">
        {limits}
      </span>
      <p className={styles.counter} data-state={over ? 'over' : 'within'} aria-hidden="true">
        {words}
      </p>
      <span role="status" className="visually-hidden">
        {spoken}
      </span>
    </>
  );
}

function useCounterWords(length: number, min: number | undefined, max: number | undefined): string {
  const t = useText();
  if (max !== undefined && length > max) return t('common.counter.over', { count: length - max });
  if (min !== undefined && length < min) return t('common.counter.missing', { count: min - length });
  if (max !== undefined) return t('common.counter.used', { count: length, max });
  return t('common.counter.length', { count: length });
}

const pauseInTyping = 1000;

// Said only when typing pauses: a count at every key would drown the text. Empty at first, so that nothing is said on arrival.
function useSettled(words: string): string {
  const [first] = useState(words);
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words === first ? '' : words), pauseInTyping);
    return () => clearTimeout(timer);
  }, [words, first]);
  return settled;
}
