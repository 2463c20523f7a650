import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asAppError, type AppError } from '@/api/app-error';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { formatFileSize } from '@/lib/number';
import { Button } from '@/ui/button/button';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorState } from '@/ui/error-state/error-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Cluster } from '@/ui/layout/layout';
import { Loading } from '@/ui/loading/loading';
import { PdfView } from '@/ui/pdf-view/pdf-view';
import { showToast } from '@/ui/toast/toast-store';
import { contentOptions, documentsOptions, type AssignedDocument } from './api';
import styles from './document-reader.module.css';

const pdf = 'application/pdf';

const endings: Record<string, string> = {
  [pdf]: 'pdf',
  'application/x-hwp': 'hwp',
  'application/hwp+zip': 'hwpx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/zip': 'zip',
};

/** What the judge may read of the team: one document at a time. */
export function DocumentReader({ assignmentId }: { assignmentId: string }) {
  const t = useText();
  const documents = useQuery(documentsOptions(assignmentId));
  const [chosen, setChosen] = useState<string>();
  if (documents.isPending) return <Loading variant="skeleton" />;
  if (documents.isError)
    return <Refusal error={asAppError(documents.error)} onRetry={() => void documents.refetch()} />;

  const list = documents.data;
  const current = list.find((one) => one.id === chosen) ?? list.find((one) => one.media_type === pdf) ?? list[0];
  if (!current) return <EmptyState title={t('judge.documents.none')}>{t('judge.documents.none_reason')}</EmptyState>;
  return (
    <div className={styles.reader}>
      <h2 className="visually-hidden">{t('judge.documents.title')}</h2>
      {list.length > 1 && <DocumentList list={list} current={current} onChoose={setChosen} />}
      <OneDocument key={current.id} assignmentId={assignmentId} document={current} />
    </div>
  );
}

/** The words of a refusal that is no failure (not open yet, closed) stand as a notice. */
function Refusal({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  if (error.status === 409) return <InlineAlert title={error.message} />;
  return <ErrorState error={error} onRetry={onRetry} />;
}

function useDocumentName() {
  const t = useText();
  const say = useBilingual();
  return ({ title, number }: AssignedDocument) => t('judge.documents.name', { title: say(title), number });
}

type DocumentListProps = {
  list: AssignedDocument[];
  current: AssignedDocument;
  onChoose: (id: string) => void;
};

function DocumentList({ list, current, onChoose }: DocumentListProps) {
  const t = useText();
  const nameOf = useDocumentName();
  return (
    <div role="group" aria-label={t('judge.documents.list')}>
      <Cluster>
        {list.map((one) => (
          <Button
            key={one.id}
            size="small"
            icon="document"
            variant={one.id === current.id ? 'secondary' : 'tertiary'}
            aria-pressed={one.id === current.id}
            onClick={() => onChoose(one.id)}
          >
            {nameOf(one)}
          </Button>
        ))}
      </Cluster>
    </div>
  );
}

type OneDocumentProps = { assignmentId: string; document: AssignedDocument };

function OneDocument({ assignmentId, document }: OneDocumentProps) {
  const t = useText();
  const name = useDocumentName()(document);
  const download = useDownload(assignmentId, document, name);
  return (
    <>
      <div className={styles.head}>
        <p className={styles.name}>
          {name} <span className={styles.size}>{formatFileSize(document.size)}</span>
        </p>
        <Button
          size="small"
          variant="tertiary"
          status={download.pending ? 'pending' : 'ready'}
          aria-label={t('judge.documents.download_named', { name })}
          onClick={() => void download.start()}
        >
          {t('judge.documents.download')}
        </Button>
      </div>
      {document.media_type === pdf ? (
        <Pages assignmentId={assignmentId} handle={document.id} name={name} />
      ) : (
        <InlineAlert title={t('judge.documents.download_only')}>{t('judge.documents.download_only_note')}</InlineAlert>
      )}
    </>
  );
}

function Pages({ assignmentId, handle, name }: { assignmentId: string; handle: string; name: string }) {
  const t = useText();
  const content = useQuery(contentOptions(assignmentId, handle));
  if (content.isPending) return <Loading label={t('common.pdf.opening', { name })} />;
  if (content.isError) return <Refusal error={asAppError(content.error)} onRetry={() => void content.refetch()} />;
  return (
    <div className={styles.pages}>
      <PdfView data={content.data} label={name} />
    </div>
  );
}

// Through the client and not by a link: the short access token may have to be renewed on the way.
function useDownload(assignmentId: string, document: AssignedDocument, name: string) {
  const t = useText();
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const start = async () => {
    setPending(true);
    try {
      const bytes = await client.fetchQuery(contentOptions(assignmentId, document.id));
      const ending = endings[document.media_type];
      hand(new Blob([bytes], { type: document.media_type }), ending ? `${name}.${ending}` : name);
    } catch (thrown) {
      showToast(asAppError(thrown).message || t('common.error.no_answer'), 'danger');
    } finally {
      setPending(false);
    }
  };
  return { pending, start };
}

function hand(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = window.document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
