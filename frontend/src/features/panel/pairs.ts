import type { Bilingual } from '@/i18n/bilingual';
import type { Pair, PanelTeam } from './api';

/** One name for a judge and a team together; ids hold no slash. */
export function pairKey(judgeId: string, teamId: string): string {
  return `${judgeId}/${teamId}`;
}

/** The judge and the team of a name. */
export function pairOf(key: string): Pair {
  const [judge_id = '', team_id = ''] = key.split('/');
  return { judge_id, team_id };
}

/** A team's name in both languages. */
export function nameOf(team: Pick<PanelTeam, 'name' | 'name_en'>): Bilingual {
  return { ko: team.name, en: team.name_en };
}
