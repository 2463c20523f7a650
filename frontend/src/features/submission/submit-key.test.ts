import { afterEach, describe, expect, it } from 'vitest';
import type { Submission } from './api';
import { forgetSubmitKey, submitKey, unansweredKey } from './submit-key';

const draft = (version: number, filed = 0) =>
  ({
    id: 's1',
    status: filed > 0 ? 'filed' : 'draft',
    filed_versions: filed,
    sections: [{ key: 'plan', version }],
    requests: { version: 1 },
    documents: [],
  }) as unknown as Submission;

describe('the key of a submit', () => {
  afterEach(() => forgetSubmitKey('s1'));

  it('stays the same until the server has answered, also after a reload', () => {
    const key = submitKey(draft(1));
    expect(submitKey(draft(1))).toBe(key);
    expect(unansweredKey(draft(1))).toBe(key);
    forgetSubmitKey('s1');
    expect(unansweredKey(draft(1))).toBeUndefined();
    expect(submitKey(draft(1))).not.toBe(key);
  });

  it('is never used for a draft that was changed, or for one that turned out to be filed', () => {
    const key = submitKey(draft(1));
    expect(unansweredKey(draft(2))).toBeUndefined();
    expect(unansweredKey(draft(1, 1))).toBeUndefined();
    expect(submitKey(draft(2))).not.toBe(key);
  });
});
