import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Tabs } from './tabs';

describe('Tabs', () => {
  it('shows one part at a time and turns with the arrow keys', async () => {
    const { user } = renderUi(
      <Tabs
        label="팀 보기"
        items={[
          { id: 'a', label: '구성원', count: 4, content: '네 명' },
          { id: 'b', label: '서류', content: '두 건' },
        ]}
      />,
    );
    expect(screen.getByRole('tab', { name: /^구성원\s?4$/ })).toHaveAttribute('aria-selected', 'true');
    expect(screen.getByRole('tabpanel')).toHaveTextContent('네 명');
    await user.tab();
    await user.keyboard('{ArrowRight}');
    expect(screen.getByRole('tabpanel', { name: '서류' })).toHaveTextContent('두 건');
  });
});
