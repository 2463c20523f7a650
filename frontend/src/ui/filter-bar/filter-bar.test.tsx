import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { FilterBar } from './filter-bar';

function setUp(value: string) {
  const change = vi.fn();
  const reset = vi.fn();
  const filter = { id: 'state', label: '상태', value, onChange: change, options: [{ value: 'done', label: '확정' }] };
  return {
    ...renderUi(<FilterBar label="팀 찾기" filters={[filter]} onReset={reset} result="3개 팀" />),
    change,
    reset,
  };
}

describe('FilterBar', () => {
  it('filters at once and announces how many are left', async () => {
    const { user, change } = setUp('');
    expect(screen.getByRole('search', { name: '팀 찾기' })).toBeVisible();
    await user.selectOptions(screen.getByRole('combobox', { name: '상태' }), '확정');
    expect(change).toHaveBeenCalledWith('done');
    expect(screen.getByRole('status')).toHaveTextContent('3개 팀');
    expect(screen.queryByRole('button', { name: '조건 지우기' })).toBeNull();
  });

  it('goes back to all', async () => {
    const { user, change, reset } = setUp('done');
    await user.selectOptions(screen.getByRole('combobox', { name: '상태' }), '전체');
    expect(change).toHaveBeenCalledWith('');
    await user.click(screen.getByRole('button', { name: '조건 지우기' }));
    expect(reset).toHaveBeenCalledOnce();
  });
});
