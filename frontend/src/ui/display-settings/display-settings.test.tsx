import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { readDisplay } from '@/lib/display';
import { renderUi } from '@/test/render';
import { DisplaySettings } from './display-settings';

describe('DisplaySettings', () => {
  it('changes size and contrast at once and keeps them', async () => {
    const { user } = renderUi(<DisplaySettings />);
    await user.click(screen.getByRole('button', { name: '화면 설정' }));
    await user.click(screen.getByRole('radio', { name: '150%' }));
    await user.click(screen.getByRole('radio', { name: '선명한 화면(고대비)' }));
    expect(document.documentElement.dataset.theme).toBe('high-contrast');
    expect(document.documentElement.style.getPropertyValue('--screen-scale')).toBe('1.5');
    expect(readDisplay()).toEqual({ theme: 'high-contrast', scale: 150 });
  });
});
