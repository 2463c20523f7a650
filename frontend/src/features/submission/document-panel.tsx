import { useState } from 'react';
import { asAppError } from '@/api/app-error';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatDateTime } from '@/lib/date';
import { formatFileSize } from '@/lib/number';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { Disclosure } from '@/ui/disclosure/disclosure';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { FileUpload, type UploadRow } from '@/ui/file-upload/file-upload';
import { Cluster, Stack } from '@/ui/layout/layout';
import { SummaryList } from '@/ui/summary-list/summary-list';
import { showToast } from '@/ui/toast/toast-store';
import { useRemoveDocument, type DocumentRule, type Submission, type SubmissionDocument } from './api';
import { useDocumentDownload } from './download';
import { useUploads } from './use-uploads';

type DocumentPanelProps = { submission: Submission; rule: DocumentRule };

/** The files of one document of a submission: sending, removing, reading back. */
export function DocumentPanel({ submission, rule }: DocumentPanelProps) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const [removing, setRemoving] = useState<SubmissionDocument>();
  const remove = useRemoveDocument(submission.id);
  const documents = submission.documents.filter((one) => one.document_key === rule.key);
  const staged = documents.filter((one) => one.status === 'staged');
  const ready = documents.filter((one) => one.status === 'ready');
  const uploads = useUploads({ submissionId: submission.id, documentKey: rule.key, staged });

  const onServer: UploadRow[] = [
    ...ready.map((one): UploadRow => ({
      ...rowOf(one),
      state: 'done',
      note: t('applicant.document.arrived', { at: formatDateTime(one.created_at, language) }),
    })),
    ...staged
      .filter((one) => !uploads.busy.has(one.id))
      .map((one): UploadRow => ({
        ...rowOf(one),
        state: 'failed',
        problem: 'template',
        message: t('applicant.document.stopped'),
      })),
  ];
  const take = async (documentId: string) => {
    try {
      await remove.mutateAsync(documentId);
    } catch (thrown) {
      showToast(asAppError(thrown).message || t('common.error.no_answer_detail'), 'danger');
    }
  };
  const onRemove = (rowId: string) => {
    const document = documents.find((one) => one.id === rowId);
    if (document?.status === 'ready') return setRemoving(document);
    const begun = document ? document.id : uploads.drop(rowId);
    if (begun) void take(begun);
  };
  return (
    <Stack gap="large">
      <FileUpload
        id={rule.key}
        label={say(rule.title)}
        requirement={rule.required ? 'required' : 'optional'}
        rows={[...onServer, ...uploads.rows]}
        policy={{ extensions: rule.types, maxBytes: rule.max_bytes, maxFiles: rule.max_files }}
        onAdd={uploads.add}
        onRemove={onRemove}
        onRetry={uploads.retry}
      />
      <DocumentDetails documents={ready} />
      <ConfirmDialog
        title={t('applicant.document.remove_title', { name: removing?.file_name ?? '' })}
        visibility={removing ? 'open' : 'closed'}
        onClose={() => setRemoving(undefined)}
        onConfirm={() => {
          if (removing) void take(removing.id).then(() => setRemoving(undefined));
        }}
        confirmLabel={t('applicant.document.remove')}
        tone="danger"
        status={remove.isPending ? 'pending' : 'ready'}
      >
        {t('applicant.document.remove_help')}
      </ConfirmDialog>
    </Stack>
  );
}

const rowOf = (document: SubmissionDocument) => ({
  id: document.id,
  name: document.file_name,
  size: document.size,
});

type FileFacts = { id: string; file_name: string; size: number; sha256: string };

/** Each file with its check value and a way to read it back. */
export function DocumentDetails({ documents }: { documents: FileFacts[] }) {
  const t = useText();
  const download = useDocumentDownload();
  if (documents.length === 0) return null;
  return (
    <Disclosure title={t('applicant.document.details')}>
      <Stack>
        {documents.map((document) => (
          <Stack key={document.id} gap="small">
            <SummaryList
              variant="plain"
              rows={[
                { id: 'name', label: t('applicant.document.file'), value: document.file_name },
                { id: 'size', label: t('applicant.call.size'), value: formatFileSize(document.size) },
                { id: 'sha', label: 'SHA-256', value: <code>{document.sha256}</code> },
              ]}
            />
            <Cluster>
              <Button
                size="small"
                status={download.isPending ? 'pending' : 'ready'}
                aria-label={t('applicant.document.download_named', { name: document.file_name })}
                onClick={() => download.mutate({ id: document.id, name: document.file_name })}
              >
                {t('applicant.document.download')}
              </Button>
            </Cluster>
          </Stack>
        ))}
      </Stack>
    </Disclosure>
  );
}

/** The files of one document when nothing can be changed any more. */
export function DocumentReader({ documents }: { documents: FileFacts[] }) {
  const t = useText();
  const download = useDocumentDownload();
  if (documents.length === 0) return <EmptyState title={t('applicant.document.none')} />;
  return (
    <Stack>
      <SummaryList
        rows={documents.map((document) => ({
          id: document.id,
          label: document.file_name,
          value: (
            <Cluster>
              {formatFileSize(document.size)}
              <Button
                size="small"
                aria-label={t('applicant.document.download_named', { name: document.file_name })}
                onClick={() => download.mutate({ id: document.id, name: document.file_name })}
              >
                {t('applicant.document.download')}
              </Button>
            </Cluster>
          ),
        }))}
      />
    </Stack>
  );
}
