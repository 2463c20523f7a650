import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { apiUrl, problem, startServer } from '@/test/server';
import type { Member } from './api';
import { ExcuseDialog } from './excuse-dialog';

const server = startServer();

const judge = { person_id: 'j', name: '가위원' } as Member;
const sheets = [
  { assignmentId: 'a1', team: '가팀' },
  { assignmentId: 'a2', team: '나팀' },
];

describe('excusing a judge', () => {
  it('asks for teams and a reason, then excuses team by team', async () => {
    const sent = vi.fn();
    server.use(
      http.post(apiUrl('/assignments/:id/excuse'), async ({ params, request }) => {
        sent(params.id, await request.json());
        return HttpResponse.json({ assignment_id: params.id, status: 'recused', declared_at: '' }, { status: 201 });
      }),
    );
    const close = vi.fn();
    const { user } = renderUi(<ExcuseDialog judge={judge} sheets={sheets} onClose={close} />);
    const act = screen.getByRole('button', { name: '평가 면제' });
    await user.click(act);
    expect(await screen.findByRole('alert')).toHaveTextContent('컨소시엄을 하나 이상 고르십시오.');
    await user.click(screen.getByRole('checkbox', { name: '가팀' }));
    await user.click(screen.getByRole('checkbox', { name: '나팀' }));
    await user.type(screen.getByRole('textbox'), '병가');
    await user.click(act);
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(sent.mock.calls).toEqual([
      ['a1', { reason: '병가' }],
      ['a2', { reason: '병가' }],
    ]);
  });

  it('keeps the reason and says why the server refuses', async () => {
    server.use(http.post(apiUrl('/assignments/:id/excuse'), () => problem(409, 'evaluation.sheet_counts')));
    const close = vi.fn();
    const { user } = renderUi(<ExcuseDialog judge={judge} sheets={sheets.slice(0, 1)} onClose={close} />);
    await user.type(screen.getByRole('textbox'), '병가');
    await user.click(screen.getByRole('button', { name: '평가 면제' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByRole('textbox')).toHaveValue('병가');
    expect(close).not.toHaveBeenCalled();
  });
});
