import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { apiUrl, problem, startServer } from '@/test/server';
import { answer, api } from './client';
import { keyed, useAct } from './use-act';

const server = startServer();

function Probe() {
  const act = useAct((reason: string, key: string) => {
    const params = { path: { id: 's' } };
    return answer(api.POST('/stages/{id}/rankings', { params, body: { reason }, ...keyed(key) }));
  }, []);
  return (
    <>
      <button onClick={() => act.mutate('a')}>a</button>
      <button onClick={() => act.mutate('b')}>b</button>
      <output>{act.status}</output>
    </>
  );
}

describe('an act', () => {
  it('keeps its key while the same thing is sent again, and takes another for every other', async () => {
    const keys: (string | null)[] = [];
    const answers = [503, 503, 201, 422, 201];
    server.use(
      http.post(apiUrl('/stages/s/rankings'), ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'));
        const status = answers[keys.length - 1] ?? 500;
        return status === 201 ? HttpResponse.json({}, { status }) : problem(status, 'x');
      }),
    );
    const { user } = renderUi(<Probe />);
    const send = async (name: string, status: string) => {
      await user.click(screen.getByRole('button', { name }));
      await screen.findByText(status);
    };
    await send('a', 'error');
    await send('a', 'error');
    await send('b', 'success');
    await send('b', 'error');
    await send('b', 'success');
    const [first, again, other, refused, anew] = keys;
    expect(again).toBe(first);
    expect(new Set([first, other, refused, anew]).size).toBe(4);
  });
});
