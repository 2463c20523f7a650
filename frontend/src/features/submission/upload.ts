import { asAppError, type AppError } from '@/api/app-error';
import { answer, api } from '@/api/client';
import { pauseBefore } from '@/lib/autosave';
import type { SubmissionDocument } from './api';

// One file on its way: announced, sent in pieces from where the server stands,
// finished. A cut network costs the piece that was under way.

const firstPiece = 512 * 1024;
const largestPiece = 8 * 1024 * 1024;
const mostAttempts = 6;

/** What is known of a file across reloads, to make sure that the same one goes on. */
type Fingerprint = { name: string; size: number; modified: number };

const placeOf = (documentId: string) => `wbl-upload/${documentId}`;

function fingerprintOf(file: File): Fingerprint {
  return { name: file.name, size: file.size, modified: file.lastModified };
}

export function rememberFile(documentId: string, file: File): void {
  localStorage.setItem(placeOf(documentId), JSON.stringify(fingerprintOf(file)));
}

export function forgetFile(documentId: string): void {
  localStorage.removeItem(placeOf(documentId));
}

/** Whether the file is the one of which this browser has begun to send the document. */
export function isSameFile(documentId: string, file: File): boolean {
  return localStorage.getItem(placeOf(documentId)) === JSON.stringify(fingerprintOf(file));
}

export type UploadEvents = {
  /** How much has arrived, from 0 to 100. */
  onProgress: (percent: number) => void;
  /** All has arrived; the server looks at the bytes. */
  onChecking: () => void;
  signal: AbortSignal;
};

const byId = (id: string) => ({ params: { path: { id } } });

/** Announces a file to the server. */
export async function announce(submissionId: string, documentKey: string, file: File): Promise<SubmissionDocument> {
  const document = await answer(
    api.POST('/submissions/{id}/documents', {
      ...byId(submissionId),
      body: { document_key: documentKey, file_name: file.name, size: file.size },
    }),
  );
  rememberFile(document.id, file);
  return document;
}

/** Sends what the server does not have yet, and finishes. Goes on by itself after a cut network. */
export async function sendFile(documentId: string, file: File, events: UploadEvents): Promise<SubmissionDocument> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sendPieces(documentId, file, events);
      events.onChecking();
      const done = await answer(api.POST('/documents/{id}/finish', { ...byId(documentId), signal: events.signal }));
      forgetFile(documentId);
      return done;
    } catch (thrown) {
      const error = asAppError(thrown);
      if (events.signal.aborted || !mayGoOn(error) || attempt >= mostAttempts) throw error;
      await pause(Math.max((error.retryAfter ?? 0) * 1000, pauseBefore(attempt)), events.signal);
    }
  }
}

async function sendPieces(documentId: string, file: File, events: UploadEvents): Promise<void> {
  let { offset } = await answer(api.GET('/documents/{id}', { ...byId(documentId), signal: events.signal }));
  let piece = firstPiece;
  events.onProgress(percentOf(offset, file));
  while (offset < file.size) {
    const end = Math.min(offset + piece, file.size);
    await sendPiece(documentId, file.slice(offset, end), offset, events.signal);
    offset = end;
    piece = Math.min(piece * 2, largestPiece);
    events.onProgress(percentOf(offset, file));
  }
}

async function sendPiece(documentId: string, piece: Blob, offset: number, signal: AbortSignal): Promise<void> {
  await api.PATCH('/documents/{id}/content', {
    params: { path: { id: documentId }, header: { 'Upload-Offset': offset } },
    headers: { 'Content-Type': 'application/octet-stream' },
    // The contract's type for bytes is text; they are sent as they are.
    body: piece as unknown as string,
    bodySerializer: (bytes: unknown) => bytes as Blob,
    signal,
  });
}

function percentOf(offset: number, file: File): number {
  return file.size === 0 ? 0 : Math.floor((offset / file.size) * 100);
}

// After a cut the server may still be writing the last piece, or stand elsewhere than we thought.
const goOnAfter = ['submission.upload_interrupted', 'submission.upload_offset', 'submission.upload_busy'];

/** Whether sending on from where the server stands can help. */
export function mayGoOn(error: AppError): boolean {
  return error.isTemporary || goOnAfter.includes(error.code) || error.code === 'submission.upload_incomplete';
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(asAppError(signal.reason));
    });
  });
}
