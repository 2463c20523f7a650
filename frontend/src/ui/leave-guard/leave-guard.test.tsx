import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderRoutes } from '@/test/render';
import { Link } from '@/ui/link/link';
import { LeaveGuard } from './leave-guard';

function open(isDirty: () => boolean, save: () => Promise<unknown>) {
  const page = (
    <>
      <h1>작성</h1>
      <LeaveGuard isDirty={isDirty} save={save} />
      <Link to="/there">나가기</Link>
    </>
  );
  return renderRoutes(
    [
      { path: '/', element: page },
      { path: '/there', element: <h1>다른 화면</h1> },
    ],
    { path: '/' },
  );
}

describe('LeaveGuard', () => {
  it('lets go at once when nothing is unsaved', async () => {
    const { user } = open(
      () => false,
      () => Promise.reject(new Error('not asked')),
    );
    await user.click(screen.getByRole('link', { name: '나가기' }));
    expect(await screen.findByRole('heading', { name: '다른 화면' })).toBeVisible();
  });

  it('saves first and asks nothing when that succeeds', async () => {
    let dirty = true;
    const { user } = open(
      () => dirty,
      () => {
        dirty = false;
        return Promise.resolve();
      },
    );
    await user.click(screen.getByRole('link', { name: '나가기' }));
    expect(await screen.findByRole('heading', { name: '다른 화면' })).toBeVisible();
  });

  it('asks when the words cannot be saved, and stays or goes as is wished', async () => {
    const { user } = open(
      () => true,
      () => Promise.resolve(),
    );
    await user.click(screen.getByRole('link', { name: '나가기' }));
    expect(await screen.findByRole('alertdialog', { name: /저장되지 않은 내용/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: '취소' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByRole('heading', { name: '작성' })).toBeVisible();

    await user.click(screen.getByRole('link', { name: '나가기' }));
    await user.click(await screen.findByRole('button', { name: '저장하지 않고 나가기' }));
    expect(await screen.findByRole('heading', { name: '다른 화면' })).toBeVisible();
  });
});
