import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Progress } from './progress';

describe('Progress', () => {
  it('says how much in figures and in words', () => {
    renderUi(<Progress label="평가한 팀" value={7} max={12} text="7 / 12" />);
    const bar = screen.getByRole('progressbar', { name: '평가한 팀' });
    expect(bar).toHaveAttribute('value', '7');
    expect(bar).toHaveAttribute('aria-valuetext', '7 / 12');
  });

  it('counts in percent by itself', () => {
    renderUi(<Progress label="올리는 중" value={1} max={3} />);
    expect(screen.getByText('33%')).toBeVisible();
  });
});
