import type { TeamAwards } from './api';

/** What is to be done next about a selected team's awards. */
export type NextStep = 'award' | 'offer' | 'wait' | 'expired' | 'nothing';

export function nextStep({ awards }: Pick<TeamAwards, 'awards'>): NextStep {
  const last = awards.at(-1);
  if (!last) return 'award';
  if (awards.some((award) => !award.offer)) return 'offer';
  if (awards.some((award) => award.offer?.status === 'open')) return 'wait';
  return last.offer?.status === 'expired' ? 'expired' : 'nothing';
}
