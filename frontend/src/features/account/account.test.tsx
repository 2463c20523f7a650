import 'fake-indexeddb/auto';
import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { drafts } from '@/lib/drafts';
import { renderRoutes } from '@/test/render';
import { apiUrl, problem, signedIn, signedOut, startServer } from '@/test/server';
import { appRoutes } from '@/router';
import { mayEnter, portalsOf, type Me } from './roles';

const server = startServer();

const nothing = ['/calls', '/me/teams', '/me/assignments'].map((path) =>
  http.get(apiUrl(path), () => HttpResponse.json({ items: [], next_cursor: '' })),
);

beforeEach(() => server.use(...nothing));

const open = (path: string) => renderRoutes(appRoutes(), { path });

function meWith(...roles: string[]): Me {
  return {
    person: { id: 'p', name: '김가온', email: 'g@example.com', language: 'ko' },
    roles: roles.map((role) => ({ role, scope_kind: 'call', scope_id: 'c' })),
    server_time: '2026-03-02T09:00:00Z',
    expires_at: '2026-03-02T17:00:00Z',
  };
}

describe('roles', () => {
  it.each([
    [[], ['applicant']],
    [['officer'], ['applicant']],
    [['judge'], ['judge', 'applicant']],
    [['chair'], ['judge', 'applicant']],
    [['organiser'], ['admin', 'applicant']],
    [['operator'], ['admin', 'applicant']],
    [['administrator'], ['admin', 'applicant']],
    [['approver'], ['admin', 'applicant']],
    [
      ['auditor', 'judge'],
      ['admin', 'judge', 'applicant'],
    ],
  ])('%j opens %j', (roles, portals) => {
    expect(portalsOf(meWith(...roles))).toEqual(portals);
  });

  it('opens no portal by a role of another', () => {
    expect(mayEnter(meWith('administrator'), 'judge')).toBe(false);
    expect(mayEnter(meWith('judge'), 'admin')).toBe(false);
  });
});

describe('guard', () => {
  it('sends strangers to sign in, and back to where they were going', async () => {
    let session = false;
    server.use(
      http.get(apiUrl('/me'), () =>
        session ? HttpResponse.json(meWith('judge')) : problem(401, 'account.no_session'),
      ),
      http.post(apiUrl('/session/refresh'), () => problem(401, 'account.no_session')),
      http.post(apiUrl('/session'), () => {
        session = true;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = open('/judge');
    await user.type(await screen.findByRole('textbox', { name: '전자우편 주소' }), 'judge1@demo.wbl');
    await user.type(screen.getByLabelText('비밀번호'), 'secret');
    await user.click(screen.getByRole('button', { name: '로그인' }));
    expect(await screen.findByRole('heading', { level: 1, name: '내 평가' })).toBeVisible();
  });

  it('keeps out who has not the role, and shows the way to their own portals', async () => {
    server.use(signedIn('judge'));
    open('/admin');
    expect(await screen.findByRole('heading', { name: '이 화면을 볼 권한이 없습니다' })).toBeVisible();
    expect(screen.getByRole('link', { name: '평가' })).toHaveAttribute('href', '/judge');
    expect(screen.queryByRole('link', { name: '운영' })).toBeNull();
  });

  it.each([
    ['/apply', '내 신청', []],
    ['/judge', '내 평가', ['chair']],
    ['/admin', '공고', ['auditor']],
  ])('opens %s', async (path, title, roles) => {
    server.use(signedIn(...roles));
    open(path);
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeVisible();
  });

  it('says so when the server cannot tell', async () => {
    server.use(http.get(apiUrl('/me'), () => problem(500, 'internal', { title: '서버에 문제가 생겼습니다' })));
    open('/apply');
    expect(await screen.findByRole('alert')).toHaveTextContent('서버에 문제가 생겼습니다');
  });

  it('has a page for addresses that are none, inside a portal too', async () => {
    server.use(signedIn());
    open('/apply/nowhere');
    expect(await screen.findByRole('heading', { name: '페이지를 찾을 수 없습니다' })).toBeVisible();
  });
});

describe('sign in', () => {
  it('asks for what is missing before it asks the server', async () => {
    server.use(...signedOut);
    const { user } = open('/sign-in');
    await user.click(await screen.findByRole('button', { name: '로그인' }));
    expect(screen.getByRole('alert')).toHaveFocus();
    await user.click(screen.getByRole('link', { name: '비밀번호를 입력하십시오.' }));
    expect(screen.getByLabelText('비밀번호')).toHaveFocus();
  });

  it('shows what the server says and keeps what was typed', async () => {
    server.use(
      ...signedOut,
      http.post(apiUrl('/session'), () =>
        problem(401, 'account.wrong_password', { detail: '주소나 비밀번호가 맞지 않습니다.' }),
      ),
    );
    const { user } = open('/sign-in');
    await user.type(await screen.findByRole('textbox', { name: '전자우편 주소' }), 'a@demo.wbl');
    await user.type(screen.getByLabelText('비밀번호'), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('주소나 비밀번호가 맞지 않습니다.');
    expect(screen.getByRole('textbox')).toHaveValue('a@demo.wbl');
    expect(document.title).toMatch(/^오류: 로그인/);
  });

  it('goes only to paths of this site', async () => {
    server.use(signedIn('judge'));
    open('/sign-in?return_to=//evil.example/judge');
    expect(await screen.findByRole('heading', { level: 1, name: '내 평가' })).toBeVisible();
  });
});

describe('forgotten password', () => {
  it('asks for a link, whoever has the address', async () => {
    const asked: unknown[] = [];
    server.use(
      ...signedOut,
      http.post(apiUrl('/password-resets'), async ({ request }) => {
        asked.push(await request.json());
        return new HttpResponse(null, { status: 202 });
      }),
    );
    const { user } = open('/reset-password');
    await user.type(await screen.findByLabelText('전자우편 주소'), 'gaon@example.kr');
    await user.click(screen.getByRole('button', { name: '링크 보내기' }));
    expect(await screen.findByText('gaon@example.kr')).toBeVisible();
    expect(asked).toEqual([{ email: 'gaon@example.kr' }]);
  });

  it('asks for a new password alone', async () => {
    server.use(
      ...signedOut,
      http.post(apiUrl('/registrations/t/complete'), () =>
        problem(422, 'input.invalid', {
          errors: [{ location: 'body.password', code: 'input.too_short', message: '12자 이상으로 입력하십시오.' }],
        }),
      ),
    );
    open('/register/t');
    expect(await screen.findByRole('heading', { level: 1, name: '새 비밀번호 정하기' })).toBeVisible();
    expect(screen.queryByLabelText('성명')).toBeNull();
    expect(screen.getByLabelText('비밀번호')).toBeVisible();
  });
});

describe('sign out', () => {
  it('leaves nothing of the person behind', async () => {
    let session = true;
    server.use(
      http.get(apiUrl('/me'), () => (session ? HttpResponse.json(meWith()) : problem(401, 'account.no_session'))),
      http.post(apiUrl('/session/refresh'), () => problem(401, 'account.no_session')),
      http.delete(apiUrl('/session'), () => {
        session = false;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await drafts.write('p/section', { value: 'unsaved', at: 1, etag: '' });
    const { user } = open('/apply');
    await user.click(await screen.findByRole('button', { name: '김가온' }));
    await user.click(screen.getByRole('button', { name: '로그아웃' }));
    expect(await screen.findByRole('heading', { level: 1, name: '로그인' })).toBeVisible();
    await waitFor(async () => expect(await drafts.read('p/section')).toBeUndefined());
  });
});
