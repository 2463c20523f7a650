import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import type { Offer, OwnResult } from './api';
import { OfferForm } from './offer-form';
import { reachable } from './own-result';

const line = { id: 'l1', pool_name: 'B200 GPU', kind: 'gpu', unit: '장', unit_size: 8, offered: 512, requested: 512 };
const period = { from: '2026-03-01', until: '2026-09-01', provider: '', award_reason: '', answer: '' };
const offer = { id: 'o1', team_id: 't1', lines: [{ ...line, ...period }] } as unknown as Offer;

describe('answering an offer', () => {
  it.each([
    ['600', '0보다 크고 512 장보다 적게'],
    ['12', '8 장 단위로'],
  ])('looks through the amount %s before it asks for the last word', async (amount, words) => {
    const { user } = renderUi(<OfferForm offer={offer} />);
    await user.click(screen.getByRole('radio', { name: /줄여서 수락/ }));
    await user.type(screen.getByRole('textbox', { name: /받을 수량/ }), amount);
    await user.click(screen.getByRole('button', { name: '답 보내기' }));
    expect(screen.getByRole('alert')).toHaveTextContent(words);
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await user.clear(screen.getByRole('textbox', { name: /받을 수량/ }));
    await user.type(screen.getByRole('textbox', { name: /받을 수량/ }), '504');
    await user.click(screen.getByRole('button', { name: '답 보내기' }));
    expect(await screen.findByRole('alertdialog')).toHaveTextContent('504 장');
  });
});

describe('the results that concern a team', () => {
  const stage = (stage_id: string, outcome: string, released_at?: string) =>
    ({ stage_id, outcome, released_at, entered: released_at !== undefined }) as OwnResult;

  it('end with the stage that it did not pass', () => {
    const shown = (...stages: OwnResult[]) => reachable(stages).map((one) => one.stage_id);
    expect(shown(stage('a', 'passed', '2026-01-01T00:00:00Z'), stage('b', ''))).toEqual(['a', 'b']);
    expect(shown(stage('a', 'failed', '2026-01-01T00:00:00Z'), stage('b', ''))).toEqual(['a']);
    expect(shown(stage('a', 'reserve', '2026-01-01T00:00:00Z'), stage('b', ''))).toEqual(['a', 'b']);
  });
});
