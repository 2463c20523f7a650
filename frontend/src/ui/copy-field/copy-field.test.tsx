import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { CopyField } from './copy-field';

describe('CopyField', () => {
  it('copies the whole value and says so', async () => {
    const { user } = renderUi(<CopyField label="초대 링크" value="https://wbl.example/i/1" />);
    await user.click(screen.getByRole('button', { name: '복사' }));
    expect(await navigator.clipboard.readText()).toBe('https://wbl.example/i/1');
    expect(screen.getByRole('status')).toHaveTextContent('복사했습니다');
  });
});
