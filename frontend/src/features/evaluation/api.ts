import { queryOptions } from '@tanstack/react-query';
import { answer, answerWithTag, api } from '@/api/client';
import type { components } from '@/api/schema';
import { keyed, useAct } from '@/api/use-act';
import type { SheetValue } from './sheet-value';

type Schemas = components['schemas'];
export type Task = Schemas['EvaluationTask'];
export type StageFace = Schemas['EvaluationStageFace'];
export type TeamFace = Schemas['EvaluationTeamFace'];
export type Sheet = Schemas['EvaluationSheet'];
export type Criterion = Schemas['EvaluationCriterion'];
export type AssignedDocument = Schemas['EvaluationDocument'];

/** A sheet with the version it has on the server. */
export type TaggedSheet = { sheet: Sheet; etag: string };

const assignmentKey = (assignmentId: string) => ['evaluation', 'assignment', assignmentId] as const;

export const evaluationKeys = {
  mine: ['evaluation', 'mine'] as const,
  /** All that is kept of one assignment: its documents, their bytes, the sheet. */
  assignment: assignmentKey,
  documents: (assignmentId: string) => [...assignmentKey(assignmentId), 'documents'] as const,
  content: (assignmentId: string, handle: string) => [...assignmentKey(assignmentId), 'content', handle] as const,
  sheet: (assignmentId: string) => [...assignmentKey(assignmentId), 'sheet'] as const,
};

/** What the signed-in judge has to score, by due time and team. Asked anew on every page: opening a sheet begins it. */
export const myTasksOptions = queryOptions({
  queryKey: evaluationKeys.mine,
  queryFn: async () => (await answer(api.GET('/me/assignments'))).items,
  staleTime: 0,
});

/** What may be read of the assignment's team. */
export function documentsOptions(assignmentId: string) {
  return queryOptions({
    queryKey: evaluationKeys.documents(assignmentId),
    queryFn: async () =>
      (await answer(api.GET('/assignments/{id}/documents', { params: { path: { id: assignmentId } } }))).items,
  });
}

/** A document's bytes. They never change, and a second buffer would begin the reading anew. */
export function contentOptions(assignmentId: string, handle: string) {
  return queryOptions({
    queryKey: evaluationKeys.content(assignmentId, handle),
    queryFn: (): Promise<ArrayBuffer> =>
      answer(api.GET('/assigned-documents/{handle}/content', { params: { path: { handle } }, parseAs: 'arrayBuffer' })),
    staleTime: Infinity,
  });
}

/**
 * The judge's own sheet, begun when there is none. It is asked for on arrival and
 * then left alone, because what is typed over it must not be replaced; nothing of
 * it is kept after leaving.
 */
export function sheetOptions(assignmentId: string) {
  return queryOptions({
    queryKey: evaluationKeys.sheet(assignmentId),
    queryFn: async (): Promise<TaggedSheet> =>
      tagged(
        await answerWithTag(api.POST('/assignments/{id}/score-sheet', { params: { path: { id: assignmentId } } })),
      ),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** The sheet as it stands now. */
export async function readSheet(sheetId: string): Promise<TaggedSheet> {
  return tagged(await answerWithTag(api.GET('/score-sheets/{id}', { params: { path: { id: sheetId } } })));
}

/** Saves a draft over the version `etag` (else 412). Entries go in the order of the criteria. */
export async function writeSheet(
  sheetId: string,
  value: SheetValue,
  { etag, keepalive }: { etag: string; keepalive: boolean },
): Promise<TaggedSheet> {
  const params = { path: { id: sheetId }, header: { 'If-Match': etag } };
  return tagged(await answerWithTag(api.PUT('/score-sheets/{id}', { params, body: value, keepalive })));
}

function tagged({ data, etag }: { data: Sheet; etag: string }): TaggedSheet {
  return { sheet: data, etag };
}

/** Hands in the sheet as it is at `etag`; it cannot be changed afterwards. */
export function useSubmitSheet(sheetId: string) {
  return useAct(
    async (etag: string, key: string) =>
      tagged(
        await answerWithTag(
          api.POST('/score-sheets/{id}/submit', {
            params: { path: { id: sheetId }, header: { 'If-Match': etag } },
            ...keyed(key),
          }),
        ),
      ),
    [evaluationKeys.mine],
  );
}

/** Declares a conflict of interest: the assignment ends at once. */
export function useDeclareConflict(assignmentId: string) {
  return useAct(
    (reason: string, key: string) =>
      answer(
        api.POST('/assignments/{id}/conflict', {
          params: { path: { id: assignmentId } },
          body: { reason },
          ...keyed(key),
        }),
      ),
    [evaluationKeys.mine],
  );
}
