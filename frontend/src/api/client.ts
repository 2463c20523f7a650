import createClient, { type Middleware } from 'openapi-fetch';
import { problemOf } from './app-error';
import { sessionFetch } from './session-fetch';
import type { paths } from './schema';

/** Where the API lives, for links and uploads that do not go through the client. */
export const apiBase = '/api/v1';

const language: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', document.documentElement.lang || 'ko');
  },
};

const problems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
};

/**
 * The typed client. Every failure is thrown as an AppError, so `error` of its
 * result is never set: use `answer` to get at the data.
 */
export const api = createClient<paths>({
  baseUrl: new URL(apiBase, location.origin).href,
  credentials: 'same-origin',
  fetch: sessionFetch(),
});

api.use(language, problems);

type Result<T> = { data?: T; response: Response };

/** The body of a successful answer. `const me = await answer(api.GET('/me'))`. */
export async function answer<T>(request: Promise<Result<T>>): Promise<NonNullable<T>> {
  const { data } = await request;
  return data as NonNullable<T>;
}

/** The body together with its ETag, for what is later saved with `If-Match`. */
export async function answerWithTag<T>(request: Promise<Result<T>>): Promise<{ data: NonNullable<T>; etag: string }> {
  const { data, response } = await request;
  return { data: data as NonNullable<T>, etag: response.headers.get('ETag') ?? '' };
}
