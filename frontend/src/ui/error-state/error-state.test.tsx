import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '@/api/app-error';
import { renderUi } from '@/test/render';
import { ErrorState } from './error-state';

describe('ErrorState', () => {
  it('shows the problem with its number, and tries again where that can help', async () => {
    const retry = vi.fn();
    const error = new AppError({ status: 500, code: 'x', title: '문제', detail: '잠시 뒤', requestId: '7f3a' });
    const { user } = renderUi(<ErrorState error={error} onRetry={retry} />);
    expect(screen.getByRole('alert')).toHaveTextContent('문제잠시 뒤문의할 때 알려 주실 번호: 7f3a');
    await user.click(screen.getByRole('button', { name: '다시 시도' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('offers no second try for a plain no', () => {
    const error = new AppError({ status: 404, code: 'x', title: '없습니다' });
    renderUi(<ErrorState error={error} onRetry={vi.fn()} />);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('has words of its own when there was no answer', () => {
    renderUi(<ErrorState error={new AppError({ status: 0, code: 'network.no_answer', title: '' })} />, {
      language: 'en',
    });
    expect(screen.getByRole('alert')).toHaveTextContent('The server cannot be reached');
  });
});
