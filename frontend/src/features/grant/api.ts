import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/api/client';
import type { components } from '@/api/schema';
import { keyed, useAct } from '@/api/use-act';

export type Pool = components['schemas']['Pool'];
export type PoolOverview = components['schemas']['PoolOverview'];
export type Period = components['schemas']['Period'];
export type Overview = components['schemas']['GrantOverview'];
export type TeamAwards = components['schemas']['TeamAwards'];
export type Award = components['schemas']['Award'];
export type AwardInput = components['schemas']['EnterAwardRequestBody'];
export type Posting = components['schemas']['Posting'];
export type Balance = components['schemas']['Balance'];
export type Resource = components['schemas']['CallResource'];
export type WindowInput = components['schemas']['PoolWindowInput'];
export type PoolInput = components['schemas']['CreatePoolRequestBody'];

export const grantKeys = {
  all: ['grant'] as const,
  overview: (callId: string) => [...grantKeys.all, 'overview', callId] as const,
  awards: (callId: string) => [...grantKeys.all, 'awards', callId] as const,
  balances: (callId: string) => [...grantKeys.all, 'balances', callId] as const,
  ledger: (callId: string) => [...grantKeys.all, 'ledger', callId] as const,
};

const path = (id: string) => ({ params: { path: { id } } });

/** Pools with what is booked in each of their periods. */
export function overviewOptions(callId: string) {
  return queryOptions({
    queryKey: grantKeys.overview(callId),
    queryFn: () => answer(api.GET('/calls/{id}/grants', path(callId))),
  });
}

/** The selected teams with what they asked for and what they are given. */
export function awardsOptions(callId: string) {
  return queryOptions({
    queryKey: grantKeys.awards(callId),
    queryFn: async () => (await answer(api.GET('/calls/{id}/awards', path(callId)))).items,
  });
}

export function balancesOptions(callId: string) {
  return queryOptions({
    queryKey: grantKeys.balances(callId),
    queryFn: async () => (await answer(api.GET('/ledger/balances', { params: { query: { call_id: callId } } }))).items,
  });
}

/** The book of a call, the oldest posting first, page by page. */
export function ledgerOptions(callId: string) {
  return infiniteQueryOptions({
    queryKey: grantKeys.ledger(callId),
    queryFn: ({ pageParam }) =>
      answer(api.GET('/ledger', { params: { query: { call_id: callId, ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor || undefined,
  });
}

export function useCreatePool() {
  return useAct((body: PoolInput, key: string) => answer(api.POST('/pools', { body, ...keyed(key) })), [grantKeys.all]);
}

export function useAddWindow() {
  return useAct(
    ({ poolId, ...body }: WindowInput & { poolId: string }, key: string) =>
      answer(api.POST('/pools/{id}/windows', { ...path(poolId), body, ...keyed(key) })),
    [grantKeys.all],
  );
}

export function useEnterAward(callId: string) {
  return useAct(
    (body: AwardInput, key: string) => answer(api.POST('/calls/{id}/awards', { ...path(callId), body, ...keyed(key) })),
    [grantKeys.all],
  );
}

export function useWithdrawAward() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (awardId: string) => api.DELETE('/awards/{id}', path(awardId)),
    onSuccess: () => client.invalidateQueries({ queryKey: grantKeys.all }),
  });
}

export function useMakeOffer() {
  return useAct(
    ({ awardId, expiresAt }: { awardId: string; expiresAt: string }, key: string) =>
      answer(
        api.POST('/awards/{id}/offer', {
          ...path(awardId),
          body: expiresAt ? { expires_at: expiresAt } : {},
          ...keyed(key),
        }),
      ),
    [grantKeys.all],
  );
}
