import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { asAppError, noAnswer, type AppError } from '@/api/app-error';
import { newIdempotencyKey } from '@/lib/idempotency';
import type { RefusedFile, UploadRow } from '@/ui/file-upload/file-upload';
import type { UploadProblem } from '@/ui/file-upload/upload-policy';
import { submissionKeys, type SubmissionDocument } from './api';
import { announce, forgetFile, isSameFile, mayGoOn, sendFile } from './upload';

type Entry = { file: File; row: UploadRow; documentId?: string; abort: AbortController };

export type Uploads = {
  /** The files of this visit that are not documents yet. */
  rows: UploadRow[];
  /** The documents that this visit is sending. */
  busy: ReadonlySet<string>;
  add: (accepted: File[], refused: RefusedFile[]) => void;
  retry: (rowId: string) => void;
  /** Stops sending and forgets the row; gives the document to remove on the server, if there is one. */
  drop: (rowId: string) => string | undefined;
};

type UploadsOptions = {
  submissionId: string;
  documentKey: string;
  /** Uploads that an earlier visit has left unfinished. */
  staged: SubmissionDocument[];
};

/** Sends files for one document of a submission. A file chosen again goes on where its upload stopped. */
export function useUploads({ submissionId, documentKey, staged }: UploadsOptions): Uploads {
  const client = useQueryClient();
  const [entries, setEntries] = useState<Record<string, Entry>>({});
  const live = useRef(entries);
  useEffect(() => {
    live.current = entries;
  }, [entries]);
  useStopOnLeave(live);

  const update = useCallback((id: string, change: (entry: Entry) => Entry | undefined) => {
    setEntries((all) => {
      const { [id]: old, ...others } = all;
      const next = old && change(old);
      return next ? { ...all, [id]: next } : old ? others : all;
    });
  }, []);

  const send = useCallback(
    async (id: string, file: File, abort: AbortController, known: string | undefined) => {
      const show = (state: Partial<UploadRow>) =>
        update(id, (entry) => ({ ...entry, row: { ...entry.row, ...state } as UploadRow }));
      try {
        const documentId = known ?? (await announce(submissionId, documentKey, file)).id;
        update(id, (entry) => ({ ...entry, documentId }));
        await sendFile(documentId, file, {
          onProgress: (progress) => show({ state: 'uploading', progress }),
          onChecking: () => show({ state: 'checking' }),
          signal: abort.signal,
        });
        await client.invalidateQueries({ queryKey: submissionKeys.one(submissionId) });
        update(id, () => undefined);
      } catch (thrown) {
        if (abort.signal.aborted) return;
        const error = asAppError(thrown);
        show(failed(error));
        if (!mayGoOn(error)) update(id, (entry) => ({ ...entry, documentId: undefined }));
        void client.invalidateQueries({ queryKey: submissionKeys.one(submissionId) });
      }
    },
    [client, documentKey, submissionId, update],
  );

  const add = useCallback(
    (accepted: File[], refused: RefusedFile[]) => {
      const taken = new Set<string>();
      const added = accepted.map((file) => {
        const known = staged.find((document) => !taken.has(document.id) && isSameFile(document.id, file))?.id;
        if (known) taken.add(known);
        return { file, known, id: newIdempotencyKey(), abort: new AbortController() };
      });
      const rejected = refused.map(({ file, problem }) => ({ file, problem, id: newIdempotencyKey() }));
      setEntries((all) => ({
        ...withoutFailed(all),
        ...Object.fromEntries(added.map(({ id, file, known, abort }) => [id, sending(id, file, known, abort)])),
        ...Object.fromEntries(rejected.map(({ id, file, problem }) => [id, refusal(id, file, problem)])),
      }));
      for (const { id, file, abort, known } of added) void send(id, file, abort, known);
    },
    [send, staged],
  );

  const retry = useCallback(
    (id: string) => {
      const entry = live.current[id];
      if (!entry) return;
      const abort = new AbortController();
      update(id, (old) => ({ ...old, abort, row: { ...base(id, old.file), state: 'waiting' } }));
      void send(id, entry.file, abort, entry.documentId);
    },
    [send, update],
  );

  const drop = useCallback(
    (id: string) => {
      const entry = live.current[id];
      entry?.abort.abort();
      update(id, () => undefined);
      if (entry?.documentId) forgetFile(entry.documentId);
      return entry?.documentId;
    },
    [update],
  );

  const all = Object.values(entries);
  const busy = new Set(all.flatMap((entry) => (entry.documentId ? [entry.documentId] : [])));
  return { rows: all.map((entry) => entry.row), busy, add, retry, drop };
}

function useStopOnLeave(live: RefObject<Record<string, Entry>>): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (Object.values(live.current).some(({ row }) => row.state !== 'failed')) event.preventDefault();
    };
    const stop = () => Object.values(live.current).forEach((entry) => entry.abort.abort());
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      stop();
    };
  }, [live]);
}

const base = (id: string, file: File) => ({ id, name: file.name, size: file.size });

function sending(id: string, file: File, known: string | undefined, abort: AbortController): Entry {
  return { file, abort, row: { ...base(id, file), state: 'waiting' }, ...(known && { documentId: known }) };
}

function refusal(id: string, file: File, problem: UploadProblem): Entry {
  return { file, abort: new AbortController(), row: { ...base(id, file), state: 'failed', problem } };
}

// Old refusals go when something new is chosen; what can be sent again stays.
function withoutFailed(all: Record<string, Entry>): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(all).filter(([, { row }]) => row.state !== 'failed' || row.problem === 'failed'),
  );
}

const problems: Record<string, UploadProblem> = {
  'submission.file_type_wrong': 'type',
  'submission.file_ending_wrong': 'type',
  'submission.file_too_large': 'too-large',
  'submission.file_empty': 'empty',
  'submission.too_many_files': 'too-many',
  'submission.file_encrypted': 'password',
  'submission.file_unsafe': 'virus',
};

/** The row of an upload that came to nothing. Only what may help when sent again is offered again. */
function failed(error: AppError): Partial<UploadRow> {
  const problem = problems[error.code] ?? (mayGoOn(error) ? 'failed' : 'template');
  const message = error.errors[0]?.message ?? error.message;
  return { state: 'failed', problem, ...(error.status !== noAnswer && message && { message }) };
}
