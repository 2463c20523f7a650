import { describe, expect, it } from 'vitest';
import type { RankingRow } from './api';
import { changesBetween } from './compare';

function row(team_id: string, rank: number, total: string, outcome = 'above_line'): RankingRow {
  return {
    team_id,
    name: team_id,
    name_en: team_id,
    lead_organisation: '',
    rank,
    total,
    displayed: total,
    outcome,
    tied: false,
    tie_figures: [],
    figures: [],
    sheets: [],
    unranked: [],
    gates: [],
  };
}

describe('two rankings', () => {
  it('lists only what differs, in the order of the later one', () => {
    const before = { rows: [row('a', 1, '90'), row('b', 2, '80'), row('gone', 3, '70')] };
    const after = { rows: [row('b', 1, '85'), row('a', 2, '84.995'), row('came', 0, '', 'unranked')] };
    expect(changesBetween(before, after).map((change) => [change.team.team_id, change.rank, change.total])).toEqual([
      ['b', { before: 2, after: 1 }, { before: '80', after: '85' }],
      ['a', { before: 1, after: 2 }, { before: '90', after: '84.995' }],
      ['came', { before: 0, after: 0 }, { before: '', after: '' }],
    ]);
    expect(changesBetween(before, before)).toEqual([]);
  });

  it('sees a change of the exact total that rounding hides', () => {
    const before = { rows: [{ ...row('a', 1, '90.001'), displayed: '90.00' }] };
    const after = { rows: [{ ...row('a', 1, '90.002'), displayed: '90.00' }] };
    expect(changesBetween(before, after)).toHaveLength(1);
  });
});
