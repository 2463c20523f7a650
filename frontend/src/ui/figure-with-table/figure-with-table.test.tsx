import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { FigureWithTable } from './figure-with-table';

type Bar = { team: string; score: string };

describe('FigureWithTable', () => {
  it('is a named and described picture with the same numbers in a table', async () => {
    const bars: Bar[] = [{ team: '가온', score: '87.50' }];
    const { user } = renderUi(
      <FigureWithTable
        title="팀별 총점"
        description="가온이 가장 높습니다."
        columns={[
          { id: 'team', header: '팀', cell: (bar: Bar) => bar.team, kind: 'row-header' },
          { id: 'score', header: '점수', cell: (bar: Bar) => bar.score },
        ]}
        rows={bars}
        rowKey={(bar) => bar.team}
      >
        <svg />
      </FigureWithTable>,
    );
    expect(screen.getByRole('figure', { name: '팀별 총점' })).toHaveAccessibleDescription('가온이 가장 높습니다.');
    expect(screen.getByRole('img', { name: '팀별 총점' })).toHaveAccessibleDescription('가온이 가장 높습니다.');
    await user.click(screen.getByText('표로 보기'));
    const table = within(screen.getByRole('table', { name: '팀별 총점 표' }));
    expect(table.getByRole('cell', { name: '87.50' })).toBeVisible();
  });
});
