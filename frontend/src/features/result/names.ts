import type { Bilingual } from '@/i18n/bilingual';
import type { Tone } from '@/ui/status-tag/status-tag';

/** A team's name in both languages. */
export function nameOf(team: { name: string; name_en: string }): Bilingual {
  return { ko: team.name, en: team.name_en };
}

/** Message ids and tones of what gates and decisions can say. */
export const outcomeNames = {
  pass: 'admin.outcome.pass',
  fail: 'admin.outcome.fail',
  reserve: 'admin.outcome.reserve',
} as const;
export type Outcome = keyof typeof outcomeNames;
export const outcomeTones: Record<Outcome, Tone> = { pass: 'success', fail: 'danger', reserve: 'warning' };

export const gateNames = { pass: 'admin.gate.pass', fail: 'admin.gate.fail' } as const;
export type GateAnswer = keyof typeof gateNames;
export const gateTones: Record<GateAnswer, Tone> = { pass: 'success', fail: 'danger' };

/** Where a team stands to the line, as the rules have it. */
export const standingNames = {
  above_line: 'admin.standing.above_line',
  below_line: 'admin.standing.below_line',
  tied_at_line: 'admin.standing.tied_at_line',
  below_pass_mark: 'admin.standing.below_pass_mark',
  unranked: 'admin.standing.unranked',
} as const;
export type Standing = keyof typeof standingNames;
export const standingTones: Record<Standing, Tone> = {
  above_line: 'success',
  below_line: 'neutral',
  tied_at_line: 'warning',
  below_pass_mark: 'danger',
  unranked: 'warning',
};

/** What became of a sheet in the aggregation. */
export const fateNames = {
  dropped_highest: 'admin.fate.dropped_highest',
  dropped_lowest: 'admin.fate.dropped_lowest',
  missing: 'admin.fate.missing',
  unused: 'admin.fate.unused',
} as const;

export const unrankedNames = {
  'scoring.sheet_missing': 'admin.unranked.sheet_missing',
  'scoring.too_few_sheets': 'admin.unranked.too_few_sheets',
  'scoring.figure_missing': 'admin.unranked.figure_missing',
  'scoring.best_is_zero': 'admin.unranked.best_is_zero',
  'scoring.z_score_undefined': 'admin.unranked.z_score_undefined',
} as const;

/** The entry of a table of names for a value that the server sent; nothing for one that is none. */
export function known<Names extends object>(names: Names, value: string): keyof Names | undefined {
  return value in names ? (value as keyof Names) : undefined;
}
