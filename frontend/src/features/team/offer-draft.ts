import { isDecimal } from '@/lib/decimal';
import type { LineAnswer, OfferLine } from './api';

/** What has been entered for one line so far. */
export type LineDraft = { answer: '' | LineAnswer['answer']; accepted: string; reason: string };

export const emptyLine: LineDraft = { answer: '', accepted: '', reason: '' };

/** What keeps a line from being sent: the part of the line, and which rule it breaks. */
export type LineGap = { part: 'answer' | 'accepted' | 'reason'; problem: 'missing' | 'not_whole' };

/** The gaps that can be seen here; whether an amount is allowed is the server's to say. */
export function gapsOf(draft: LineDraft): LineGap[] {
  if (draft.answer === '') return [{ part: 'answer', problem: 'missing' }];
  if (draft.answer === 'decline' && draft.reason.trim() === '') return [{ part: 'reason', problem: 'missing' }];
  if (draft.answer !== 'accept_less') return [];
  if (draft.accepted === '') return [{ part: 'accepted', problem: 'missing' }];
  const whole =
    isDecimal(draft.accepted) && !draft.accepted.includes('.') && Number.isSafeInteger(Number(draft.accepted));
  return whole ? [] : [{ part: 'accepted', problem: 'not_whole' }];
}

/** The answer to send for a line without gaps. */
export function toAnswer(line: OfferLine, draft: LineDraft): LineAnswer {
  const reason = draft.reason.trim();
  return {
    offer_line_id: line.id,
    answer: draft.answer === '' ? 'decline' : draft.answer,
    ...(draft.answer === 'accept_less' && { accepted: Number(draft.accepted) }),
    ...(reason !== '' && { reason }),
  };
}

/** How much of the line the team would get. */
export function acceptedOf(line: OfferLine, draft: LineDraft): number {
  if (draft.answer === 'accept') return line.offered;
  return draft.answer === 'accept_less' ? Number(draft.accepted) : 0;
}
