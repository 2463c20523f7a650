import type { Decision, DecisionBoard, DecisionLine } from './api';
import { shortestReason } from './gate-findings';
import type { Outcome } from './names';

/** What is chosen on the screen for a team, not saved yet. */
export type Choice = { outcome: Outcome | ''; reason: string };
export type Choices = Record<string, Choice>;

type Lines = Pick<DecisionBoard, 'teams'>;

/** The saved decisions as choices. */
export function savedChoices(board: Lines): Choices {
  return Object.fromEntries(
    board.teams.map(({ team_id, outcome, reason }) => [team_id, { outcome: outcome as Choice['outcome'], reason }]),
  );
}

/** A failure, and whatever differs from the proposal, needs a reason. */
export function reasonNeeded(choice: Choice, proposal: string): boolean {
  if (choice.outcome === '') return false;
  return choice.outcome === 'fail' || choice.outcome !== proposal;
}

/** Whether the reason is long enough where one is needed, or absent where none is. */
export function reasonProblem(choice: Choice, proposal: string): 'missing' | 'short' | undefined {
  const length = Array.from(choice.reason.trim()).length;
  if (length === 0) return reasonNeeded(choice, proposal) ? 'missing' : undefined;
  return length < shortestReason ? 'short' : undefined;
}

/** The proposals for the teams about which nothing is chosen. */
export function withProposals(board: Lines, choices: Choices): Choices {
  const next = { ...choices };
  for (const { team_id, proposal } of board.teams) {
    const choice = next[team_id];
    if (!choice?.outcome && proposal) next[team_id] = { reason: choice?.reason ?? '', outcome: proposal as Outcome };
  }
  return next;
}

/** Whether anything was chosen or written that is not saved. */
export function isUnsaved(board: Lines, choices: Choices): boolean {
  return board.teams.some((line) => {
    const choice = choices[line.team_id];
    return choice !== undefined && differs(line, choice);
  });
}

/** The decisions to send: those that differ from what is saved, and those whose ground has changed. */
export function changedDecisions(board: Lines, choices: Choices): Decision[] {
  return board.teams.flatMap((line) => {
    const choice = choices[line.team_id];
    if (!choice?.outcome || !(line.outdated || differs(line, choice))) return [];
    return [{ team_id: line.team_id, outcome: choice.outcome, reason: choice.reason.trim() }];
  });
}

function differs(line: DecisionLine, choice: Choice): boolean {
  return choice.outcome !== line.outcome || choice.reason.trim() !== line.reason;
}
