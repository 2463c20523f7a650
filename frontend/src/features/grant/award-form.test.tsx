import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { apiUrl, problem, startServer } from '@/test/server';
import type { Pool } from './api';
import { AwardForm } from './award-form';

const server = startServer();

const pool: Pool = {
  id: 'p1',
  call_id: 'c1',
  kind: 'gpu',
  name: 'B200',
  provider: 'x',
  resource_key: 'gpu',
  unit: '장',
  unit_size: 8,
  windows: [{ id: 'w', capacity: 64, from: '2026-03-01T00:00:00+09:00', until: '2026-04-01T00:00:00+09:00' }],
};

describe('award', () => {
  it('fills in the only period of the pool and shows what does not fit at its field', async () => {
    const sent = vi.fn();
    server.use(
      http.post(apiUrl('/calls/c1/awards'), async ({ request }) => {
        sent(await request.json());
        const errors = [
          { location: 'body.lines[0].granted', code: 'grant.over_capacity', message: '64장 남았습니다.' },
        ];
        return sent.mock.calls.length > 1
          ? HttpResponse.json({ id: 'a', lines: [] }, { status: 201 })
          : problem(409, 'grant.over_capacity', { errors });
      }),
    );
    const entered = vi.fn();
    const { user } = renderUi(<AwardForm callId="c1" teamId="t1" pools={[pool]} onEntered={entered} />);
    const save = screen.getByText('배정 저장');
    await user.click(save);
    expect(await screen.findByRole('alert')).toHaveTextContent('자원을 고르십시오.');
    await user.selectOptions(document.getElementById('lines[0].pool_id')!, 'p1');
    const granted = document.getElementById('lines[0].granted')!;
    await user.click(granted);
    await user.paste('128');
    await user.click(document.getElementById('lines[0].reason')!);
    await user.paste('심의 결과입니다.');
    await user.click(save);
    expect((await screen.findAllByText('64장 남았습니다.')).map((one) => one.tagName)).toEqual(['A', 'SPAN']);
    expect(granted).toBeInvalid();
    expect(sent).toHaveBeenCalledWith({
      team_id: 't1',
      lines: [
        {
          pool_id: 'p1',
          from: pool.windows[0]?.from,
          until: pool.windows[0]?.until,
          granted: 128,
          reason: '심의 결과입니다.',
        },
      ],
    });
    await user.clear(granted);
    await user.paste('64');
    await user.click(save);
    await vi.waitFor(() => expect(entered).toHaveBeenCalledOnce());
  }, 20_000);
});
