import 'fake-indexeddb/auto';
import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drafts } from '@/lib/drafts';
import { setServerTime } from '@/lib/server-clock';
import { sheetOf, taskOf } from '@/features/evaluation/test-samples';
import { renderRoutes } from '@/test/render';
import { apiUrl, problem, signedIn, startServer } from '@/test/server';
import type { Sheet } from '@/features/evaluation/api';
import { routes } from './routes';

const server = startServer();
const tree = [{ path: '/judge', children: routes }];
const draftKey = 'p1/assignment/a1';

let submits = 0;

function world(sheet: Sheet = sheetOf()) {
  let current = sheet;
  let recused = false;
  const answer = () => HttpResponse.json(current, { headers: { ETag: `"${current.version}"` } });
  server.use(
    signedIn('judge'),
    http.get(apiUrl('/me/assignments'), () =>
      HttpResponse.json({ items: [taskOf('a1', recused ? { status: 'recused' } : {}), taskOf('a2')], next_cursor: '' }),
    ),
    http.get(apiUrl('/assignments/:id/documents'), () => HttpResponse.json({ items: [], next_cursor: '' })),
    http.post(apiUrl('/assignments/:id/score-sheet'), answer),
    http.put(apiUrl('/score-sheets/sheet1'), async ({ request }) => {
      current = { ...current, ...((await request.json()) as object), version: current.version + 1 };
      return answer();
    }),
    http.post(apiUrl('/score-sheets/sheet1/submit'), ({ request }) => {
      submits += 1;
      if (request.headers.get('If-Match') !== `"${current.version}"`) return problem(412, 'x');
      current = { ...current, status: 'submitted', editable: false, submitted_at: '2026-03-02T09:30:00Z' };
      return answer();
    }),
    http.post(apiUrl('/assignments/a1/conflict'), () => {
      recused = true;
      return HttpResponse.json({ assignment_id: 'a1', status: 'recused', declared_at: '' }, { status: 201 });
    }),
  );
}

const open = () => renderRoutes(tree, { path: '/judge/assignments/a1' });
const submit = () => screen.findByRole('button', { name: '제출' });

describe('score sheet page', () => {
  beforeEach(() => {
    submits = 0;
  });
  afterEach(async () => {
    setServerTime(new Date().toISOString());
    await drafts.clear();
  });

  it('lists what is missing, on top and at the fields, and sends nothing', async () => {
    world();
    const { user } = open();
    await user.click(await submit());
    expect(screen.getAllByRole('button', { name: '제출' })).toHaveLength(1);
    const links = screen.getAllByRole('link').filter((link) => link.getAttribute('href')?.startsWith('#'));
    expect(links.map((link) => link.getAttribute('href'))).toEqual(
      expect.arrayContaining(['#points-tech', '#comment-tech', '#points-plan', '#opinion']),
    );
    expect(document.getElementById('points-tech-error')).toHaveTextContent('기술: 점수를 입력하십시오.');
    expect(submits).toBe(0);
  });

  it('submits what was typed after a warning, and then shows it for reading', async () => {
    world();
    const { user } = open();
    const [tech, plan] = await screen.findAllByRole('textbox', { name: '점수' });
    await user.type(tech!, '39.5');
    await user.type(screen.getByRole('textbox', { name: '의견' }), '다섯 글자');
    await user.type(plan!, '60');
    await user.type(screen.getByRole('textbox', { name: '종합 의견' }), '좋습니다');
    expect(screen.getByText('합계 99.5 / 100점')).toBeVisible();
    await user.click(await submit());
    expect(await screen.findByText('제출한 뒤에는 점수와 의견을 고칠 수 없습니다.')).toBeVisible();
    await user.click(await submit());
    expect(await screen.findByRole('heading', { name: '평가표를 제출했습니다' })).toHaveFocus();
    expect(screen.getByText('39.5 / 40점')).toBeVisible();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: '다음 평가: a2 팀' })).toHaveAttribute('href', '/judge/assignments/a2');
    expect(submits).toBe(1);
  });

  it('brings back what a closed tab left, and saves it', async () => {
    world();
    const left = { entries: sheetOf().entries, opinion: '쓰다 만 글' };
    await drafts.write(draftKey, { value: left, at: Date.now(), etag: '"1"' });
    open();
    expect(await screen.findByRole('textbox', { name: '종합 의견' })).toHaveValue('쓰다 만 글');
    await waitFor(async () => expect(await drafts.read(draftKey)).toBeUndefined(), { timeout: 3000 });
  });

  it('shows a draft that was not handed in in time, never a blank page', async () => {
    world(sheetOf({ editable: false, opinion: '미처 내지 못한 의견' }));
    open();
    expect(await screen.findByText('미처 내지 못한 의견')).toBeVisible();
    expect(screen.getByText('채점이 끝나 고칠 수 없습니다')).toBeVisible();
  });

  it('leaves nothing of the team behind after a conflict is declared', async () => {
    world();
    server.use(http.put(apiUrl('/score-sheets/sheet1'), () => problem(503, 'x')));
    const { user } = open();
    await user.type(await screen.findByRole('textbox', { name: '종합 의견' }), '비밀');
    await waitFor(async () => expect(await drafts.read(draftKey)).toBeDefined());
    await user.click(screen.getByRole('button', { name: '이해충돌 신고' }));
    await user.click(await screen.findByRole('button', { name: '신고하고 나가기' }));
    expect(screen.getByRole('link', { name: '신고 사유를 입력하십시오.' })).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: '신고 사유' }), '친척');
    await user.click(screen.getByRole('button', { name: '신고하고 나가기' }));
    expect(await screen.findByRole('heading', { name: '이해충돌을 신고했습니다' })).toBeVisible();
    expect(screen.queryByText(/a1 팀|비밀/)).not.toBeInTheDocument();
    await waitFor(async () => expect(await drafts.read(draftKey)).toBeUndefined());
  });
});
