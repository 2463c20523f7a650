import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { SummaryList } from './summary-list';

describe('SummaryList', () => {
  it('shows every answer, names what each link changes, and says what was left out', () => {
    renderUi(
      <SummaryList
        rows={[
          { id: 'lead', label: '주관기관', value: '가온누리', changeTo: '/lead' },
          { id: 'site', label: '누리집', value: '', changeTo: '/site' },
          { id: 'count', label: '참여 인원', value: 0 },
        ]}
      />,
    );
    expect(screen.getByRole('link', { name: '바꾸기 주관기관' })).toHaveAttribute('href', '/lead');
    expect(screen.getAllByText('입력하지 않음')).toHaveLength(1);
    expect(screen.getByText('0')).toBeVisible();
    expect(screen.queryByRole('link', { name: '바꾸기 참여 인원' })).toBeNull();
  });
});
