import type { Ranking, RankingRow } from './api';

/** A team in two rankings; 0 and empty where it has no rank or was not there. */
export type Change = {
  team: Pick<RankingRow, 'team_id' | 'name' | 'name_en'>;
  rank: { before: number; after: number };
  total: { before: string; after: string };
  outcome: { before: string; after: string };
};

type Table = Pick<Ranking, 'rows'>;

/** The teams whose rank, total or standing differs, in the order of the later ranking. */
export function changesBetween(before: Table, after: Table): Change[] {
  const was = new Map(before.rows.map((row) => [row.team_id, row]));
  return after.rows.flatMap((row) => {
    const old = was.get(row.team_id);
    const same = old && old.rank === row.rank && old.total === row.total && old.outcome === row.outcome;
    if (same) return [];
    return [
      {
        team: row,
        rank: { before: old?.rank ?? 0, after: row.rank },
        total: { before: old?.displayed ?? '', after: row.displayed },
        outcome: { before: old?.outcome ?? '', after: row.outcome },
      },
    ];
  });
}
