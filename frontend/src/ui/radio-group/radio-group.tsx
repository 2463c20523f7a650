import { useId, type ReactNode } from 'react';
import { Field, type FieldProps } from '@/ui/field/field';
import styles from './radio-group.module.css';

export type RadioOption = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  state?: 'enabled' | 'disabled';
};

type RadioGroupProps = FieldProps & {
  name?: string;
  /** Empty when nothing is chosen: no answer is ever chosen for the reader. */
  value: string;
  onChange: (value: string) => void;
  options: RadioOption[];
  layout?: 'stacked' | 'inline';
};

/** One of a few, all of them in sight. */
export function RadioGroup({ name, value, onChange, options, layout = 'stacked', ...field }: RadioGroupProps) {
  const ownName = useId();
  return (
    <Field {...field} as="group">
      {({ id, ...control }, labelId) => (
        <div
          role="radiogroup"
          id={id}
          {...control}
          className={styles.group}
          data-layout={layout}
          aria-labelledby={labelId}
        >
          {options.map((option) => (
            <Radio
              key={option.value}
              option={option}
              name={name ?? ownName}
              checked={option.value === value}
              onChoose={() => onChange(option.value)}
            />
          ))}
        </div>
      )}
    </Field>
  );
}

type RadioProps = { option: RadioOption; name: string; checked: boolean; onChoose: () => void };

function Radio({ option, name, checked, onChoose }: RadioProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <input
        id={id}
        className={styles.dot}
        type="radio"
        name={name}
        value={option.value}
        checked={checked}
        disabled={option.state === 'disabled'}
        aria-describedby={option.hint ? `${id}-hint` : undefined}
        onChange={onChoose}
      />
      <label htmlFor={id} className={styles.label}>
        {option.label}
      </label>
      {option.hint && (
        <div id={`${id}-hint`} className={styles.hint}>
          {option.hint}
        </div>
      )}
    </div>
  );
}
