import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '@/api/app-error';
import { renderUi } from '@/test/render';
import { Table, type Column } from './table';
import { useSortedRows } from './use-sorted-rows';

type Team = { id: string; name: string; score: number };

const teams: Team[] = [
  { id: 'a', name: '나래', score: 9 },
  { id: 'b', name: '가온', score: 10 },
  { id: 'c', name: '다솜', score: 8 },
];

const columns: Column<Team>[] = [
  { id: 'name', header: '팀', cell: (team) => team.name, kind: 'row-header', order: 'sortable' },
  { id: 'score', header: '점수', cell: (team) => team.score, align: 'end', order: 'sortable' },
  { id: 'note', header: '비고', cell: () => '' },
];

const accessors = { name: (team: Team) => team.name, score: (team: Team) => team.score };

function Sample() {
  const { rows, sort, onSortChange } = useSortedRows(teams, accessors);
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  return (
    <Table
      caption="팀별 점수"
      columns={columns}
      rows={rows}
      rowKey={(team) => team.id}
      sort={sort}
      onSortChange={onSortChange}
      selection={{ keys, onChange: setKeys, labelOf: (team) => team.name }}
    />
  );
}

const names = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);

describe('Table', () => {
  it('is named, and scrolls by keyboard', () => {
    renderUi(<Sample />);
    expect(screen.getByRole('table', { name: '팀별 점수' })).toBeVisible();
    expect(screen.getByRole('region', { name: '팀별 점수' })).toHaveAttribute('tabindex', '0');
  });

  it('sorts by a column, then the other way, and says so', async () => {
    const { user } = renderUi(<Sample />);
    await user.click(screen.getByRole('button', { name: '점수' }));
    expect(names()).toEqual(['다솜', '나래', '가온']);
    expect(screen.getByRole('columnheader', { name: '점수' })).toHaveAttribute('aria-sort', 'ascending');
    await user.click(screen.getByRole('button', { name: '점수' }));
    expect(names()).toEqual(['가온', '나래', '다솜']);
    expect(screen.getByRole('columnheader', { name: '점수' })).toHaveAttribute('aria-sort', 'descending');
    expect(screen.getByRole('columnheader', { name: '팀' })).toHaveAttribute('aria-sort', 'none');
    expect(screen.getByRole('columnheader', { name: '비고' })).not.toHaveAttribute('aria-sort');
  });

  it('selects rows by name, and all at once', async () => {
    const { user } = renderUi(<Sample />);
    const all = screen.getByRole('checkbox', { name: '이 목록 모두 선택' });
    await user.click(screen.getByRole('checkbox', { name: '가온 선택' }));
    expect(all).toBePartiallyChecked();
    await user.click(all);
    expect(screen.getByRole('checkbox', { name: '다솜 선택' })).toBeChecked();
    await user.click(all);
    expect(screen.getByRole('checkbox', { name: '가온 선택' })).not.toBeChecked();
  });

  it('tells loading, nothing and failure apart', async () => {
    const empty = { caption: '목록', columns, rows: [], rowKey: (team: Team) => team.id };
    const retry = vi.fn();
    const error = new AppError({ status: 503, code: 'busy', title: '접속이 많습니다', requestId: 'r1' });
    const { user } = renderUi(
      <>
        <Table {...empty} state="loading" />
        <Table {...empty} />
        <Table {...empty} empty={<p>팀을 등록하십시오.</p>} />
        <Table {...empty} state="error" error={error} onRetry={retry} />
      </>,
    );
    expect(screen.getByRole('status')).toHaveTextContent('목록 불러오는 중입니다');
    expect(screen.getByText('표시할 내용이 없습니다')).toBeVisible();
    expect(screen.getByText('팀을 등록하십시오.')).toBeVisible();
    const alert = within(screen.getByRole('alert'));
    expect(alert.getByText('r1')).toBeVisible();
    await user.click(alert.getByRole('button', { name: '다시 시도' }));
    expect(retry).toHaveBeenCalledOnce();
  });
});
