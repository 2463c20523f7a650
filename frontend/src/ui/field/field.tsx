import { useId, type ReactNode } from 'react';
import { useText } from '@/i18n/use-text';
import { Icon } from '@/ui/icon/icon';
import { VisuallyHidden } from '@/ui/visually-hidden/visually-hidden';
import styles from './field.module.css';

/** What every form field takes, whatever its control. */
export type FieldProps = {
  /** Also the target of the error summary's link; by default made up. */
  id?: string | undefined;
  label: string;
  hint?: ReactNode;
  /** The same words as in the error summary. */
  error?: string | undefined;
  /** Only what may be left out is marked. */
  requirement?: 'required' | 'optional';
  labelDisplay?: 'visible' | 'hidden';
};

/** What the control must be given, so that label, hint and error belong to it. */
export type FieldControl = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
};

type Props = FieldProps & {
  /** `group` for a control of several parts (radio buttons, a date): the label becomes its name. */
  as?: 'label' | 'group';
  children: (control: FieldControl, labelId: string) => ReactNode;
  /** Stands under the control, before the error's end: counters, readings. */
  after?: ReactNode;
  /** Ids of further descriptions inside the control. */
  describedBy?: string | undefined;
};

/** Label, hint, control and error, wired once for all inputs. */
export function Field({
  id: givenId,
  label,
  hint,
  error,
  requirement = 'required',
  labelDisplay = 'visible',
  as = 'label',
  children,
  after,
  describedBy,
}: Props) {
  const t = useText();
  const ownId = useId();
  const id = givenId ?? ownId;
  const labelId = `${id}-label`;
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const description = [hint && hintId, error && errorId, describedBy].filter(Boolean).join(' ');
  const control: FieldControl = {
    id,
    'aria-describedby': description || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': requirement === 'required' || undefined,
  };
  const words = (
    <>
      {label}
      {requirement === 'optional' && <span className={styles.optional}> {t('common.field.optional')}</span>}
    </>
  );
  const labelClass = labelDisplay === 'hidden' ? 'visually-hidden' : styles.label;
  return (
    <div className={styles.field} data-state={error ? 'error' : 'ready'}>
      {as === 'label' ? (
        <label id={labelId} htmlFor={id} className={labelClass}>
          {words}
        </label>
      ) : (
        <span id={labelId} className={labelClass}>
          {words}
        </span>
      )}
      {hint && (
        <div id={hintId} className={styles.hint}>
          {hint}
        </div>
      )}
      {error && (
        <p id={errorId} className={styles.error}>
          <Icon name="danger" />
          <VisuallyHidden>{t('common.field.error_prefix')} </VisuallyHidden>
          <span>{error}</span>
        </p>
      )}
      {children(control, labelId)}
      {after}
    </div>
  );
}
