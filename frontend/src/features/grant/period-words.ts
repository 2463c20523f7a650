import type { Language } from '@/i18n/language';
import { formatDate } from '@/lib/date';

/** A period in Korean days, from its first to its last: the end is the first moment after it. */
export function formatPeriod(from: string, until: string, language: Language): string {
  const last = new Date(Date.parse(until) - 1);
  return `${whole(formatDate(from, language))} ~ ${whole(formatDate(last, language))}`;
}

// A narrow column may break between the two dates, never inside one.
function whole(date: string): string {
  return date.replaceAll(' ', '\u00a0');
}
