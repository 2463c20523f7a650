import { describe, expect, it } from 'vitest';
import type { DecisionBoard } from './api';
import { changedDecisions, isUnsaved, reasonProblem, savedChoices, withProposals } from './pending-decisions';

type Line = DecisionBoard['teams'][number];

function line(team_id: string, part: Partial<Line> = {}): Line {
  return {
    team_id,
    name: team_id,
    name_en: team_id,
    lead_organisation: '',
    gates: [],
    standing: '',
    displayed: '',
    proposal: '',
    outcome: '',
    reason: '',
    decided_by: '',
    decided_at: '',
    outdated: false,
    ...part,
  };
}

describe('pending decisions', () => {
  it('takes proposals only where nothing is chosen, and keeps typed reasons', () => {
    const board = { teams: [line('a', { proposal: 'pass' }), line('b', { proposal: 'fail' }), line('c')] };
    const chosen = {
      ...savedChoices(board),
      a: { outcome: 'fail' as const, reason: '' },
      b: { outcome: '' as const, reason: 'why' },
    };
    expect(withProposals(board, chosen)).toEqual({
      a: { outcome: 'fail', reason: '' },
      b: { outcome: 'fail', reason: 'why' },
      c: { outcome: '', reason: '' },
    });
  });

  it('sends what differs from what is saved, and what must be decided again', () => {
    const saved = { outcome: 'pass', reason: '' };
    const board = {
      teams: [line('same', saved), line('old', { ...saved, outdated: true }), line('new'), line('open')],
    };
    const choices = { ...savedChoices(board), new: { outcome: 'fail' as const, reason: ' because it is so ' } };
    expect(changedDecisions(board, choices)).toEqual([
      { team_id: 'old', outcome: 'pass', reason: '' },
      { team_id: 'new', outcome: 'fail', reason: 'because it is so' },
    ]);
  });

  it('tells work that would be lost, such as a reason without an outcome', () => {
    const board = { teams: [line('a', { outcome: 'pass', outdated: true }), line('b')] };
    const saved = savedChoices(board);
    expect(isUnsaved(board, saved)).toBe(false);
    expect(isUnsaved(board, { ...saved, b: { outcome: '', reason: '쓰다 만 사유' } })).toBe(true);
  });

  it.each([
    ['pass', '', 'pass', undefined],
    ['pass', '', 'fail', 'missing'],
    ['pass', '', '', 'missing'],
    ['fail', '', 'fail', 'missing'],
    ['fail', '아홉 글자입니다', 'fail', 'short'],
    ['fail', '열 글자가 넘는 사유입니다', 'fail', undefined],
    ['', '', 'fail', undefined],
  ] as const)('%s with reason "%s" against proposal "%s": %s', (outcome, reason, proposal, problem) => {
    expect(reasonProblem({ outcome, reason }, proposal)).toBe(problem);
  });
});
