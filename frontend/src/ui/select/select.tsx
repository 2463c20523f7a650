import type { ComponentProps } from 'react';
import { useText } from '@/i18n/use-text';
import controls from '@/ui/field/control.module.css';
import { Field, type FieldProps } from '@/ui/field/field';
import { Icon } from '@/ui/icon/icon';
import type { FieldWidth } from '@/ui/text-field/text-field';
import styles from './select.module.css';

export type SelectOption = { value: string; label: string; state?: 'enabled' | 'disabled' };

type SelectProps = FieldProps &
  Omit<ComponentProps<'select'>, keyof FieldProps | 'value' | 'onChange' | 'children' | 'multiple'> & {
    /** Empty when nothing is chosen. */
    value: string;
    onChange: (value: string) => void;
    options: SelectOption[];
    /** The words while nothing is chosen. */
    placeholder?: string;
    width?: FieldWidth;
  };

/** One of a short list; the platform's own picker, which every phone and screen reader knows. For long lists use a combo box, for up to five a radio group. */
export function Select({
  id,
  label,
  hint,
  error,
  requirement = 'required',
  labelDisplay = 'visible',
  value,
  onChange,
  options,
  placeholder,
  width = 'medium',
  ...rest
}: SelectProps) {
  const t = useText();
  return (
    <Field {...{ id, label, hint, error, requirement, labelDisplay }}>
      {(control) => (
        <div className={styles.box} data-width={width}>
          <select
            {...rest}
            {...control}
            className={`${controls.control} ${styles.select}`}
            data-width="fill"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="" disabled={requirement === 'required'}>
              {placeholder ?? t('common.select.placeholder')}
            </option>
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.state === 'disabled'}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" />
        </div>
      )}
    </Field>
  );
}
