import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api } from '@/api/client';
import type { components } from '@/api/schema';
import { setServerTime } from '@/lib/server-clock';

type Schemas = components['schemas'];
export type Submission = Schemas['Submission'];
export type SubmissionSummary = Schemas['SubmissionSummary'];
export type SectionState = Schemas['Section'];
export type SectionRule = Schemas['SectionRule'];
export type DocumentRule = Schemas['CallDocumentRule'];
export type SubmissionDocument = Schemas['Document'];
export type Requests = Schemas['Requests'];
export type RequestItem = Schemas['SubmissionRequest'];
export type Resource = Schemas['CallResource'];
export type TaskItem = Schemas['Task'];
export type Receipt = Schemas['Receipt'];
export type Answers = Record<string, unknown>;

export const submissionKeys = {
  all: ['submissions'] as const,
  ofTeam: (teamId: string) => ['submissions', 'team', teamId] as const,
  one: (id: string) => ['submissions', 'one', id] as const,
  receipts: (id: string) => ['submissions', 'one', id, 'receipts'] as const,
};

const path = (id: string) => ({ path: { id } });
const ifMatch = (etag: string) => ({ header: { 'If-Match': etag } });

/** `"3"`: a version as If-Match wants it. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The submissions of a team, in the order of the stages. */
export function teamSubmissionsOptions(teamId: string) {
  return queryOptions({
    queryKey: submissionKeys.ofTeam(teamId),
    queryFn: async () => (await answer(api.GET('/teams/{id}/submissions', { params: path(teamId) }))).items,
  });
}

/** A whole submission as it stands; also sets the clock by the server's. */
export async function readSubmission(id: string): Promise<Submission> {
  const submission = await answer(api.GET('/submissions/{id}', { params: path(id) }));
  setServerTime(submission.server_time);
  return submission;
}

export function submissionOptions(id: string) {
  return queryOptions({ queryKey: submissionKeys.one(id), queryFn: () => readSubmission(id) });
}

/** The receipts of all versions, the newest first. */
export function receiptsOptions(id: string) {
  return queryOptions({
    queryKey: submissionKeys.receipts(id),
    queryFn: async () => (await answer(api.GET('/submissions/{id}/receipts', { params: path(id) }))).items,
  });
}

/** Begins a team's submission at a stage, or gives the one that is there. */
export function useOpenSubmission(teamId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ stageId, key }: { stageId: string; key: string }) =>
      answer(
        api.POST('/teams/{id}/submissions', {
          params: path(teamId),
          body: { stage_id: stageId },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: submissionKeys.ofTeam(teamId) }),
  });
}

/**
 * Puts what was just saved into the cached submission, so that no screen shows what
 * stood there before. What follows from it (tasks, gaps) is read again: at once by
 * the screens that show it, or by the next one when the writer is still at work.
 */
export async function cacheSaved(
  client: QueryClient,
  id: string,
  change: (known: Submission) => Submission,
  writer: 'there' | 'gone',
) {
  const queryKey = submissionKeys.one(id);
  // A reading that began before the save would bring the old version.
  await client.cancelQueries({ queryKey, exact: true });
  client.setQueryData<Submission>(queryKey, (known) => known && change(known));
  await client.invalidateQueries({ queryKey, exact: true, refetchType: writer === 'there' ? 'none' : 'active' });
}

type SectionSave = { id: string; key: string; answers: Answers; complete: boolean; etag: string; keepalive: boolean };

/** Saves all answers of a section over the version named by `etag`. */
export function saveSection({ id, key, answers, complete, etag, keepalive }: SectionSave) {
  return answer(
    api.PUT('/submissions/{id}/sections/{key}', {
      params: { path: { id, key }, ...ifMatch(etag) },
      body: { answers, complete },
      keepalive,
    }),
  );
}

/** Replaces the table of requests. */
export function putRequests(id: string, items: RequestItem[], etag: string, keepalive: boolean) {
  return answer(
    api.PUT('/submissions/{id}/requests', {
      params: { ...path(id), ...ifMatch(etag) },
      body: { items },
      keepalive,
    }),
  );
}

/** Files the draft. The same key gives the same receipt, however often it is sent. */
export function useSubmit(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) =>
      answer(api.POST('/submissions/{id}/submit', { params: path(id), headers: { 'Idempotency-Key': key } })),
    onSettled: () => client.invalidateQueries({ queryKey: submissionKeys.all }),
  });
}

/** Takes the filing back; nothing counts until the team files again. */
export function useWithdrawSubmission(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) =>
      answer(api.POST('/submissions/{id}/withdraw', { params: path(id), headers: { 'Idempotency-Key': key } })),
    onSettled: () => client.invalidateQueries({ queryKey: submissionKeys.all }),
  });
}

/** Removes a document, or ends an upload that is under way. */
export function useRemoveDocument(submissionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (documentId: string) => {
      await api.DELETE('/documents/{id}', { params: path(documentId) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: submissionKeys.one(submissionId) }),
  });
}
