import { addDecimals, compareDecimals, isDecimal, isMultiple } from '@/lib/decimal';
import type { Criterion, Sheet } from './api';

/** What a judge writes: one entry for each criterion, in the order of the criteria. */
export type SheetEntry = { criterion_key: string; points: string; comment: string };
export type SheetValue = { entries: SheetEntry[]; opinion: string };

/** The form of a sheet. Lengths are in characters. */
export type SheetForm = { criteria: Criterion[]; opinion_max: number };

/** What is in the sheet that the server has. */
export function valueOf(sheet: Sheet): SheetValue {
  const known = new Map(sheet.entries.map((entry) => [entry.criterion_key, entry]));
  return {
    entries: sheet.criteria.map(({ key }) => {
      const entry = known.get(key);
      return { criterion_key: key, points: entry?.points ?? '', comment: entry?.comment ?? '' };
    }),
    opinion: sheet.opinion,
  };
}

/** True when both say the same: `7.50` points are `7.5` points. */
export function sameValue(a: SheetValue, b: SheetValue): boolean {
  return a.opinion === b.opinion && a.entries.every((entry, index) => sameEntry(entry, b.entries[index]));
}

function sameEntry(a: SheetEntry, b: SheetEntry | undefined): boolean {
  return b !== undefined && a.comment === b.comment && samePoints(a.points, b.points);
}

export function samePoints(a: string, b: string): boolean {
  return a === b || (isDecimal(a) && isDecimal(b) && compareDecimals(a, b) === 0);
}

/** The exact sum of the points that count so far. */
export function totalOf(criteria: readonly Criterion[], value: SheetValue): string {
  const points = value.entries.map((entry) => entry.points);
  return addDecimals('0', ...points.filter((text, index) => text !== '' && !pointsProblem(text, criteria[index])));
}

/** The id of a field on the screen, and the target of the error summary's link. */
export const fieldIds = {
  points: (key: string) => `points-${key}`,
  comment: (key: string) => `comment-${key}`,
  opinion: 'opinion',
};

export type ProblemKind =
  | 'points_missing'
  | 'not_points'
  | 'out_of_range'
  | 'off_step'
  | 'comment_too_short'
  | 'comment_too_long'
  | 'opinion_missing'
  | 'opinion_too_long';

/** One thing that is wrong with a field; `limit` is the bound that it misses. */
export type SheetProblem = {
  kind: ProblemKind;
  fieldId: string;
  criterion?: Criterion;
  limit?: string;
};

/** What the server would refuse to keep, even in a draft. */
export function refusedOf(form: SheetForm, value: SheetValue): SheetProblem[] {
  const problems = form.criteria.flatMap((criterion, index) => {
    const entry = value.entries[index];
    return entry ? [...refusedPoints(criterion, entry), ...tooLong(criterion, entry)] : [];
  });
  if (length(value.opinion) <= form.opinion_max) return problems;
  return [...problems, { kind: 'opinion_too_long', fieldId: fieldIds.opinion, limit: String(form.opinion_max) }];
}

/** All that stands between this draft and its submission. */
export function problemsOf(form: SheetForm, value: SheetValue): SheetProblem[] {
  const problems = form.criteria.flatMap((criterion, index) => {
    const entry = value.entries[index];
    if (!entry) return [];
    const points: SheetProblem[] = entry.points
      ? refusedPoints(criterion, entry)
      : [{ kind: 'points_missing', fieldId: fieldIds.points(criterion.key), criterion }];
    return [...points, ...tooShort(criterion, entry), ...tooLong(criterion, entry)];
  });
  const opinion = refusedOf({ ...form, criteria: [] }, value);
  if (value.opinion.trim()) return [...problems, ...opinion];
  return [...problems, { kind: 'opinion_missing', fieldId: fieldIds.opinion }];
}

/** The draft with what the server would refuse replaced by what the server has. */
export function storableOf(form: SheetForm, value: SheetValue, kept: SheetValue): SheetValue {
  const refused = new Set(refusedOf(form, value).map((problem) => problem.fieldId));
  const entries = value.entries.map((entry, index) => {
    const before = kept.entries[index];
    return {
      ...entry,
      points: refused.has(fieldIds.points(entry.criterion_key)) ? (before?.points ?? '') : entry.points,
      comment: refused.has(fieldIds.comment(entry.criterion_key)) ? (before?.comment ?? '') : entry.comment,
    };
  });
  return { entries, opinion: refused.has(fieldIds.opinion) ? kept.opinion : value.opinion };
}

/** The field of a server's problem: entries stand in the order of the criteria. */
export function fieldOf(
  criteria: readonly Criterion[],
  location: string,
): { id: string; criterion?: Criterion } | undefined {
  if (location === 'body.opinion') return { id: fieldIds.opinion };
  const [, index, part] = /^body\.entries\[(\d+)\]\.(points|comment)$/.exec(location) ?? [];
  const criterion = criteria[Number(index)];
  if (!criterion || !part) return undefined;
  return { id: fieldIds[part as 'points' | 'comment'](criterion.key), criterion };
}

function refusedPoints(criterion: Criterion, entry: SheetEntry): SheetProblem[] {
  const kind = pointsProblem(entry.points, criterion);
  if (!kind) return [];
  const limit = kind === 'off_step' ? criterion.step : criterion.points;
  return [{ kind, fieldId: fieldIds.points(criterion.key), criterion, limit }];
}

function pointsProblem(points: string, criterion: Criterion | undefined) {
  if (points === '' || !criterion) return undefined;
  if (!isDecimal(points)) return 'not_points';
  if (compareDecimals(points, '0') < 0 || compareDecimals(points, criterion.points) > 0) return 'out_of_range';
  return isMultiple(points, criterion.step) ? undefined : 'off_step';
}

function tooShort(criterion: Criterion, entry: SheetEntry): SheetProblem[] {
  if (length(entry.comment.trim()) >= criterion.comment_min) return [];
  return [
    {
      kind: 'comment_too_short',
      fieldId: fieldIds.comment(criterion.key),
      criterion,
      limit: String(criterion.comment_min),
    },
  ];
}

function tooLong(criterion: Criterion, entry: SheetEntry): SheetProblem[] {
  if (length(entry.comment) <= criterion.comment_max) return [];
  return [
    {
      kind: 'comment_too_long',
      fieldId: fieldIds.comment(criterion.key),
      criterion,
      limit: String(criterion.comment_max),
    },
  ];
}

// As the server counts them: one syllable or emoji is one.
function length(text: string): number {
  return Array.from(text).length;
}
