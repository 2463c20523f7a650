import { screen } from '@testing-library/react';
import { Link, useNavigate } from 'react-router';
import { describe, expect, it } from 'vitest';
import { renderRoutes } from '@/test/render';
import { afterSaving, LeaveQuestion } from './leave-question';

function Page({ work }: { work: 'saved' | 'unsaved' }) {
  const navigate = useNavigate();
  return (
    <>
      <LeaveQuestion work={work} />
      <Link to="/other">메뉴</Link>
      <button type="button" onClick={() => void navigate('/other', afterSaving)}>
        저장
      </button>
    </>
  );
}

function show(work: 'saved' | 'unsaved') {
  return renderRoutes([
    { path: '/', element: <Page work={work} /> },
    { path: '/other', element: <h1>다른 화면</h1> },
  ]);
}

describe('leaving a page', () => {
  it('asks while work is unsaved, and stays or goes as it is told', async () => {
    const { user } = show('unsaved');
    await user.click(screen.getByRole('link', { name: '메뉴' }));
    await user.click(await screen.findByRole('button', { name: '취소' }));
    await user.click(screen.getByRole('link', { name: '메뉴' }));
    await user.click(await screen.findByRole('button', { name: '저장하지 않고 나가기' }));
    expect(await screen.findByRole('heading', { name: '다른 화면' })).toBeVisible();
  });

  it('asks nothing when there is nothing to lose', async () => {
    const { user } = show('saved');
    await user.click(screen.getByRole('link', { name: '메뉴' }));
    expect(await screen.findByRole('heading', { name: '다른 화면' })).toBeVisible();
  });

  it('asks nothing after a save', async () => {
    const { user } = show('unsaved');
    await user.click(screen.getByRole('button', { name: '저장' }));
    expect(await screen.findByRole('heading', { name: '다른 화면' })).toBeVisible();
  });

  it('warns before the tab is closed', () => {
    show('unsaved');
    const event = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });
});
