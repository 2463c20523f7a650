import type { GateBoard, GateFinding } from './api';

/** The findings that would be written by confirming every proposal that nobody has answered yet. */
export function openProposals(board: Pick<GateBoard, 'teams'>): GateFinding[] {
  return board.teams.flatMap((team) =>
    team.gates.flatMap(({ gate_key, outcome, proposal }) =>
      outcome === '' && proposal === 'pass'
        ? [{ team_id: team.team_id, gate_key, outcome: 'pass' as const, reason: '' }]
        : [],
    ),
  );
}

/** How many answers to gates are there and how many must be. */
export function gateCount(board: Pick<GateBoard, 'teams'>): { answered: number; all: number } {
  const gates = board.teams.flatMap((team) => team.gates);
  return { answered: gates.filter((gate) => gate.outcome !== '').length, all: gates.length };
}

/** A failed gate and an answer other than the proposal need a reason. */
export function needsReason(outcome: string, proposal: string): boolean {
  return outcome === 'fail' || (proposal !== '' && outcome !== '' && outcome !== proposal);
}

/** Shortest reason that the server takes, in characters. */
export const shortestReason = 10;
