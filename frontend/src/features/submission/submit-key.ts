import { newIdempotencyKey } from '@/lib/idempotency';
import type { Submission } from './api';

// The key of a submit outlives a reload until the server has answered: sent
// again it gives the first receipt instead of a second version. It belongs to
// one state of the draft, so that later changes are never taken for filed.

type Kept = { key: string; draft: string };

const placeOf = (submissionId: string) => `wbl-submit/${submissionId}`;

function draftOf({ sections, requests, documents, filed_versions, status }: Submission): string {
  return JSON.stringify([
    // Once an unanswered submit turns out to have been filed, or was taken back, its key is spent.
    filed_versions,
    status,
    sections.map(({ key, version }) => [key, version]),
    requests.version,
    documents.map(({ id, status }) => [id, status]).sort(),
  ]);
}

function read(submissionId: string): Kept | undefined {
  try {
    return JSON.parse(localStorage.getItem(placeOf(submissionId)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** The key of a submit of this very draft that was sent and not answered. */
export function unansweredKey(submission: Submission): string | undefined {
  const kept = read(submission.id);
  return kept?.draft === draftOf(submission) ? kept.key : undefined;
}

/** The key to send: the unanswered one of this draft, else a new one, kept from now on. */
export function submitKey(submission: Submission): string {
  const key = unansweredKey(submission) ?? newIdempotencyKey();
  localStorage.setItem(placeOf(submission.id), JSON.stringify({ key, draft: draftOf(submission) } satisfies Kept));
  return key;
}

/** Call when the server has answered, whatever it said. */
export function forgetSubmitKey(submissionId: string): void {
  localStorage.removeItem(placeOf(submissionId));
}
