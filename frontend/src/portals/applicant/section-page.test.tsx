import 'fake-indexeddb/auto';
import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { drafts } from '@/lib/drafts';
import { appRoutes } from '@/router';
import { renderRoutes } from '@/test/render';
import { apiUrl, problem, signedIn, startServer } from '@/test/server';

const server = startServer();
const both = (words: string) => ({ ko: words, en: words });
const schema = {
  properties: {
    title: { type: 'string', maxLength: 10, 'x-title': both('제목') },
    idea: { type: 'string', 'x-title': both('내용') },
  },
};

type Kept = { key: string; answers: Record<string, string>; complete: boolean; version: number; updated_at: string };
let kept: Kept;
/** Holds back the answers to saves until it is opened. */
let gate: Promise<void>;
let openGate: () => void;
let saves: number;

function submission() {
  return {
    id: 's1',
    team_id: 't1',
    team: { id: 't1', call_id: 'c1', name: '가온', name_en: '' },
    call_title: both('공고'),
    stage: {
      id: 'g1',
      title: both('서류'),
      sections: [{ key: 'overview', title: both('개요'), help: both(''), schema }],
      documents: [],
    },
    contact: { name: both('담당'), email: 'a@example.com', phone: '' },
    sections: [kept],
    documents: [],
    resources: [],
    requests: { items: [], version: 0 },
    tasks: [
      { kind: 'section', key: 'overview', title: both('개요'), status: 'in_progress', problems: [], optional: false },
    ],
    missing: [],
    eligibility: [],
    versions: [],
    filed_versions: 0,
    status: 'draft',
    changed: false,
    writable: true,
    may_file: true,
    my_role: 'lead',
    server_time: '2026-03-02T09:00:00Z',
  };
}

beforeEach(async () => {
  await drafts.clear();
  kept = { key: 'overview', answers: {}, complete: false, version: 0, updated_at: '2026-03-02T09:00:00Z' };
  gate = Promise.resolve();
  saves = 0;
  server.use(
    signedIn(),
    http.get(apiUrl('/submissions/s1'), () => HttpResponse.json(submission())),
    http.put(apiUrl('/submissions/s1/sections/overview'), async ({ request }) => {
      saves += 1;
      const body = (await request.json()) as Pick<Kept, 'answers' | 'complete'>;
      await gate;
      if (request.headers.get('If-Match') !== `"${kept.version}"`) return problem(412, 'store.changed_meanwhile');
      if ((body.answers.title ?? '').length > 10) {
        const errors = [
          { location: 'body.answers.title', code: 'input.too_long', message: '10자 이하로 입력하십시오.' },
        ];
        return problem(422, 'input.invalid', { errors });
      }
      kept = { ...kept, ...body, version: kept.version + 1 };
      return HttpResponse.json(kept, { headers: { ETag: `"${kept.version}"` } });
    }),
  );
});

const open = () => renderRoutes(appRoutes(), { path: '/apply/submissions/s1/sections/overview' });
const idea = () => screen.findByRole('textbox', { name: /내용/ });

describe('a section being written', () => {
  it('begins with what was typed a moment ago, when one leaves and comes back at once', async () => {
    const { user } = open();
    await user.type(await idea(), '첫 글');
    await user.click(screen.getByRole('link', { name: '서류 신청서' }));
    await user.click(await screen.findByRole('link', { name: /개요/ }));
    expect(await idea()).toHaveValue('첫 글');
    await user.type(await idea(), '과 둘째 글');
    await waitFor(() => expect(kept).toMatchObject({ answers: { idea: '첫 글과 둘째 글' }, version: 2 }));
    expect(screen.queryByText(/다른 사람이 먼저/)).toBeNull();
  });

  it('waits for a save that ends only after the page was left', async () => {
    gate = new Promise((done) => (openGate = done));
    const { user } = open();
    await user.type(await idea(), '첫 글');
    await waitFor(() => expect(saves).toBe(1));
    await user.click(screen.getByRole('link', { name: '서류 신청서' }));
    await user.click(await screen.findByRole('button', { name: '저장하지 않고 나가기' }));
    await user.click(await screen.findByRole('link', { name: /개요/ }));
    await new Promise((done) => setTimeout(done, 100));
    openGate();
    expect(await idea()).toHaveValue('첫 글');
    await user.type(await idea(), '.');
    await waitFor(() => expect(kept).toMatchObject({ answers: { idea: '첫 글.' }, version: 2 }));
    expect(screen.queryByText(/다른 사람이 먼저/)).toBeNull();
  });

  it('saves the rest when one field is refused, and asks before the refused words are left', async () => {
    const { user } = open();
    await user.type(await idea(), '좋은 글');
    await user.type(screen.getByRole('textbox', { name: /제목/ }), '열 자보다 훨씬 더 긴 제목');
    expect(await screen.findByText(/제목: 10자 이하로.*나머지는 모두 저장했습니다/)).toBeVisible();
    expect(kept.answers).toEqual({ idea: '좋은 글' });
    await user.click(screen.getByRole('link', { name: '서류 신청서' }));
    expect(await screen.findByRole('alertdialog')).toBeVisible();
    await user.click(screen.getByRole('button', { name: '취소' }));
    expect(screen.getByRole('textbox', { name: /제목/ })).toHaveValue('열 자보다 훨씬 더 긴 제목');
    await user.clear(screen.getByRole('textbox', { name: /제목/ }));
    expect(await screen.findByText(/에 저장함/)).toBeVisible();
  });
});
