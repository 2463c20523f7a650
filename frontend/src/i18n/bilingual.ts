import { useCallback } from 'react';
import { useLanguage } from './provider';

/** Words that people wrote in both languages, as the API carries them. */
export type Bilingual = { ko: string; en: string };

/** `say(call.title)`: the words in the reader's language, or in the other one where these are missing. */
export function useBilingual(): (words: Bilingual | undefined) => string {
  const { language } = useLanguage();
  return useCallback((words) => (words ? words[language] || words.ko || words.en : ''), [language]);
}

/** What has a Korean name and perhaps an English one. */
export type Named = { name: string; name_en: string };

/** `nameOf(team)`: the name in the reader's language, where there is one in it. */
export function useNameOf(): (named: Named) => string {
  const say = useBilingual();
  return useCallback(({ name, name_en: nameEn }) => say({ ko: name, en: nameEn }), [say]);
}
