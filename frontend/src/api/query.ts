import { hashKey, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { AppError } from './app-error';

/** Key of the signed-in person; here because the cache itself must drop it when a session ends. */
export const meKey = ['account', 'me'] as const;

const attempts = 3;

/** Reads are tried again only when that can help: never after 4xx, which would only repeat the same no. */
export function shouldRetry(failures: number, error: Error): boolean {
  return error instanceof AppError && error.isTemporary && failures < attempts;
}

/** Milliseconds before the next try: what the server asked for, else 1 s, 2 s, 4 s … up to 15 s. */
export function retryDelay(failures: number, error: Error): number {
  if (error instanceof AppError && error.retryAfter !== undefined) return error.retryAfter * 1000;
  return Math.min(1000 * 2 ** failures, 15_000);
}

/**
 * The one cache of server state. Writes are never repeated by themselves: only
 * those with an idempotency key may be, and their callers know.
 */
export function newQueryClient(): QueryClient {
  const onError = (error: Error) => {
    // The session is over: ask anew who is signed in, so that the guard can act.
    if (error instanceof AppError && error.status === 401) {
      void client.invalidateQueries({ queryKey: meKey });
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => isMe(query.queryHash) || onError(error) }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay, staleTime: 10_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
  return client;
}

// A 401 of the question itself is its answer; asking again would never end.
function isMe(queryHash: string): boolean {
  return queryHash === hashKey(meKey);
}
