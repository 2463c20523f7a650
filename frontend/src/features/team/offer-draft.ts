import { isDecimal } from '@/lib/decimal';
import type { LineAnswer, OfferLine } from './api';

/** What has been entered for one line so far. */
export type LineDraft = { answer: '' | LineAnswer['answer']; accepted: string; reason: string };

export const emptyLine: LineDraft = { answer: '', accepted: '', reason: '' };

/** What keeps a line from being sent: the part of the line, and which rule it breaks. */
export type LineGap = {
  part: 'answer' | 'accepted' | 'reason';
  problem: 'missing' | 'not_whole' | 'out_of_range' | 'off_step';
};

/** What the server would refuse: an answer cannot be taken back, so it is looked through before it is confirmed. */
export function gapsOf(line: OfferLine, draft: LineDraft): LineGap[] {
  if (draft.answer === '') return [{ part: 'answer', problem: 'missing' }];
  if (draft.answer === 'decline' && draft.reason.trim() === '') return [{ part: 'reason', problem: 'missing' }];
  if (draft.answer !== 'accept_less') return [];
  if (draft.accepted === '') return [{ part: 'accepted', problem: 'missing' }];
  const whole =
    isDecimal(draft.accepted) && !draft.accepted.includes('.') && Number.isSafeInteger(Number(draft.accepted));
  if (!whole) return [{ part: 'accepted', problem: 'not_whole' }];
  const accepted = Number(draft.accepted);
  if (accepted <= 0 || accepted >= line.offered) return [{ part: 'accepted', problem: 'out_of_range' }];
  return accepted % line.unit_size === 0 ? [] : [{ part: 'accepted', problem: 'off_step' }];
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
