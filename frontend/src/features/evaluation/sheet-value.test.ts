import { describe, expect, it } from 'vitest';
import { criteria, sheetOf } from './test-samples';
import {
  fieldOf,
  problemsOf,
  refusedOf,
  sameValue,
  storableOf,
  totalOf,
  valueOf,
  type SheetValue,
} from './sheet-value';

const form = { criteria, opinion_max: 30 };

function value(tech: [string, string], plan: [string, string], opinion = '좋습니다'): SheetValue {
  return {
    entries: [
      { criterion_key: 'tech', points: tech[0], comment: tech[1] },
      { criterion_key: 'plan', points: plan[0], comment: plan[1] },
    ],
    opinion,
  };
}

const kinds = (problems: { kind: string; fieldId: string }[]) => problems.map((one) => `${one.kind} ${one.fieldId}`);

describe('score sheet', () => {
  it('is complete with points in steps, comments long enough and an opinion', () => {
    expect(problemsOf(form, value(['39.5', '다섯 글자'], ['60', '']))).toEqual([]);
  });

  it('names every hole in the order of the sheet', () => {
    expect(kinds(problemsOf(form, value(['', ' 짧음 '], ['', ''], ' ')))).toEqual([
      'points_missing points-tech',
      'comment_too_short comment-tech',
      'points_missing points-plan',
      'opinion_missing opinion',
    ]);
  });

  it.each([
    ['40.5', 'out_of_range'],
    ['-0.5', 'out_of_range'],
    ['39.25', 'off_step'],
    ['12.', 'not_points'],
    ['1e1', 'not_points'],
  ])('refuses %s points: %s', (points, kind) => {
    expect(refusedOf(form, value([points, ''], ['', '']))).toMatchObject([{ kind, fieldId: 'points-tech' }]);
  });

  it('counts a syllable and an emoji as one character', () => {
    expect(refusedOf(form, value(['', '🙂'.repeat(20)], ['', '']))).toEqual([]);
    expect(kinds(refusedOf(form, value(['', '가'.repeat(21)], ['', ''], '나'.repeat(31))))).toEqual([
      'comment_too_long comment-tech',
      'opinion_too_long opinion',
    ]);
  });

  it('adds exactly, and only what counts', () => {
    expect(totalOf(criteria, value(['0.1', ''], ['0.2', '']))).toBe('0');
    expect(totalOf(criteria, value(['39.5', ''], ['60', '']))).toBe('99.5');
    expect(totalOf(criteria, value(['400', ''], ['', '']))).toBe('0');
  });

  it('keeps what the server has where it would refuse what was typed, and the rest as typed', () => {
    const kept = value(['30', '저장된 의견'], ['10', '']);
    const typed = value(['300', '새 의견'], ['20', '가'.repeat(21)], '새 종합 의견');
    expect(storableOf(form, typed, kept)).toEqual(value(['30', '새 의견'], ['20', ''], '새 종합 의견'));
  });

  it('takes 7.50 and 7.5 for the same', () => {
    expect(sameValue(value(['7.50', ''], ['', '']), value(['7.5', ''], ['', '']))).toBe(true);
    expect(sameValue(value(['7.5', ''], ['', '']), value(['', ''], ['', '']))).toBe(false);
  });

  it('finds the field of a server’s problem', () => {
    expect(fieldOf(criteria, 'body.entries[1].comment')?.id).toBe('comment-plan');
    expect(fieldOf(criteria, 'body.opinion')?.id).toBe('opinion');
    expect(fieldOf(criteria, 'body.entries[9].points')).toBeUndefined();
  });

  it('reads the entries in the order of the criteria, whatever order they come in', () => {
    const entries = [
      { criterion_key: 'plan', points: '10', comment: '' },
      { criterion_key: 'gone', points: '1', comment: '' },
    ];
    expect(valueOf(sheetOf({ entries })).entries.map((entry) => entry.points)).toEqual(['', '10']);
  });
});
