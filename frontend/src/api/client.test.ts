import { delay, http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { apiUrl, problem, signedIn, startServer } from '@/test/server';
import { AppError } from './app-error';
import { answer, answerWithTag, api } from './client';

const server = startServer();

async function failure(request: Promise<unknown>): Promise<AppError> {
  const error: unknown = await request.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe('api', () => {
  it('answers with the body and asks in the language of the page', async () => {
    document.documentElement.lang = 'en';
    let asked: string | null = null;
    server.use(
      http.get(apiUrl('/me'), ({ request }) => {
        asked = request.headers.get('Accept-Language');
      }),
      signedIn('judge'),
    );
    const me = await answer(api.GET('/me'));
    expect(me.person.name).toBe('김가온');
    expect(asked).toBe('en');
    document.documentElement.lang = 'ko';
  });

  it('gives the ETag along', async () => {
    server.use(http.get(apiUrl('/me'), () => HttpResponse.json({}, { headers: { ETag: '"7"' } })));
    expect((await answerWithTag(api.GET('/me'))).etag).toBe('"7"');
  });

  it('turns a problem into an AppError', async () => {
    server.use(
      http.post(apiUrl('/session'), () =>
        problem(422, 'validation', {
          detail: '입력한 내용을 확인하십시오.',
          request_id: 'r1',
          errors: [{ location: 'body.email', code: 'required', message: '전자우편 주소를 입력하십시오.' }],
        }),
      ),
    );
    const error = await failure(api.POST('/session', { body: { email: '', password: '' } }));
    expect(error).toMatchObject({ status: 422, code: 'validation', requestId: 'r1', isTemporary: false });
    expect(error.errors).toEqual([
      { location: 'body.email', code: 'required', message: '전자우편 주소를 입력하십시오.' },
    ]);
  });

  it('understands answers that are no problem documents', async () => {
    server.use(
      http.get(apiUrl('/me'), () =>
        HttpResponse.html('<h1>Bad gateway</h1>', {
          status: 502,
          headers: { 'Retry-After': '7', 'X-Request-Id': 'r2' },
        }),
      ),
    );
    const error = await failure(api.GET('/me'));
    expect(error).toMatchObject({ status: 502, code: 'http.502', retryAfter: 7, requestId: 'r2', isTemporary: true });
  });

  it('calls no answer by its name', async () => {
    server.use(http.get(apiUrl('/me'), () => HttpResponse.error()));
    expect(await failure(api.GET('/me'))).toMatchObject({ status: 0, code: 'network.no_answer', isTemporary: true });
  });
});

describe('session', () => {
  it('is refreshed once for all that wait, and each request is sent again with its body', async () => {
    let refreshed = 0;
    server.use(
      http.post(apiUrl('/session/refresh'), async () => {
        refreshed += 1;
        await delay(20);
        return new HttpResponse(null, { status: 204 });
      }),
      http.get(apiUrl('/me'), () => (refreshed ? HttpResponse.json({ server_time: 'x' }) : problem(401, 'expired'))),
    );
    const answers = await Promise.all([1, 2, 3].map(() => answer(api.GET('/me'))));
    expect(answers).toHaveLength(3);
    expect(refreshed).toBe(1);
  });

  it('is over when the refresh is refused: the first 401 is the answer, and nothing is sent again', async () => {
    let asked = 0;
    server.use(
      http.post(apiUrl('/session/refresh'), () => problem(401, 'family_revoked')),
      http.get(apiUrl('/me'), () => {
        asked += 1;
        return problem(401, 'expired');
      }),
    );
    expect(await failure(api.GET('/me'))).toMatchObject({ status: 401, code: 'expired' });
    expect(asked).toBe(1);
  });

  it('is not refreshed for a wrong password', async () => {
    let refreshed = 0;
    server.use(
      http.post(apiUrl('/session'), () => problem(401, 'account.wrong_password')),
      http.post(apiUrl('/session/refresh'), () => {
        refreshed += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const error = await failure(api.POST('/session', { body: { email: 'a', password: 'b' } }));
    expect(error.code).toBe('account.wrong_password');
    expect(refreshed).toBe(0);
  });
});
