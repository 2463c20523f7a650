import { locales, type Language } from '@/i18n/language';

/** All times on screens are Korean time, and say so. */
export const timeZone = 'Asia/Seoul';
export const zoneName = 'KST';

type Part = 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second';

const formats = new Map<Language, Intl.DateTimeFormat>();

function formatOf(language: Language): Intl.DateTimeFormat {
  const known = formats.get(language);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    year: 'numeric',
    month: language === 'ko' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(language, format);
  return format;
}

function partsOf(moment: string | Date, language: Language): Record<Part, string> {
  const parts = formatOf(language).formatToParts(new Date(moment));
  return Object.fromEntries(parts.map((part) => [part.type, part.value])) as Record<Part, string>;
}

// A narrow column may break between a date and its time, never inside one.
const space = '\u00a0';

/** `2026. 3. 2.(월)` or `Mon, 2 Mar 2026`, without a place to break. `moment` is RFC 3339 or a Date. */
export function formatDate(moment: string | Date, language: Language): string {
  const { year, month, day, weekday } = partsOf(moment, language);
  const date = language === 'ko' ? `${year}. ${month}. ${day}.(${weekday})` : `${weekday}, ${day} ${month} ${year}`;
  return date.replaceAll(' ', space);
}

/** `18:00`, without a zone: only beside a full date and time. */
export function formatTime(moment: string | Date, language: Language): string {
  const { hour, minute } = partsOf(moment, language);
  return `${hour}:${minute}`;
}

/** `18:00:05`, for receipts and the server clock. */
export function formatClock(moment: string | Date, language: Language): string {
  return `${formatTime(moment, language)}:${partsOf(moment, language).second}`;
}

/** `2026. 3. 2.(월) 18:00 (KST)` or `Mon, 2 Mar 2026, 18:00 (KST)`. */
export function formatDateTime(moment: string | Date, language: Language): string {
  const comma = language === 'ko' ? '' : ',';
  return `${formatDate(moment, language)}${comma} ${formatTime(moment, language)}${space}(${zoneName})`;
}

/** A period in Korean days, from its first to its last: the end is the first moment after it. */
export function formatPeriod(from: string, until: string, language: Language): string {
  const last = new Date(Date.parse(until) - 1);
  return `${formatDate(from, language)} ~ ${formatDate(last, language)}`;
}

export type Remaining = { days: number; hours: number; minutes: number; seconds: number };

/** Splits a span in milliseconds, rounded down to seconds; nothing is left of a past deadline. */
export function remaining(milliseconds: number): Remaining {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  return {
    days: Math.floor(total / 86_400),
    hours: Math.floor((total % 86_400) / 3600),
    minutes: Math.floor((total % 3600) / 60),
    seconds: total % 60,
  };
}
