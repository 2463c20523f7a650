import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { Menu } from './menu';

describe('Menu', () => {
  it('opens and acts by keyboard, and skips what cannot be done', async () => {
    const see = vi.fn();
    const remove = vi.fn();
    const { user } = renderUi(
      <Menu
        label="더 보기"
        description="가온누리"
        entries={[
          { id: 'locked', label: '잠김', state: 'disabled', onSelect: remove },
          { id: 'history', label: '이력 보기', onSelect: see },
        ]}
      />,
    );
    await user.tab();
    expect(screen.getByRole('button', { name: '더 보기 가온누리' })).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByRole('menuitem', { name: '이력 보기' })).toHaveFocus();
    expect(screen.getByRole('menuitem', { name: '잠김' })).toHaveAttribute('aria-disabled', 'true');
    await user.keyboard('{Enter}');
    expect(see).toHaveBeenCalledOnce();
    expect(remove).not.toHaveBeenCalled();
  });
});
