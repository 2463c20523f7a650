import { screen, waitFor } from '@testing-library/react';
import { Outlet } from 'react-router';
import { describe, expect, it } from 'vitest';
import { renderRoutes } from '@/test/render';
import { Link } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { AppShell } from './app-shell';

const routes = [
  {
    element: (
      <AppShell
        portal="신청"
        density="compact"
        nav={[
          { to: '/apply', label: '내 신청', match: 'exact' },
          { to: '/apply/notices', label: '공지', count: 3 },
        ]}
      >
        <Outlet />
      </AppShell>
    ),
    children: [
      {
        path: '/apply',
        element: (
          <>
            <PageHeader title="내 신청" />
            <Link to="/apply/notices/1">첫 공지</Link>
          </>
        ),
      },
      { path: '/apply/notices/1', element: <PageHeader title="첫 공지" /> },
    ],
  },
];

describe('AppShell', () => {
  it('has its landmarks, and a skip link first in the Tab order', async () => {
    const { user } = renderRoutes(routes, { path: '/apply' });
    expect(screen.getByRole('banner')).toBeVisible();
    expect(screen.getByRole('navigation', { name: '신청' })).toBeInTheDocument();
    expect(screen.getByRole('contentinfo')).toBeVisible();
    await user.tab();
    const skip = screen.getByRole('link', { name: '본문 바로가기' });
    expect(skip).toHaveFocus();
    expect(document.querySelector(skip.getAttribute('href') ?? '')).toBe(screen.getByRole('main'));
  });

  it('marks where one is', () => {
    renderRoutes(routes, { path: '/apply/notices/1' });
    expect(screen.getByRole('link', { name: /^공지\s?3$/ })).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('link', { name: '내 신청' })).not.toHaveAttribute('aria-current');
  });

  it('moves the focus to the heading of a new page, but not on arrival', async () => {
    const { user } = renderRoutes(routes, { path: '/apply' });
    expect(document.body).toHaveFocus();
    await user.click(screen.getByRole('link', { name: '첫 공지' }));
    await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: '첫 공지' })).toHaveFocus());
  });

  it('sets the density for everything, also for what is drawn outside it', () => {
    renderRoutes(routes, { path: '/apply' });
    expect(document.documentElement.dataset.density).toBe('compact');
  });

  it('folds the navigation behind a button', async () => {
    const { user } = renderRoutes(routes, { path: '/apply' });
    const button = screen.getByRole('button', { name: '메뉴' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await user.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    await user.click(screen.getByRole('link', { name: '첫 공지' }));
    await waitFor(() => expect(button).toHaveAttribute('aria-expanded', 'false'));
  });
});
