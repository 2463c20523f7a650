import { josa as hangulJosa } from 'es-hangul';

type Pair = Parameters<typeof hangulJosa>[1];

// How digits and letters end when they are read in Korean: 0 영, 1 일, 3 삼, 6 육, 7 칠, 8 팔; L 엘, M 엠, N 엔, R 알.
const readAs: Record<string, string> = {
  '0': '영',
  '1': '일',
  '2': '이',
  '3': '삼',
  '4': '사',
  '5': '오',
  '6': '육',
  '7': '칠',
  '8': '팔',
  '9': '구',
  l: '엘',
  m: '엠',
  n: '엔',
  r: '알',
};

/** The word with the right particle: `josa('업스테이지', '은/는')` is `업스테이지는`. Knows digits and Latin letters too. */
export function josa(word: string, pair: Pair): string {
  return word + josaOf(word, pair);
}

/** Only the particle, for when the word is marked up by itself. */
export function josaOf(word: string, pair: Pair): string {
  const last = word
    .replace(/[)\]"'”’」』\s]+$/, '')
    .slice(-1)
    .toLowerCase();
  const read = readAs[last] ?? (last || '이');
  return hangulJosa(read, pair).slice(read.length);
}
