import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/api/client';
import type { components } from '@/api/schema';
import { keyed, useAct } from '@/api/use-act';

export type Panel = components['schemas']['PanelOverview'];
export type Member = components['schemas']['PanelMember'];
export type PanelTeam = components['schemas']['PanelTeam'];
export type Assignment = components['schemas']['PanelAssignment'];
export type Board = components['schemas']['EvaluationBoard'];
export type Pair = components['schemas']['PanelPair'];

export const panelKeys = {
  all: ['panel'] as const,
  panel: (stageId: string) => [...panelKeys.all, 'panel', stageId] as const,
  progress: (stageId: string) => [...panelKeys.all, 'progress', stageId] as const,
};

const path = (id: string) => ({ params: { path: { id } } });

/** Members, teams and assignments of a stage; no score. */
export function panelOptions(stageId: string) {
  return queryOptions({
    queryKey: panelKeys.panel(stageId),
    queryFn: () => answer(api.GET('/stages/{id}/panel', path(stageId))),
  });
}

/** Who has scored whom, never what. Asked for again every half minute: sheets come in. */
export function progressOptions(stageId: string) {
  return queryOptions({
    queryKey: panelKeys.progress(stageId),
    queryFn: () => answer(api.GET('/stages/{id}/progress', path(stageId))),
    refetchInterval: 30_000,
  });
}

export function useAddMember(stageId: string) {
  return useAct(
    (body: { email: string; role: 'judge' | 'chair' }, key: string) =>
      answer(api.POST('/stages/{id}/panel', { ...path(stageId), body, ...keyed(key) })),
    [panelKeys.all],
  );
}

export function useRemoveMember(stageId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (personId: string) =>
      api.DELETE('/stages/{id}/panel/{person_id}', { params: { path: { id: stageId, person_id: personId } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: panelKeys.all }),
  });
}

export function useAssign(stageId: string) {
  return useAct(
    (body: { all: true } | { pairs: Pair[] }, key: string) =>
      answer(api.POST('/stages/{id}/assignments', { ...path(stageId), body, ...keyed(key) })),
    [panelKeys.all],
  );
}

/** Takes a judge out for one team; a stage that waited for the sheet can go on. */
export function useExcuse() {
  return useAct(
    ({ assignmentId, reason }: { assignmentId: string; reason: string }, key: string) =>
      answer(api.POST('/assignments/{id}/excuse', { ...path(assignmentId), body: { reason }, ...keyed(key) })),
    [panelKeys.all, ['result']],
  );
}
