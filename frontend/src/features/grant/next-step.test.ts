import { describe, expect, it } from 'vitest';
import type { Award } from './api';
import { nextStep, type NextStep } from './next-step';

const award = (status?: 'open' | 'answered' | 'expired') => (status ? { offer: { status } } : {}) as Award;

describe('the next step for a team', () => {
  it.each<[NextStep, Award[]]>([
    ['award', []],
    ['offer', [award('answered'), award()]],
    ['wait', [award('open')]],
    ['expired', [award('answered'), award('expired')]],
    ['nothing', [award('expired'), award('answered')]],
  ])('%s', (step, awards) => {
    expect(nextStep({ awards })).toBe(step);
  });
});
