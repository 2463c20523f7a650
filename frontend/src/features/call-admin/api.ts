import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/api/client';
import type { components } from '@/api/schema';
import { keyed, useAct } from '@/api/use-act';

export type Call = components['schemas']['Call'];
export type Stage = components['schemas']['Stage'];
export type Phase = Stage['phase'];
export type ScheduleField = components['schemas']['NewDate']['field'];
export type CallText = components['schemas']['CallText'];

// The keys of everything about calls, as feature `call` names them.
const callRoot = ['calls'] as const;
const callKey = (callId: string) => [...callRoot, 'one', callId] as const;

const staffKey = (callId: string) => [...callRoot, 'staff', callId] as const;

const pageSize = 100;

/** Every call that the reader may see, drafts only for those who prepare them. */
export const allCallsOptions = queryOptions({
  queryKey: [...callRoot, 'all'],
  queryFn: async () => {
    const calls: components['schemas']['CallSummary'][] = [];
    let cursor: string | undefined;
    do {
      const page = await answer(
        api.GET('/calls', { params: { query: { limit: pageSize, ...(cursor && { cursor }) } } }),
      );
      calls.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return calls;
  },
});

/** One call, under the key that feature `call` gives it. */
export function oneCallOptions(callId: string) {
  return queryOptions({
    queryKey: callKey(callId),
    queryFn: () => answer(api.GET('/calls/{id}', { params: { path: { id: callId } } })),
  });
}

/** Who administers and who approves. */
export function staffOptions(callId: string) {
  return queryOptions({
    queryKey: staffKey(callId),
    queryFn: () => answer(api.GET('/calls/{id}/staff', { params: { path: { id: callId } } })),
  });
}

// A call is written as one text, JSON or YAML; the server reads both.
function textBody(text: string) {
  return {
    body: text as never,
    bodySerializer: (body: unknown) => String(body),
    headers: { 'Content-Type': 'application/yaml' },
  };
}

/** Makes a draft of a text. */
export function useCreateCall() {
  return useAct(
    (text: string, key: string) => {
      const request = textBody(text);
      return answer(api.POST('/calls', { ...request, headers: { ...request.headers, ...keyed(key).headers } }));
    },
    [callRoot],
  );
}

const match = (version: number) => ({ 'If-Match': `"${version}"` });

/** Replaces a draft that is still as it was at `version` (else 412). */
export function useUpdateCall(callId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, version }: { text: string; version: number }) =>
      answer(api.PUT('/calls/{id}', { params: { path: { id: callId }, header: match(version) }, ...textBody(text) })),
    onSuccess: () => client.invalidateQueries({ queryKey: callRoot }),
  });
}

/** Announces a draft. */
export function useOpenCall(callId: string) {
  return useAct(
    ({ version, reason }: { version: number; reason: CallText | undefined }, key: string) =>
      answer(
        api.POST('/calls/{id}/open', {
          params: { path: { id: callId }, header: match(version) },
          body: reason ? { short_notice_reason: reason } : {},
          ...keyed(key),
        }),
      ),
    [callRoot],
  );
}

/** Ends an open call for good. */
export function useCloseCall(callId: string) {
  return useAct(
    (version: number, key: string) =>
      answer(
        api.POST('/calls/{id}/close', { params: { path: { id: callId }, header: match(version) }, ...keyed(key) }),
      ),
    [callRoot],
  );
}

type NewDate = components['schemas']['NewDate'];

/** Moves dates of an open call; everyone can read the reason. */
export function useChangeSchedule(callId: string) {
  return useAct(
    ({ version, reason, changes }: { version: number; reason: string; changes: NewDate[] }, key: string) =>
      answer(
        api.POST('/calls/{id}/schedule', {
          params: { path: { id: callId }, header: match(version) },
          body: { reason, changes },
          ...keyed(key),
        }),
      ),
    [callKey(callId)],
  );
}

/** Moves a stage to its next phase. */
export function useSetPhase(stageId: string) {
  return useAct(
    (phase: Exclude<Phase, 'pending' | 'released'>, key: string) =>
      answer(api.POST('/stages/{id}/phase', { params: { path: { id: stageId } }, body: { phase }, ...keyed(key) })),
    [callRoot, ['panel'], ['result']],
  );
}
