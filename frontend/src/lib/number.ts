import { locales, type Language } from '@/i18n/language';

/** `1,234,567` */
export function formatNumber(value: number | bigint, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** `1,234,567원` or `KRW 1,234,567`. Won is a whole number. */
export function formatWon(won: number | bigint, language: Language): string {
  const digits = formatNumber(won, language);
  return language === 'ko' ? `${digits}원` : `KRW ${digits}`;
}

const units: readonly [bigint, string][] = [
  [1_0000_0000_0000n, '조'],
  [1_0000_0000n, '억'],
  [1_0000n, '만'],
  [1n, ''],
];

/**
 * How an amount is read aloud: `12억 3,456만 7,890원`; in English rounded to
 * three digits, `1.23 billion won`.
 */
export function readWon(won: number | bigint, language: Language): string {
  return language === 'ko' ? readKorean(BigInt(won)) : readEnglish(won);
}

function readKorean(won: bigint): string {
  if (won === 0n) return '0원';
  const sign = won < 0n ? '-' : '';
  let rest = won < 0n ? -won : won;
  const words: string[] = [];
  for (const [size, name] of units) {
    const count = rest / size;
    rest %= size;
    if (count > 0n) words.push(`${formatNumber(count, 'ko')}${name}`);
  }
  return `${sign}${words.join(' ')}원`;
}

function readEnglish(won: number | bigint): string {
  const format = new Intl.NumberFormat('en-US', {
    notation: 'compact',
    compactDisplay: 'long',
    maximumSignificantDigits: 3,
  });
  return `${format.format(won)} won`;
}

/** Points come as exact decimal strings and are shown as they are: `87.50점`, `87.50 points`. */
export function formatPoints(points: string, language: Language): string {
  return language === 'ko' ? `${points}점` : `${points} points`;
}

/** `12.3%`; `share` is a fraction of one. */
export function formatShare(share: number, language: Language, decimals = 0): string {
  return new Intl.NumberFormat(locales[language], {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(share);
}

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1.2 MB`, in steps of 1,024. */
export function formatFileSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < byteUnits.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10;
  return `${digits} ${byteUnits[unit]}`;
}
