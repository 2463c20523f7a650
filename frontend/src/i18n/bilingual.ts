import { useCallback } from 'react';
import { useLanguage } from './provider';

/** Words that people wrote in both languages, as the API carries them. */
export type Bilingual = { ko: string; en: string };

/** `say(call.title)`: the words in the reader's language, or in the other one where these are missing. */
export function useBilingual(): (words: Bilingual | undefined) => string {
  const { language } = useLanguage();
  return useCallback((words) => (words ? words[language] || words.ko || words.en : ''), [language]);
}
