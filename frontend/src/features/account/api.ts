import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { AppError } from '@/api/app-error';
import { answer, api } from '@/api/client';
import { meKey } from '@/api/query';
import { drafts } from '@/lib/drafts';
import { setServerTime } from '@/lib/server-clock';

export const accountKeys = {
  me: meKey,
  link: (token: string) => ['account', 'link', token] as const,
  invitation: (token: string) => ['account', 'invitation', token] as const,
  invitationCall: (callId: string) => ['account', 'invitation-call', callId] as const,
};

/** Who is signed in; also sets the clock by the server's. A 401 means nobody is. */
export const meOptions = queryOptions({
  queryKey: accountKeys.me,
  queryFn: async () => {
    const me = await answer(api.GET('/me'));
    setServerTime(me.server_time);
    return me;
  },
  staleTime: 60_000,
});

export function useMe() {
  return useQuery(meOptions);
}

type Credentials = { email: string; password: string };

/** Opens a session and answers with who it is. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials) => {
      await api.POST('/session', { body: credentials });
      return client.fetchQuery({ ...meOptions, staleTime: 0 });
    },
  });
}

/** Closes the session here and there; nothing of this person stays in the browser. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/session'),
    onSuccess: async () => {
      await drafts.clear();
      client.clear();
    },
  });
}

/** Asks for an account; the answer never tells whether there is one already. */
export function useRegister() {
  return useMutation({
    mutationFn: async (email: string) => {
      await api.POST('/registrations', { body: { email } });
    },
  });
}

/** Asks for a link to a new password; the answer never tells whether there is an account. */
export function useResetPassword() {
  return useMutation({
    mutationFn: async (email: string) => {
      await api.POST('/password-resets', { body: { email } });
    },
  });
}

/**
 * What a one-time link wants to know, and whether it is still good. The server is
 * asked to complete it with nothing filled in: it refuses, uses nothing up, and names
 * the fields that it misses. Only the first operator's link misses an address, and
 * one for a new password misses no name.
 */
export function useOneTimeLink(token: string) {
  return useQuery({
    queryKey: accountKeys.link(token),
    queryFn: async () => {
      try {
        await completeLink(token, { name: '', password: '' });
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.status !== 422) throw thrown;
        const misses = (field: string) => thrown.errors.some((problem) => problem.location === `body.${field}`);
        return { asksEmail: misses('email'), asksName: misses('name') };
      }
      throw new AppError({ status: 0, code: 'client.unexpected', title: '' });
    },
    staleTime: Infinity,
  });
}

type Completion = { email?: string; name?: string; password: string };

function completeLink(token: string, completion: Completion) {
  return answer(api.POST('/registrations/{token}/complete', { params: { path: { token } }, body: completion }));
}

/** Uses a one-time link: makes the account, or sets its password. */
export function useComplete(token: string) {
  return useMutation({ mutationFn: (completion: Completion) => completeLink(token, completion) });
}

/** What an invitation offers; only its addressee may read it. */
export function invitationOptions(token: string) {
  return queryOptions({
    queryKey: accountKeys.invitation(token),
    queryFn: () => answer(api.GET('/invitations/{token}', { params: { path: { token } } })),
  });
}

/** The title of the call that an invitation is about. */
export function invitationCallOptions(callId: string) {
  return queryOptions({
    queryKey: accountKeys.invitationCall(callId),
    queryFn: async () => (await answer(api.GET('/calls/{id}', { params: { path: { id: callId } } }))).title,
  });
}

/** Joins the team. Who the person is changes with it. */
export function useAcceptInvitation(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(
        api.POST('/invitations/{token}/accept', {
          params: { path: { token } },
        }),
      ),
    onSuccess: () => client.invalidateQueries(),
  });
}
