import { setupServer } from 'msw/node';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { afterAll, afterEach, beforeAll } from 'vitest';

/** Where the tests' API answers. */
export const apiUrl = (path: string) => new URL(`/api/v1${path}`, location.origin).href;

/** A problem document as the server sends it. */
export function problem(status: number, code: string, rest: Record<string, JsonBodyType> = {}) {
  return HttpResponse.json(
    { status, code, title: code, ...rest },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );
}

/** Nobody is signed in. */
export const signedOut = [
  http.get(apiUrl('/me'), () => problem(401, 'account.no_session')),
  http.post(apiUrl('/session/refresh'), () => problem(401, 'account.no_session')),
];

/** Someone with these roles is. */
export function signedIn(...roles: string[]) {
  return http.get(apiUrl('/me'), () =>
    HttpResponse.json({
      person: { id: 'p1', name: '김가온', email: 'gaon@example.com', language: 'ko' },
      roles: roles.map((role) => ({ role, scope_kind: 'call', scope_id: 'c1' })),
      server_time: '2026-03-02T09:00:00Z',
      expires_at: '2026-03-02T17:00:00Z',
    }),
  );
}

/** Starts a server for the tests of this file; a request that none of them expects fails. */
export function startServer() {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}
