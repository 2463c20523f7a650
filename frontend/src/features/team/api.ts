import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Team = Schemas['Team'];
export type TeamSummary = Schemas['TeamSummary'];
export type Organisation = Schemas['Organisation'];
export type OrganisationInput = Omit<Schemas['CreateOrganisationRequestBody'], '$schema'>;
export type TeamInput = Omit<Schemas['RegisterTeamRequestBody'], '$schema'>;
export type Invited = Schemas['Invited'];
export type OwnResult = Schemas['ResultOwnResult'];
export type Offer = Schemas['Offer'];
export type OfferLine = Schemas['OfferLine'];
export type LineAnswer = Schemas['LineAnswer'];

export const teamKeys = {
  all: ['teams'] as const,
  mine: ['teams', 'mine'] as const,
  one: (teamId: string) => ['teams', 'one', teamId] as const,
  results: (teamId: string) => ['teams', 'one', teamId, 'results'] as const,
  offers: (teamId: string) => ['teams', 'one', teamId, 'offers'] as const,
  organisations: (search: string) => ['organisations', 'search', search] as const,
  myOrganisations: ['organisations', 'mine'] as const,
};

const path = (id: string) => ({ path: { id } });
const keyed = (key: string) => ({ 'Idempotency-Key': key });

/** The teams that the signed-in person is in. */
export const myTeamsOptions = queryOptions({
  queryKey: teamKeys.mine,
  queryFn: async () => (await answer(api.GET('/me/teams'))).items,
});

/** One team with its organisations, people and entries. */
export function teamOptions(teamId: string) {
  return queryOptions({
    queryKey: teamKeys.one(teamId),
    queryFn: () => answer(api.GET('/teams/{id}', { params: path(teamId) })),
  });
}

/** What the team may know of its way through the call. */
export function resultsOptions(teamId: string) {
  return queryOptions({
    queryKey: teamKeys.results(teamId),
    queryFn: () => answer(api.GET('/teams/{id}/results', { params: path(teamId) })),
  });
}

/** The offers made to the team. */
export function offersOptions(teamId: string) {
  return queryOptions({
    queryKey: teamKeys.offers(teamId),
    queryFn: async () => (await answer(api.GET('/teams/{id}/offers', { params: path(teamId) }))).items,
  });
}

/** Organisations for which the signed-in person may act. */
export const myOrganisationsOptions = queryOptions({
  queryKey: teamKeys.myOrganisations,
  queryFn: async () => (await answer(api.GET('/organisations', { params: { query: { mine: true } } }))).items,
});

/** Registered organisations by the whole registration number; nothing is asked for nothing. */
export function organisationSearchOptions(search: string) {
  return queryOptions({
    queryKey: teamKeys.organisations(search),
    queryFn: async () => (await answer(api.GET('/organisations', { params: { query: { search } } }))).items,
    enabled: search !== '',
  });
}

/** Registers an organisation; the person becomes its officer. */
export function useCreateOrganisation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ input, key }: { input: OrganisationInput; key: string }) =>
      answer(api.POST('/organisations', { body: input, headers: keyed(key) })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['organisations'] }),
  });
}

/** Registers a team in a call; the person leads it. */
export function useRegisterTeam(callId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ input, key }: { input: TeamInput; key: string }) =>
      answer(api.POST('/calls/{id}/teams', { params: path(callId), body: input, headers: keyed(key) })),
    onSuccess: () => client.invalidateQueries({ queryKey: teamKeys.all }),
  });
}

/** The changes to a team. Each makes the team's data be read again. */
export function useTeamActs(teamId: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: teamKeys.all });
  const params = path(teamId);
  return {
    rename: useMutation({
      mutationFn: ({ name, nameEn, version }: { name: string; nameEn: string; version: number }) =>
        answer(
          api.PATCH('/teams/{id}', {
            params: { ...params, header: { 'If-Match': `"${version}"` } },
            body: { name, name_en: nameEn },
          }),
        ),
      onSettled,
    }),
    addOrganisation: useMutation({
      mutationFn: ({ organisationId, key }: { organisationId: string; key: string }) =>
        answer(
          api.POST('/teams/{id}/organisations', {
            params,
            body: { organisation_id: organisationId },
            headers: keyed(key),
          }),
        ),
      onSettled,
    }),
    removeOrganisation: useMutation({
      mutationFn: async (organisationId: string) => {
        const where = { path: { id: teamId, organisation_id: organisationId } };
        await api.DELETE('/teams/{id}/organisations/{organisation_id}', { params: where });
      },
      onSettled,
    }),
    removeMember: useMutation({
      mutationFn: async (memberId: string) => {
        await api.DELETE('/teams/{id}/members/{member_id}', { params: { path: { id: teamId, member_id: memberId } } });
      },
      onSettled,
    }),
    invite: useMutation({
      mutationFn: ({ email, organisationId, key }: { email: string; organisationId: string; key: string }) =>
        answer(
          api.POST('/teams/{id}/invitations', {
            params,
            body: { email, organisation_id: organisationId },
            headers: keyed(key),
          }),
        ),
      onSettled,
    }),
    revoke: useMutation({
      mutationFn: async (invitationId: string) => {
        const where = { path: { id: teamId, invitation_id: invitationId } };
        await api.DELETE('/teams/{id}/invitations/{invitation_id}', { params: where });
      },
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (key: string) => answer(api.POST('/teams/{id}/withdraw', { params, headers: keyed(key) })),
      onSettled,
    }),
    comeBack: useMutation({
      mutationFn: (key: string) => answer(api.POST('/teams/{id}/return', { params, headers: keyed(key) })),
      onSettled,
    }),
  };
}

/** Answers every line of an offer at once. */
export function useAnswerOffer(teamId: string, offerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ lines, key }: { lines: LineAnswer[]; key: string }) =>
      answer(api.POST('/offers/{id}/answer', { params: path(offerId), body: { lines }, headers: keyed(key) })),
    onSettled: () => client.invalidateQueries({ queryKey: teamKeys.offers(teamId) }),
  });
}
