import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { ko } from './ko';

const ids = Object.keys(ko) as (keyof typeof ko)[];

// The names a message takes: {count}, {name, number}, and inside plurals.
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  JSON.stringify(parse(message), (_, part: unknown) => {
    if (part && typeof part === 'object' && 'type' in part && 'value' in part && part.type !== 0) {
      names.add(String(part.value));
    }
    return part;
  });
  return [...names].sort();
}

describe('messages', () => {
  it('has the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...ids].sort());
  });

  it.each(ids)('%s has words and the same arguments in both', (id) => {
    expect(ko[id].trim()).not.toBe('');
    expect(en[id].trim()).not.toBe('');
    expect(argumentsOf(en[id])).toEqual(argumentsOf(ko[id]));
  });

  it.each(ids)('%s stands in the file of its area', (id) => {
    expect(id).toMatch(/^(common|account|applicant|judge|admin)\.[a-z0-9_.]+$/);
  });
});
