import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Breadcrumbs } from './breadcrumbs';

describe('Breadcrumbs', () => {
  it('leads back, and marks the page itself, which is no link', () => {
    renderUi(<Breadcrumbs crumbs={[{ label: '내 신청', to: '/apply' }]} current="팀" />);
    const nav = within(screen.getByRole('navigation', { name: '현재 위치' }));
    expect(nav.getByRole('link', { name: '내 신청' })).toHaveAttribute('href', '/apply');
    expect(nav.getByText('팀')).toHaveAttribute('aria-current', 'page');
    expect(nav.queryByRole('link', { name: '팀' })).toBeNull();
  });
});
