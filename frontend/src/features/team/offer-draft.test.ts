import { describe, expect, it } from 'vitest';
import type { OfferLine } from './api';
import { acceptedOf, emptyLine, gapsOf, toAnswer } from './offer-draft';

const line = { id: 'l1', offered: 512, unit_size: 8 } as OfferLine;

describe('the answer to a line', () => {
  it.each([
    [emptyLine, ['answer missing']],
    [{ ...emptyLine, answer: 'accept' as const }, []],
    [{ ...emptyLine, answer: 'accept_less' as const }, ['accepted missing']],
    [{ ...emptyLine, answer: 'accept_less' as const, accepted: '1.5' }, ['accepted not_whole']],
    [{ ...emptyLine, answer: 'accept_less' as const, accepted: '8' }, []],
    [{ ...emptyLine, answer: 'accept_less' as const, accepted: '504' }, []],
    [{ ...emptyLine, answer: 'accept_less' as const, accepted: '0' }, ['accepted out_of_range']],
    [{ ...emptyLine, answer: 'accept_less' as const, accepted: '512' }, ['accepted out_of_range']],
    [{ ...emptyLine, answer: 'accept_less' as const, accepted: '12' }, ['accepted off_step']],
    [{ ...emptyLine, answer: 'decline' as const, reason: '  ' }, ['reason missing']],
  ])('%j has the gaps %j', (draft, gaps) => {
    expect(gapsOf(line, draft).map(({ part, problem }) => `${part} ${problem}`)).toEqual(gaps);
  });

  it('sends an amount only when less is accepted', () => {
    const draft = { answer: 'accept' as const, accepted: '8', reason: '' };
    expect(toAnswer(line, draft)).toEqual({ offer_line_id: 'l1', answer: 'accept' });
    expect(toAnswer(line, { ...draft, answer: 'accept_less', reason: ' 충분 ' })).toEqual({
      offer_line_id: 'l1',
      answer: 'accept_less',
      accepted: 8,
      reason: '충분',
    });
    expect(acceptedOf(line, draft)).toBe(512);
    expect(acceptedOf(line, { ...draft, answer: 'decline' })).toBe(0);
  });
});
