import { useMutation } from '@tanstack/react-query';
import { asAppError } from '@/api/app-error';
import { answer, api } from '@/api/client';
import { useText } from '@/i18n/use-text';
import { showToast } from '@/ui/toast/toast-store';

// Through the client and not by a plain link, so that a session whose short
// token has just run out is refreshed instead of a problem being saved as a file.

async function fetchDocument(id: string): Promise<Blob> {
  return (await answer(api.GET('/documents/{id}/content', { params: { path: { id } }, parseAs: 'blob' }))) as Blob;
}

async function fetchReceipt(id: string, reference: string): Promise<Blob> {
  const params = { path: { id }, query: { reference } };
  return (await answer(api.GET('/submissions/{id}/receipt.pdf', { params, parseAs: 'blob' }))) as Blob;
}

/** The receipt as `wbl verify receipt` reads it: the signed note with all that opens it. */
async function fetchSignedReceipt(id: string, reference: string): Promise<Blob> {
  const params = { path: { id }, query: { reference } };
  const { signed } = await answer(api.GET('/submissions/{id}/receipt', { params }));
  return new Blob([`${JSON.stringify(signed, undefined, 2)}\n`], { type: 'application/json' });
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the bytes after the click; a minute is more than it needs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function useDownload<T>(fetchAndName: (what: T) => Promise<{ blob: Blob; name: string }>) {
  const t = useText();
  return useMutation({
    mutationFn: fetchAndName,
    onSuccess: ({ blob, name }) => save(blob, name),
    onError: (thrown) => showToast(asAppError(thrown).message || t('common.error.no_answer_detail'), 'danger'),
  });
}

/** Saves the bytes of a document under its own name. */
export function useDocumentDownload() {
  return useDownload(async ({ id, name }: { id: string; name: string }) => ({ blob: await fetchDocument(id), name }));
}

/** Saves a receipt as PDF. */
export function useReceiptDownload() {
  return useDownload(async ({ id, reference }: { id: string; reference: string }) => ({
    blob: await fetchReceipt(id, reference),
    name: `receipt-${reference}.pdf`,
  }));
}

/** Saves the signed receipt, which can be verified without the server. */
export function useSignedReceiptDownload() {
  return useDownload(async ({ id, reference }: { id: string; reference: string }) => ({
    blob: await fetchSignedReceipt(id, reference),
    name: `receipt-${reference}.json`,
  }));
}
