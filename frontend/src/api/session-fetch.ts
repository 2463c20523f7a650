import { networkError } from './app-error';

const refreshPath = '/api/v1/session/refresh';

/**
 * Builds the fetch of the API client: when the short access token has run out
 * (401), the session is refreshed once, whatever number of requests are waiting,
 * and each of them is sent once more. A 401 of the session's own routes is an
 * answer (wrong password, session over), not a reason to refresh.
 */
export function sessionFetch(send: typeof fetch = (...args) => fetch(...args)) {
  let refreshing: Promise<boolean> | undefined;

  function refresh(): Promise<boolean> {
    refreshing ??= send(refreshPath, { method: 'POST', credentials: 'same-origin' })
      .then((response) => response.ok)
      .catch(() => false)
      .finally(() => {
        refreshing = undefined;
      });
    return refreshing;
  }

  return async function fetchWithSession(request: Request): Promise<Response> {
    const again = request.clone();
    const response = await answerOf(send, request);
    if (response.status !== 401 || isSessionRoute(request.url)) return response;
    return (await refresh()) ? answerOf(send, again) : response;
  };
}

async function answerOf(send: typeof fetch, request: Request): Promise<Response> {
  try {
    return await send(request);
  } catch (thrown) {
    if (request.signal.aborted) throw thrown;
    throw networkError();
  }
}

function isSessionRoute(url: string): boolean {
  return /\/api\/v1\/session(\/|$)/.test(new URL(url, location.origin).pathname);
}
