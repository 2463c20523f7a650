/** The two languages of every screen. The order is the order of the switch. */
export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

/** The cookie that server-rendered pages read too. */
export const languageCookie = 'wbl_lang';

/** BCP 47 tags for formatting and for the widgets that bring their own words. */
export const locales: Record<Language, string> = { ko: 'ko-KR', en: 'en-US' };

/** The same for date fields, where English writes the day before the month, as our dates do. */
export const fieldLocales: Record<Language, string> = { ko: 'ko-KR', en: 'en-GB' };

const oneYearInSeconds = 31_536_000;

function isLanguage(value: string | undefined): value is Language {
  return value === 'ko' || value === 'en';
}

/** The reader's language: the cookie's, else Korean. Never guessed from the browser, because a shared link must look the same to everyone. */
export function readLanguage(cookies: string = document.cookie): Language {
  const entry = cookies.split('; ').find((cookie) => cookie.startsWith(`${languageCookie}=`));
  const value = entry?.slice(languageCookie.length + 1);
  return isLanguage(value) ? value : 'ko';
}

export function writeLanguage(language: Language): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${languageCookie}=${language}; Path=/; Max-Age=${oneYearInSeconds}; SameSite=Lax${secure}`;
}
