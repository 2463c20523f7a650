import { queryOptions } from '@tanstack/react-query';
import { answer, api, apiBase } from '@/api/client';
import type { components } from '@/api/schema';

export type TeamSummary = components['schemas']['TeamSummary'];
export type Team = components['schemas']['Team'];
export type Filing = components['schemas']['Filing'];
export type Submission = components['schemas']['Submission'];

const all = ['team-admin'] as const;
const path = (id: string) => ({ params: { path: { id } } });

/** Every team of a call, in the order of sort names. */
export function teamsOptions(callId: string) {
  return queryOptions({
    queryKey: [...all, 'teams', callId],
    queryFn: async () => {
      const teams: TeamSummary[] = [];
      let cursor: string | undefined;
      do {
        const page = await answer(
          api.GET('/calls/{id}/teams', {
            params: { path: { id: callId }, query: { limit: 200, ...(cursor && { cursor }) } },
          }),
        );
        teams.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      return teams;
    },
  });
}

/** One team with organisations, members and eligibility. */
export function teamOptions(teamId: string) {
  return queryOptions({
    queryKey: [...all, 'team', teamId],
    queryFn: () => answer(api.GET('/teams/{id}', path(teamId))),
  });
}

/** Who has filed at a stage; readable after its deadline. */
export function filingsOptions(stageId: string) {
  return queryOptions({
    queryKey: [...all, 'filings', stageId],
    queryFn: async () => (await answer(api.GET('/stages/{id}/filings', path(stageId)))).items,
  });
}

/** What a team has filed. */
export function submissionOptions(submissionId: string) {
  return queryOptions({
    queryKey: [...all, 'submission', submissionId],
    queryFn: () => answer(api.GET('/submissions/{id}', path(submissionId))),
  });
}

export function documentUrl(documentId: string): string {
  return `${apiBase}/documents/${documentId}/content`;
}
