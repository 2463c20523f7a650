import { describe, expect, it } from 'vitest';
import { formatClock, formatDate, formatDateTime, formatPeriod, remaining } from './date';
import { addDecimals, compareDecimals, isDecimal, isMultiple } from './decimal';
import { newIdempotencyKey } from './idempotency';
import { josa } from './josa';
import { formatFileSize, formatPoints, formatShare, formatWon, readWon } from './number';
import { safeReturnPath } from './return-path';
import { matchesSearch } from './search';

const plain = (words: string) => words.replaceAll('\u00a0', ' ');

describe('date', () => {
  it('is Korean time with its zone, whatever zone it came in', () => {
    expect(formatDateTime('2026-03-02T09:00:00Z', 'ko')).toBe('2026.\u00a03.\u00a02.(월) 18:00\u00a0(KST)');
    expect(plain(formatDateTime('2026-03-02T09:00:00Z', 'en'))).toBe('Mon, 2 Mar 2026, 18:00 (KST)');
    expect(plain(formatDateTime('2026-03-02T15:30:00Z', 'ko'))).toBe('2026. 3. 3.(화) 00:30 (KST)');
    expect(plain(formatDate('2026-12-31T15:00:00Z', 'ko'))).toBe('2027. 1. 1.(금)');
    expect(formatClock('2026-03-02T08:42:08Z', 'ko')).toBe('17:42:08');
  });

  it('ends a period on its last day, not on the moment after it', () => {
    expect(plain(formatPeriod('2026-08-24T15:00:00Z', '2027-02-20T15:00:00Z', 'ko'))).toBe(
      '2026. 8. 25.(화) ~ 2027. 2. 20.(토)',
    );
  });

  it('says what remains', () => {
    expect(remaining(90_061_999)).toEqual({ days: 1, hours: 1, minutes: 1, seconds: 1 });
    expect(remaining(-5)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
  });
});

describe('number', () => {
  it.each([
    [1_234_567_890, '12억 3,456만 7,890원'],
    [10_000, '1만원'],
    [1_0000_0000_0000, '1조원'],
    [0, '0원'],
    [-50_000_000, '-5,000만원'],
  ])('reads %i won as %s', (won, words) => {
    expect(readWon(won, 'ko')).toBe(words);
  });

  it('keeps amounts beyond the exact numbers of the language', () => {
    expect(readWon(9_007_199_254_740_993n, 'ko')).toBe('9,007조 1,992억 5,474만 993원');
    expect(formatWon(9_007_199_254_740_993n, 'en')).toBe('KRW 9,007,199,254,740,993');
    expect(readWon(1_234_567_890, 'en')).toBe('1.23 billion won');
  });

  it('shows points as they are', () => {
    expect(formatPoints('87.50', 'ko')).toBe('87.50점');
    expect(formatShare(0.125, 'en', 1)).toBe('12.5%');
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KB'],
    [104_857_600, '100 MB'],
    [2 * 1024 ** 3, '2 GB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(formatFileSize(bytes)).toBe(words);
  });
});

describe('decimal', () => {
  it('adds and compares exactly', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(addDecimals('37.5', '-0.5')).toBe('37.0');
    expect(addDecimals('-0.5', '0.25')).toBe('-0.25');
    expect(addDecimals()).toBe('0');
    expect(compareDecimals('1.50', '1.5')).toBe(0);
    expect(compareDecimals('9', '10')).toBe(-1);
    expect(isMultiple('37.5', '0.5')).toBe(true);
    expect(isMultiple('37.3', '0.5')).toBe(false);
  });

  it.each(['', '1e3', '.5', '12.', '1,2', 'NaN', '--1'])('%j is none', (text) => {
    expect(isDecimal(text)).toBe(false);
  });
});

describe('josa', () => {
  it.each([
    ['업스테이지', '은/는', '업스테이지는'],
    ['누리보듬', '이/가', '누리보듬이'],
    ['NC AI', '을/를', 'NC AI를'],
    ['팀 3', '이/가', '팀 3이'],
    ['GPU(8장)', '으로/로', 'GPU(8장)으로'],
    ['서울', '으로/로', '서울로'],
    ['model', '은/는', 'model은'],
  ] as const)('%s + %s = %s', (word, pair, expected) => {
    expect(josa(word, pair)).toBe(expected);
  });
});

describe('search', () => {
  it.each([
    ['업스테이지', 'ㅇㅅㅌ', true],
    ['가온누리 인공지능', '누리인공', true],
    ['NC AI', 'nc', true],
    ['업스테이지', 'ㅋㅋ', false],
  ])('%s matches %s: %s', (text, query, found) => {
    expect(matchesSearch(text, query)).toBe(found);
  });
});

describe('return path', () => {
  it.each([
    ['/apply', '/apply'],
    ['/judge/assignments/1?tab=2#x', '/judge/assignments/1?tab=2#x'],
    ['//evil.example/apply', undefined],
    ['/\\evil.example/apply', undefined],
    ['/judge/\\evil', undefined],
    ['https://evil.example/apply', undefined],
    ['/apply\n//evil', undefined],
    ['/applyx', undefined],
    ['/api/v1/session', undefined],
    ['/apply/../api/v1/me', undefined],
    ['javascript:alert(1)', undefined],
    [null, undefined],
  ])('%j leads to %j', (path, target) => {
    expect(safeReturnPath(path)).toBe(target);
  });
});

describe('idempotency key', () => {
  it('is 128 random bits', () => {
    const keys = new Set(Array.from({ length: 100 }, newIdempotencyKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
