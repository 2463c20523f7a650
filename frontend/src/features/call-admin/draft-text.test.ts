import { expect, it } from 'vitest';
import type { Call } from './api';
import { copyText } from './draft-text';

const call = {
  key: 'k'.repeat(62),
  programme: 'wbl',
  title: { ko: '공모', en: 'Call' },
  definition: { summary: { ko: '요약', en: 'Summary' }, short_notice_reason: { ko: '급합니다.', en: 'Urgent.' } },
  stages: [],
} as unknown as Call;

it('starts a new call from an earlier one with a key of its own and the same persons', () => {
  const staff = { administrators: [{ email: 'a@demo.wbl' }], approvers: [{ email: 'b@demo.wbl' }] };
  const copy = JSON.parse(copyText(call, staff)) as Record<string, unknown>;
  expect(copy).toEqual({
    key: `${'k'.repeat(59)}-copy`,
    programme: 'wbl',
    title: call.title,
    administrators: ['a@demo.wbl'],
    approvers: ['b@demo.wbl'],
    summary: { ko: '요약', en: 'Summary' },
    stages: [],
  });
});
