import { describe, expect, it } from 'vitest';
import { differences, merged } from './merge';

const base = { goal: '처음', use: '처음', words: ['하나'], same: '그대로' };
const mine = { goal: '내 것', use: '처음', words: ['하나', '둘'], same: '둘 다' };
const theirs = { goal: '남의 것', use: '남의 것', words: ['하나'], same: '둘 다' };

describe('two versions of a section', () => {
  it('tells who changed what, and leaves out what both wrote alike', () => {
    expect(differences(base, mine, theirs).map(({ key, changedBy }) => [key, changedBy])).toEqual([
      ['goal', undefined],
      ['use', 'theirs'],
      ['words', 'mine'],
    ]);
  });

  it('takes the chosen side of each difference and nothing else', () => {
    const found = differences(base, mine, theirs);
    expect(merged(mine, found, { goal: 'theirs', use: 'theirs', words: 'mine' })).toEqual({
      goal: '남의 것',
      use: '남의 것',
      words: ['하나', '둘'],
      same: '둘 다',
    });
  });
});
