import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { asAppError, type AppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import type { ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Cluster, Stack } from '@/ui/layout/layout';
import { TextArea } from '@/ui/text-area/text-area';
import styles from './call-text-form.module.css';

const fieldId = 'call-text';

// What does not read as UTF-8 has replacement characters, and no text has a zero byte.
function isText(content: string): boolean {
  return !content.includes('\uFFFD') && !content.includes('\0');
}

/** The lines of the summary: where in the text, and what is wrong there. All lead to the one field. */
export function problemsOfText(error: AppError): ErrorItem[] {
  if (error.errors.length === 0) return [{ fieldId, message: error.detail || error.title }];
  return error.errors.map(({ location, message }) => {
    const place = location.replace(/^(body|call)\.?/, '');
    return { fieldId, message: place ? `${place}: ${message}` : message };
  });
}

type CallTextFormProps = {
  initial: string;
  submitLabel: string;
  status: 'ready' | 'pending';
  /** Rejects with what the server said; the form shows it. A conflict (412) is the page's to show. */
  onSubmit: (text: string) => Promise<void>;
  /** Whether the page itself shows this error. */
  isHandled?: (error: AppError) => boolean;
  cancel?: ReactNode;
  /** What the page does about text that is not saved yet. */
  guard?: (work: 'saved' | 'unsaved') => ReactNode;
};

/** A whole call as one text, typed, pasted or read from a file. */
export function CallTextForm({ initial, submitLabel, status, onSubmit, isHandled, cancel, guard }: CallTextFormProps) {
  const t = useText();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(initial);
  const [items, setItems] = useState<ErrorItem[]>([]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (status === 'pending') return;
    if (!text.trim()) return setItems([{ fieldId, message: t('admin.call.text.missing') }]);
    try {
      await onSubmit(text);
      setItems([]);
    } catch (thrown) {
      const error = asAppError(thrown);
      setItems(isHandled?.(error) ? [] : problemsOfText(error));
    }
  };
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    const content = await chosen.text();
    if (isText(content)) setText(content);
    setItems(isText(content) ? [] : [{ fieldId, message: t('admin.call.text.not_text', { file: chosen.name }) }]);
    document.getElementById(fieldId)?.focus();
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack>
        {guard?.(text === initial ? 'saved' : 'unsaved')}
        <ErrorSummary items={items} />
        <Cluster>
          <input
            ref={file}
            type="file"
            hidden
            accept=".yaml,.yml,.json"
            aria-label={t('admin.call.text.file')}
            onChange={(event) => {
              void read(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button icon="upload" onClick={() => file.current?.click()}>
            {t('admin.call.text.file')}
          </Button>
        </Cluster>
        <div className={styles.text}>
          <TextArea
            id={fieldId}
            label={t('admin.call.text.label')}
            hint={t('admin.call.text.hint')}
            rows={22}
            spellCheck={false}
            value={text}
            onChange={setText}
            error={items.length > 1 ? t('admin.call.text.problems', { count: items.length }) : items[0]?.message}
          />
        </div>
        <Cluster>
          <Button type="submit" variant="primary" status={status}>
            {submitLabel}
          </Button>
          {cancel}
        </Cluster>
      </Stack>
    </form>
  );
}
