import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/api/app-error';
import type { AutosaveState } from '@/lib/autosave';
import { renderUi } from '@/test/render';
import { SaveStatus } from './save-status';

const error = new AppError({ status: 422, code: 'x', title: '', detail: '합계가 맞지 않습니다.' });

const states: [AutosaveState, string][] = [
  [{ phase: 'idle' }, '입력한 내용은 자동으로 저장됩니다'],
  [{ phase: 'saving' }, '저장 중'],
  [{ phase: 'saved', at: Date.parse('2026-03-02T05:03:00Z') }, '14:03에 저장함'],
  [{ phase: 'retrying', attempt: 1 }, '저장하지 못했습니다. 다시 시도하고 있습니다'],
  [{ phase: 'offline' }, '연결이 끊겼습니다. 이 기기에 보관했으며 연결되면 저장합니다'],
  [{ phase: 'conflict', error }, '다른 사람이 먼저 바꿨습니다. 내용을 비교하십시오'],
  [{ phase: 'failed', error }, '저장하지 못했습니다. 합계가 맞지 않습니다.'],
];

describe('SaveStatus', () => {
  it.each(states)('announces %o', (state, words) => {
    renderUi(<SaveStatus state={state} />);
    expect(screen.getByRole('status')).toHaveTextContent(words);
  });
});
