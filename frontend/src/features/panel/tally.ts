import type { Board, Member, Panel } from './api';

/** How far one judge is: sheets handed in, still open, and teams stepped back from. */
export type Tally = { judge: Member; submitted: number; open: number; recused: number };

/** Counts the cells of the board by judge, in the order of the members. */
export function tally(board: Pick<Board, 'members' | 'cells'>): Tally[] {
  return board.members.map((judge) => {
    const own = board.cells.filter((cell) => cell.judge_id === judge.person_id);
    const count = (state: string) => own.filter((cell) => cell.state === state).length;
    return {
      judge,
      submitted: count('submitted'),
      open: own.filter(isOpen).length,
      recused: count('recused'),
    };
  });
}

/** How many assignments hold: those from which no judge has stepped back. */
export function activeIn(panel: Pick<Panel, 'assignments'>): number {
  return panel.assignments.filter((assignment) => assignment.status === 'active').length;
}

type Cell = Board['cells'][number];

function isOpen(cell: Cell): boolean {
  return cell.state === 'not_begun' || cell.state === 'draft';
}

/** The cells of a judge that wait for a sheet. */
export function openCells(board: Pick<Board, 'cells'>, judgeId: string | undefined): Cell[] {
  return board.cells.filter((cell) => cell.judge_id === judgeId && isOpen(cell));
}
