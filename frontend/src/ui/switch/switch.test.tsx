import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Switch } from './switch';

function Sample() {
  const [on, setOn] = useState(false);
  return <Switch label="알림" checked={on} onChange={setOn} />;
}

describe('Switch', () => {
  it('is switched with pointer and space bar', async () => {
    const { user } = renderUi(<Sample />);
    const track = screen.getByRole('switch', { name: '알림' });
    await user.click(track);
    expect(track).toBeChecked();
    await user.keyboard(' ');
    expect(track).not.toBeChecked();
  });
});
