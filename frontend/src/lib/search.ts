import { getChoseong } from 'es-hangul';

const initials = /^[ㄱ-ㅎ]+$/;

/** True when `text` contains `query`, ignoring case and spaces; `ㅇㅅㅌ` finds 업스테이지 by its initial consonants. */
export function matchesSearch(text: string, query: string): boolean {
  const wanted = squeeze(query);
  if (initials.test(wanted)) return squeeze(getChoseong(text)).includes(wanted);
  return squeeze(text).includes(wanted);
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}
