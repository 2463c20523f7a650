import type { ComponentProps, KeyboardEvent, ReactNode } from 'react';
import { addDecimals, compareDecimals, isDecimal } from '@/lib/decimal';
import controls from '@/ui/field/control.module.css';
import { Field, type FieldProps } from '@/ui/field/field';
import type { FieldWidth } from '@/ui/text-field/text-field';
import styles from './number-field.module.css';

type NumberFieldProps = FieldProps &
  Omit<
    ComponentProps<'input'>,
    keyof FieldProps | 'value' | 'onChange' | 'type' | 'min' | 'max' | 'step' | 'width' | 'children'
  > & {
    /** What is in the field: a decimal string when it is a number, else what was typed. Empty when nothing is. */
    value: string;
    onChange: (value: string) => void;
    min?: string;
    max?: string;
    /** What an arrow key adds or takes away; whether only multiples count is the server's rule. */
    step?: string;
    /** The unit behind the field: 점, 원, 장. */
    unit?: string;
    /** How the number reads, under the field: 12억 3,456만 원. */
    reading?: ReactNode;
    width?: FieldWidth;
  };

/**
 * A number, exact: it is kept as the decimal string the server takes, never as a
 * floating-point number. Wrong input stays in the field and is the error's to explain.
 */
export function NumberField({
  id,
  label,
  hint,
  error,
  requirement = 'required',
  labelDisplay = 'visible',
  value,
  onChange,
  min,
  max,
  step = '1',
  unit,
  reading,
  width = 'short',
  onKeyDown,
  ...rest
}: NumberFieldProps) {
  const nudge = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    const direction = { ArrowUp: step, ArrowDown: `-${step}` }[event.key];
    if (!direction || rest.readOnly || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onChange(within(addDecimals(isDecimal(value) ? value : (min ?? '0'), direction), min, max));
  };
  return (
    <Field
      {...{ id, label, hint, error, requirement, labelDisplay }}
      after={reading && <p className={styles.reading}>{reading}</p>}
    >
      {(control) => (
        <div className={controls.affixed}>
          <input
            {...rest}
            {...control}
            className={`${controls.control} ${styles.number}`}
            data-width={width}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={grouped(value)}
            onChange={(event) => onChange(plainNumber(event.target.value))}
            onKeyDown={nudge}
          />
          {unit && <span className={controls.affix}>{unit}</span>}
        </div>
      )}
    </Field>
  );
}

/** What was typed without grouping commas, spaces and full-width digits (the Korean IME makes them). */
export function plainNumber(typed: string): string {
  return typed.normalize('NFKC').replace(/[,\s]/g, '');
}

function grouped(value: string): string {
  if (!isDecimal(value)) return value;
  const [whole = '', fraction] = value.split('.');
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? commas : `${commas}.${fraction}`;
}

function within(value: string, min: string | undefined, max: string | undefined): string {
  if (min !== undefined && compareDecimals(value, min) < 0) return min;
  if (max !== undefined && compareDecimals(value, max) > 0) return max;
  return value;
}
