import { queryOptions } from '@tanstack/react-query';
import { answer, api, apiBase } from '@/api/client';
import type { components } from '@/api/schema';
import { keyed, useAct } from '@/api/use-act';

export type GateBoard = components['schemas']['GateBoard'];
export type GateLine = components['schemas']['ResultGateLine'];
export type GateState = components['schemas']['ResultGateState'];
export type GateFinding = components['schemas']['GateFinding'];
export type Ranking = components['schemas']['ResultRanking'];
export type RankingHead = components['schemas']['ResultRankingHead'];
export type RankingRow = components['schemas']['ResultRankingRow'];
export type DecisionBoard = components['schemas']['ResultDecisionBoard'];
export type DecisionLine = components['schemas']['ResultDecisionLine'];
export type Decision = components['schemas']['DecisionLine'];
export type Blocker = components['schemas']['Blocker'];
export type Tree = components['schemas']['ScoringTree'];

export const resultKeys = {
  all: ['result'] as const,
  gates: (stageId: string) => [...resultKeys.all, 'gates', stageId] as const,
  rankings: (stageId: string) => [...resultKeys.all, 'rankings', stageId] as const,
  ranking: (rankingId: string) => [...resultKeys.all, 'ranking', rankingId] as const,
  decisions: (stageId: string) => [...resultKeys.all, 'decisions', stageId] as const,
  blockers: (stageId: string) => [...resultKeys.all, 'blockers', stageId] as const,
};

const path = (id: string) => ({ params: { path: { id } } });

export function gatesOptions(stageId: string) {
  return queryOptions({
    queryKey: resultKeys.gates(stageId),
    queryFn: () => answer(api.GET('/stages/{id}/gates', path(stageId))),
  });
}

/** The latest first. */
export function rankingsOptions(stageId: string) {
  return queryOptions({
    queryKey: resultKeys.rankings(stageId),
    queryFn: async () => (await answer(api.GET('/stages/{id}/rankings', path(stageId)))).items,
  });
}

export function rankingOptions(rankingId: string) {
  return queryOptions({
    queryKey: resultKeys.ranking(rankingId),
    queryFn: () => answer(api.GET('/rankings/{id}', path(rankingId))),
  });
}

/** Where the full file of a ranking is downloaded from. */
export function rankingFileUrl(rankingId: string): string {
  return `${apiBase}/rankings/${rankingId}/file`;
}

export function decisionsOptions(stageId: string) {
  return queryOptions({
    queryKey: resultKeys.decisions(stageId),
    queryFn: () => answer(api.GET('/stages/{id}/decisions', path(stageId))),
  });
}

/** What keeps the result from being released, in the reader's language. */
export function blockersOptions(stageId: string) {
  return queryOptions({
    queryKey: resultKeys.blockers(stageId),
    queryFn: async () => (await answer(api.GET('/stages/{id}/release', path(stageId)))).items,
  });
}

export function useDecideGates(stageId: string) {
  return useAct(
    (findings: GateFinding[], key: string) =>
      answer(api.POST('/stages/{id}/gates', { ...path(stageId), body: { findings }, ...keyed(key) })),
    [resultKeys.all],
  );
}

export function useCreateRanking(stageId: string) {
  return useAct(
    (reason: string, key: string) =>
      answer(api.POST('/stages/{id}/rankings', { ...path(stageId), body: { reason }, ...keyed(key) })),
    [resultKeys.all],
  );
}

export function useDecide(stageId: string) {
  return useAct(
    (decisions: Decision[], key: string) =>
      answer(api.POST('/stages/{id}/decisions', { ...path(stageId), body: { decisions }, ...keyed(key) })),
    [resultKeys.all],
  );
}

/** Lets the result out. Calls and grants change with it. */
export function useRelease(stageId: string) {
  return useAct(
    (_: undefined, key: string) => answer(api.POST('/stages/{id}/release', { ...path(stageId), ...keyed(key) })),
    [resultKeys.all, ['calls'], ['grant']],
  );
}
