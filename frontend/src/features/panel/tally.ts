import type { Board, Member } from './api';

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
      open: count('not_begun') + count('draft'),
      recused: count('recused'),
    };
  });
}
