import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { PageHeader } from './page-header';

describe('PageHeader', () => {
  it('names the page, the tab and the way to it', () => {
    renderUi(<PageHeader title="팀 정보" context="2025년 공고" crumbs={[{ label: '내 신청', to: '/apply' }]} />);
    expect(screen.getByRole('heading', { level: 1, name: '팀 정보' })).toBeVisible();
    expect(document.title).toBe('팀 정보 · WBL 평가지원시스템');
    expect(screen.getByRole('link', { name: '내 신청' })).toHaveAttribute('href', '/apply');
  });
});
