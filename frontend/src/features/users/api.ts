import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '@/api/client';
import type { components } from '@/api/schema';
import { keyed, useAct } from '@/api/use-act';

export type User = components['schemas']['User'];
export type NewUserInput = components['schemas']['CreateUserRequestBody'];
export type Organisation = components['schemas']['Organisation'];

/** The roles that an operator gives; all others come with a call, a team or a panel. */
export const installationRoles = ['operator', 'organiser', 'auditor'] as const;

const all = ['users'] as const;

/** Accounts by address, page by page. */
export function usersOptions(search: string) {
  return infiniteQueryOptions({
    queryKey: [...all, 'list', search],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/users', {
          params: { query: { limit: 50, ...(search && { search }), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor || undefined,
  });
}

export function organisationsOptions(search: string) {
  return queryOptions({
    queryKey: ['organisations', 'list', search],
    queryFn: async () =>
      (await answer(api.GET('/organisations', { params: { query: { ...(search && { search }) } } }))).items,
  });
}

export function useCreateUser() {
  return useAct((body: NewUserInput, key: string) => answer(api.POST('/users', { body, ...keyed(key) })), [all]);
}

type Change = { id: string; status?: User['status']; roles?: string[] };

export function useChangeUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Change) => answer(api.PATCH('/users/{id}', { params: { path: { id } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: all }),
  });
}
