import { useId, type ComponentProps, type ReactNode } from 'react';
import { Field, type FieldProps } from '@/ui/field/field';
import styles from './checkbox.module.css';

type CheckboxProps = Omit<ComponentProps<'input'>, 'checked' | 'onChange' | 'type' | 'children'> & {
  /** A whole sentence: "개인정보 수집에 동의합니다." */
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** One yes-or-no. For an error of its own put it in a CheckboxGroup. */
export function Checkbox({ label, hint, checked, onChange, id: givenId, ...rest }: CheckboxProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const hintId = `${id}-hint`;
  const described = [hint && hintId, rest['aria-describedby']].filter(Boolean).join(' ');
  return (
    <div className={styles.row}>
      <input
        {...rest}
        id={id}
        className={styles.box}
        type="checkbox"
        checked={checked}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint && (
        <div id={hintId} className={styles.hint}>
          {hint}
        </div>
      )}
    </div>
  );
}

export type CheckboxOption = { value: string; label: ReactNode; hint?: ReactNode };

type CheckboxGroupProps = FieldProps & {
  name?: string;
  /** The chosen values, in the order of the options. */
  value: string[];
  onChange: (value: string[]) => void;
  options: CheckboxOption[];
};

/** Several of a few. The error summary's link leads to the first box. */
export function CheckboxGroup({ name, value, onChange, options, ...field }: CheckboxGroupProps) {
  const toggle = (changed: string, checked: boolean) => {
    const chosen = options.map((option) => option.value);
    onChange(chosen.filter((option) => (option === changed ? checked : value.includes(option))));
  };
  return (
    <Field {...field} as="group">
      {({ id, 'aria-describedby': describedBy, 'aria-invalid': invalid }, labelId) => (
        <div role="group" id={id} className={styles.group} aria-labelledby={labelId} aria-describedby={describedBy}>
          {options.map((option) => (
            <Checkbox
              key={option.value}
              name={name}
              value={option.value}
              label={option.label}
              hint={option.hint}
              aria-invalid={invalid}
              checked={value.includes(option.value)}
              onChange={(checked) => toggle(option.value, checked)}
            />
          ))}
        </div>
      )}
    </Field>
  );
}
