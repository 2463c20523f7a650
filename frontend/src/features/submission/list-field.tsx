import { useEffect, useRef } from 'react';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import { Field } from '@/ui/field/field';
import { Stack } from '@/ui/layout/layout';
import { TextField } from '@/ui/text-field/text-field';
import styles from './list-field.module.css';

type ListFieldProps = {
  id: string;
  label: string;
  hint: string | undefined;
  requirement: 'required' | 'optional';
  error: string | undefined;
  /** How many there can be. */
  most: number;
  value: string[];
  onChange: (value: string[]) => void;
  errorOf: (fieldId: string) => string | undefined;
};

/** Several short texts, one under the other; there is always one to type into. */
export function ListField({ id, most, value, onChange, errorOf, ...field }: ListFieldProps) {
  const t = useText();
  const shown = value.length > 0 ? value : [''];
  // The field that was asked for takes the focus once it is there.
  const fresh = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (fresh.current === undefined) return;
    document.getElementById(`${id}.${fresh.current}`)?.focus();
    fresh.current = undefined;
  }, [id, value.length]);
  const set = (at: number, text: string) => onChange(shown.map((item, index) => (index === at ? text : item)));
  const add = () => {
    fresh.current = shown.length;
    onChange([...shown, '']);
  };
  const remove = (at: number) => {
    onChange(shown.filter((_, index) => index !== at));
    document.getElementById(`${id}.${Math.max(0, at - 1)}`)?.focus();
  };
  return (
    <Field {...field} id={id} as="group">
      {(control, labelId) => (
        <div role="group" id={id} aria-labelledby={labelId} aria-describedby={control['aria-describedby']}>
          <Stack gap="small">
            {shown.map((item, index) => (
              <div key={index} className={styles.row}>
                <div className={styles.field}>
                  <TextField
                    id={`${id}.${index}`}
                    label={t('applicant.section.item', { label: field.label, number: index + 1 })}
                    labelDisplay="hidden"
                    width="fill"
                    value={item}
                    onChange={(text) => set(index, text)}
                    error={errorOf(`${id}.${index}`)}
                  />
                </div>
                {shown.length > 1 && (
                  <Button
                    variant="tertiary"
                    size="small"
                    icon="cross"
                    display="icon-only"
                    onClick={() => remove(index)}
                  >
                    {t('applicant.section.remove_item', { label: field.label, number: index + 1 })}
                  </Button>
                )}
              </div>
            ))}
            {shown.length < most && (
              <div>
                <Button size="small" icon="plus" onClick={add}>
                  {t('applicant.section.add_item', { label: field.label })}
                </Button>
              </div>
            )}
          </Stack>
        </div>
      )}
    </Field>
  );
}
