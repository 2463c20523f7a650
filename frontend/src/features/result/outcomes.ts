import { known, outcomeNames, type Outcome } from './names';

/** How many teams each outcome has; `none` are those that nobody has decided about. */
export type OutcomeCounts = Record<Outcome | 'none', number>;

export function countOutcomes(lines: readonly { outcome: string }[]): OutcomeCounts {
  const counts: OutcomeCounts = { pass: 0, reserve: 0, fail: 0, none: 0 };
  for (const { outcome } of lines) counts[known(outcomeNames, outcome) ?? 'none'] += 1;
  return counts;
}
