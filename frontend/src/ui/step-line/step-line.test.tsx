import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { StepLine } from './step-line';

describe('StepLine', () => {
  it('says the state of each step, and which one is now', () => {
    renderUi(
      <StepLine
        label="선정 절차"
        steps={[
          { id: 'a', label: '서류', state: 'done' },
          { id: 'b', label: '서면', state: 'current', description: '3. 5.까지' },
          { id: 'c', label: '발표', state: 'upcoming' },
        ]}
      />,
    );
    expect(screen.getByRole('list', { name: '선정 절차' })).toBeVisible();
    const [done, current, upcoming] = screen.getAllByRole('listitem');
    expect(done).toHaveTextContent('서류, 완료');
    expect(current).toHaveTextContent('서면, 현재 단계3. 5.까지');
    expect(current).toHaveAttribute('aria-current', 'step');
    expect(upcoming).toHaveTextContent('발표, 예정');
    expect(upcoming).not.toHaveAttribute('aria-current');
  });
});
