import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { ConfirmationPanel } from './confirmation-panel';

describe('ConfirmationPanel', () => {
  it('is the heading of its page with the number to keep', () => {
    renderUi(<ConfirmationPanel title="제출했습니다" reference={{ label: '접수 번호', value: 'WBL-7' }} />);
    expect(screen.getByRole('heading', { level: 1, name: '제출했습니다' })).toBeVisible();
    expect(screen.getByText('WBL-7')).toBeVisible();
  });
});
