import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { EmptyState } from './empty-state';

describe('EmptyState', () => {
  it('says what is missing, why, and what to do', () => {
    renderUi(
      <EmptyState title="신청이 없습니다" actions={<button>팀 등록</button>}>
        팀을 등록하십시오.
      </EmptyState>,
    );
    expect(screen.getByText('신청이 없습니다')).toBeVisible();
    expect(screen.getByText('팀을 등록하십시오.')).toBeVisible();
    expect(screen.getByRole('button', { name: '팀 등록' })).toBeVisible();
  });
});
