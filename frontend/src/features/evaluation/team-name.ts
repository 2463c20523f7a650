import { useCallback } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import type { TeamFace } from './api';

/** A team's name in the reader's language. */
export function useTeamName(): (team: TeamFace | undefined) => string {
  const say = useBilingual();
  return useCallback((team) => say(team && { ko: team.name, en: team.name_en }), [say]);
}
