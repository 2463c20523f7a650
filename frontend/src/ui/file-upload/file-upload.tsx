import { useState, type DragEvent } from 'react';
import { useText, type Text } from '@/i18n/use-text';
import { classNames } from '@/lib/class-names';
import { formatFileSize } from '@/lib/number';
import { Button } from '@/ui/button/button';
import buttons from '@/ui/button/button.module.css';
import { Field, type FieldProps } from '@/ui/field/field';
import { Icon } from '@/ui/icon/icon';
import { Link } from '@/ui/link/link';
import { Loading } from '@/ui/loading/loading';
import { Progress } from '@/ui/progress/progress';
import styles from './file-upload.module.css';
import { problemOfFile, type UploadPolicy, type UploadProblem } from './upload-policy';

/** One file and how far it has come. */
export type UploadRow = { id: string; name: string; size: number } & (
  | { state: 'waiting' }
  /** `progress` from 0 to 100. */
  | { state: 'uploading'; progress: number }
  /** Arrived; the server looks at its bytes. */
  | { state: 'checking' }
  | { state: 'done'; href?: string; note?: string }
  /** `message` is the server's own sentence, where it has a better one. */
  | { state: 'failed'; problem: UploadProblem; message?: string }
);

/** A chosen file that was refused at once; the parent shows it as a failed row or not at all. */
export type RefusedFile = { file: File; problem: UploadProblem };

type FileUploadProps = Omit<FieldProps, 'labelDisplay'> & {
  rows: UploadRow[];
  policy: UploadPolicy;
  /** Files to send, and those that can be seen not to do. */
  onAdd: (accepted: File[], refused: RefusedFile[]) => void;
  onRemove: (id: string) => void;
  /** Offered where sending again can help. */
  onRetry?: (id: string) => void;
};

/** Files to hand in: the place to drop them is always in sight, the list below tells how each one fares. */
export function FileUpload({ rows, policy, onAdd, onRemove, onRetry, ...field }: FileUploadProps) {
  const t = useText();
  const [over, setOver] = useState(false);
  const full = rows.filter((row) => row.state !== 'failed').length >= policy.maxFiles;

  const take = (list: FileList | null) => {
    const { accepted, refused } = sort(Array.from(list ?? []), rows, policy);
    if (accepted.length + refused.length > 0) onAdd(accepted, refused);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };

  return (
    <div className={styles.upload}>
      <Field {...field} hint={field.hint ?? <PolicyWords policy={policy} />}>
        {(control) => (
          // Dropping is a second way for the pointer; the file input inside is the way for all.
          // eslint-disable-next-line jsx-a11y/no-static-element-interactions
          <div
            className={styles.zone}
            data-state={over ? 'over' : full ? 'full' : 'ready'}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
          >
            <input
              id={control.id}
              aria-describedby={control['aria-describedby']}
              aria-invalid={control['aria-invalid']}
              className={`visually-hidden ${styles.input}`}
              type="file"
              multiple={policy.maxFiles > 1}
              accept={policy.extensions.map((extension) => `.${extension}`).join(',')}
              disabled={full}
              onChange={(event) => {
                take(event.target.files);
                // The same file can be chosen again after it was refused or removed.
                event.target.value = '';
              }}
            />
            <Icon name="upload" size="large" />
            <label htmlFor={control.id} className={classNames(buttons.button, styles.choose)} data-variant="secondary">
              {t('common.upload.choose')}
            </label>
            <p className={styles.drop} aria-hidden="true">
              {t('common.upload.drop')}
            </p>
            <p className={styles.count}>
              {t('common.upload.count', {
                count: rows.filter((row) => row.state === 'done').length,
                max: policy.maxFiles,
              })}
            </p>
          </div>
        )}
      </Field>
      {rows.length > 0 && (
        <ul className={styles.list} aria-label={t('common.upload.list', { label: field.label })}>
          {rows.map((row) => (
            <FileRow key={row.id} row={row} policy={policy} onRemove={onRemove} onRetry={onRetry} />
          ))}
        </ul>
      )}
      <span role="status" className="visually-hidden">
        {announcement(rows, t)}
      </span>
    </div>
  );
}

function sort(files: File[], rows: UploadRow[], policy: UploadPolicy) {
  const accepted: File[] = [];
  const refused: RefusedFile[] = [];
  let room = policy.maxFiles - rows.filter((row) => row.state !== 'failed').length;
  for (const file of files) {
    const problem = problemOfFile(file, policy) ?? (room <= 0 ? 'too-many' : undefined);
    if (problem) {
      refused.push({ file, problem });
    } else {
      accepted.push(file);
      room -= 1;
    }
  }
  return { accepted, refused };
}

function PolicyWords({ policy }: { policy: UploadPolicy }) {
  const t = useText();
  return t('common.upload.policy', {
    types: policy.extensions.map((extension) => extension.toUpperCase()).join(', '),
    size: formatFileSize(policy.maxBytes),
    max: policy.maxFiles,
  });
}

type FileRowProps = {
  row: UploadRow;
  policy: UploadPolicy;
  onRemove: (id: string) => void;
  onRetry: ((id: string) => void) | undefined;
};

function FileRow({ row, policy, onRemove, onRetry }: FileRowProps) {
  const t = useText();
  return (
    <li className={styles.row} data-state={row.state}>
      <Icon name={row.state === 'done' ? 'success' : row.state === 'failed' ? 'danger' : 'document'} />
      <div className={styles.file}>
        <p className={styles.name}>
          {row.state === 'done' && row.href ? <Link href={row.href}>{row.name}</Link> : row.name}{' '}
          <span className={styles.size}>{formatFileSize(row.size)}</span>
        </p>
        <RowState row={row} policy={policy} />
      </div>
      <div className={styles.actions}>
        {row.state === 'failed' && row.problem === 'failed' && onRetry && (
          <Button
            size="small"
            icon="refresh"
            aria-label={t('common.upload.retry_named', { name: row.name })}
            onClick={() => onRetry(row.id)}
          >
            {t('common.upload.retry')}
          </Button>
        )}
        <Button
          size="small"
          variant="tertiary"
          icon="cross"
          aria-label={t('common.upload.remove_named', { name: row.name })}
          onClick={() => onRemove(row.id)}
        >
          {row.state === 'uploading' ? t('common.upload.cancel') : t('common.upload.remove')}
        </Button>
      </div>
    </li>
  );
}

function RowState({ row, policy }: { row: UploadRow; policy: UploadPolicy }) {
  const t = useText();
  switch (row.state) {
    case 'waiting':
      return <p className={styles.note}>{t('common.upload.waiting')}</p>;
    case 'uploading':
      return (
        <Progress label={t('common.upload.uploading', { name: row.name })} labelDisplay="hidden" value={row.progress} />
      );
    case 'checking':
      return <Loading label={t('common.upload.checking')} />;
    case 'done':
      return <p className={styles.note}>{row.note ?? t('common.upload.done')}</p>;
    case 'failed':
      return <p className={styles.problem}>{row.message ?? problemWords(row, policy, t)}</p>;
  }
}

const problemMessages = {
  none: 'common.upload.problem.none',
  type: 'common.upload.problem.type',
  'too-large': 'common.upload.problem.too_large',
  empty: 'common.upload.problem.empty',
  'too-many': 'common.upload.problem.too_many',
  password: 'common.upload.problem.password',
  virus: 'common.upload.problem.virus',
  template: 'common.upload.problem.template',
  failed: 'common.upload.problem.failed',
} as const;

function problemWords(row: { name: string; problem: UploadProblem }, policy: UploadPolicy, t: Text): string {
  return t(problemMessages[row.problem], {
    name: row.name,
    types: policy.extensions.map((extension) => extension.toUpperCase()).join(', '),
    size: formatFileSize(policy.maxBytes),
    max: policy.maxFiles,
  });
}

function announcement(rows: UploadRow[], t: Text): string {
  const last = rows.at(-1);
  if (!last) return '';
  if (last.state === 'done') return t('common.upload.announce_done', { name: last.name });
  if (last.state === 'failed') return t('common.upload.announce_failed', { name: last.name });
  return '';
}
