import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { Pagination } from './pagination';

describe('Pagination', () => {
  it('turns to pages that are there', async () => {
    const next = vi.fn();
    const { user } = renderUi(<Pagination label="신청 목록" onNext={next} position="1–20 / 137" />);
    expect(screen.getByRole('navigation', { name: '신청 목록' })).toHaveTextContent('1–20 / 137');
    expect(screen.getByRole('button', { name: '이전' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: '다음' }));
    expect(next).toHaveBeenCalledOnce();
  });

  it('is not there for a single page', () => {
    renderUi(<Pagination label="신청 목록" />);
    expect(screen.queryByRole('navigation')).toBeNull();
  });
});
