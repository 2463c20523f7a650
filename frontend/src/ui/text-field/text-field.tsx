import { useState, type ComponentProps } from 'react';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import controls from '@/ui/field/control.module.css';
import { Field, type FieldProps } from '@/ui/field/field';

export type FieldWidth = 'short' | 'medium' | 'full' | 'fill';

type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, keyof FieldProps | 'value' | 'onChange' | 'type' | 'width' | 'children'> & {
    value: string;
    onChange: (value: string) => void;
    type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search';
    /** A hint at how much is expected. */
    width?: FieldWidth;
    /** A unit behind the field. */
    suffix?: string;
  };

/** One line of text. A password can be shown, so that it can be checked before sending. */
export function TextField({
  id,
  label,
  hint,
  error,
  requirement = 'required',
  labelDisplay = 'visible',
  value,
  onChange,
  type = 'text',
  width = 'full',
  suffix,
  ...rest
}: TextFieldProps) {
  const t = useText();
  const [revealed, setRevealed] = useState(false);
  const secret = type === 'password';
  return (
    <Field {...{ id, label, hint, error, requirement, labelDisplay }}>
      {(control) => {
        const input = (
          <input
            {...rest}
            {...control}
            className={controls.control}
            data-width={width}
            type={secret && revealed ? 'text' : type}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        );
        if (!secret && !suffix) return input;
        return (
          <div className={controls.affixed}>
            {input}
            {suffix && <span className={controls.affix}>{suffix}</span>}
            {secret && (
              <Button aria-controls={control.id} aria-pressed={revealed} onClick={() => setRevealed(!revealed)}>
                {t('common.password.show')}
              </Button>
            )}
          </div>
        );
      }}
    </Field>
  );
}
