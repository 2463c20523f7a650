import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { Button } from './button';

describe('Button', () => {
  it('acts on click and on the keyboard, and is no submit button unless it says so', async () => {
    const act = vi.fn();
    const { user } = renderUi(<Button onClick={act}>저장</Button>);
    const button = screen.getByRole('button', { name: '저장' });
    expect(button).toHaveAttribute('type', 'button');
    await user.click(button);
    await user.keyboard('{Enter}');
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('does nothing while pending, keeps the focus and says so', async () => {
    const act = vi.fn();
    const submit = vi.fn((event: React.FormEvent) => event.preventDefault());
    const { user } = renderUi(
      <form onSubmit={submit}>
        <Button type="submit" status="pending" onClick={act}>
          제출
        </Button>
      </form>,
    );
    const button = screen.getByRole('button', { name: /^제출\s?처리 중$/ });
    await user.click(button);
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(act).not.toHaveBeenCalled();
    expect(submit).not.toHaveBeenCalled();
  });

  it('keeps its name when it shows an icon alone', () => {
    renderUi(
      <Button icon="refresh" display="icon-only">
        새로 고침
      </Button>,
    );
    expect(screen.getByRole('button', { name: '새로 고침' })).toBeVisible();
  });
});
