import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Popup } from './popup';

function setUp() {
  return renderUi(
    <>
      <Popup label="화면 설정">
        <button>안</button>
      </Popup>
      <button>밖</button>
    </>,
  );
}

describe('Popup', () => {
  it('shows, is next in the Tab order, and closes with Escape back to its button', async () => {
    const { user } = setUp();
    const button = screen.getByRole('button', { name: '화면 설정' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await user.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    await user.tab();
    expect(screen.getByRole('button', { name: '안' })).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('button', { name: '안' })).toBeNull();
    expect(button).toHaveFocus();
  });

  it('closes when the focus leaves or something else is clicked', async () => {
    const { user } = setUp();
    await user.click(screen.getByRole('button', { name: '화면 설정' }));
    await user.tab();
    await user.tab();
    expect(screen.queryByRole('button', { name: '안' })).toBeNull();
    await user.click(screen.getByRole('button', { name: '화면 설정' }));
    await user.click(document.body);
    expect(screen.queryByRole('button', { name: '안' })).toBeNull();
  });
});
