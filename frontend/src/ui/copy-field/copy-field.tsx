import { useRef, useState } from 'react';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import controls from '@/ui/field/control.module.css';
import { Field, type FieldProps } from '@/ui/field/field';

type CopyFieldProps = Omit<FieldProps, 'requirement' | 'error'> & { value: string };

/** A link or number to take along, with a button that copies it. */
export function CopyField({ value, ...field }: CopyFieldProps) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    input.current?.select();
    // Without a secure context there is no clipboard; the text is then selected, ready for Ctrl+C.
    await navigator.clipboard?.writeText(value);
    setCopied(Boolean(navigator.clipboard));
  };
  return (
    <Field {...field} requirement="required">
      {({ id, 'aria-describedby': describedBy }) => (
        <div className={controls.affixed}>
          <input
            ref={input}
            id={id}
            className={controls.control}
            aria-describedby={describedBy}
            value={value}
            readOnly
          />
          <Button icon="copy" onClick={() => void copy()}>
            {t('common.copy')}
          </Button>
          <span role="status" className="visually-hidden">
            {copied ? t('common.copied') : ''}
          </span>
        </div>
      )}
    </Field>
  );
}
