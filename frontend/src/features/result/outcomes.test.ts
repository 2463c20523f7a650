import { expect, it } from 'vitest';
import { countOutcomes } from './outcomes';

it('counts every outcome, and what is undecided or unheard of as none', () => {
  const lines = ['pass', 'fail', '', 'pass', 'reserve', 'odd'].map((outcome) => ({ outcome }));
  expect(countOutcomes(lines)).toEqual({ pass: 2, reserve: 1, fail: 1, none: 2 });
});
