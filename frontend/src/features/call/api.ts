import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Call = Schemas['Call'];
export type CallSummary = Schemas['CallSummary'];
export type CallDefinition = Schemas['CallDefinition'];
export type Stage = Schemas['Stage'];
export type ScheduleChange = Schemas['ScheduleChange'];

export const callKeys = {
  all: ['calls'] as const,
  list: (status: string) => ['calls', 'list', status] as const,
  one: (callId: string) => ['calls', 'one', callId] as const,
};

/** Calls in one state, as everyone may see them. */
export function callsOptions(status: 'open' | 'closed') {
  return queryOptions({
    queryKey: callKeys.list(status),
    queryFn: async () => (await answer(api.GET('/calls', { params: { query: { status, limit: 100 } } }))).items,
  });
}

/** One call with its stages and the history of its schedule. */
export function callOptions(callId: string) {
  return queryOptions({
    queryKey: callKeys.one(callId),
    queryFn: () => answer(api.GET('/calls/{id}', { params: { path: { id: callId } } })),
  });
}

/** The stage where teams apply: the first that takes filings. */
export function firstFiling(call: Call): Stage | undefined {
  return call.stages.find((stage) => stage.closes_at !== undefined);
}
