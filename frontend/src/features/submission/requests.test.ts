import { describe, expect, it } from 'vitest';
import type { Resource } from './api';
import { fieldOfRequest, requestGaps, toItems, toRequestsForm } from './requests';

const text = { ko: '', en: '' };
const resource = (key: string): Resource => ({ key, kind: 'gpu', title: text, unit: text, step: 8, maximum: 64 });
const resources = [resource('b200'), resource('h100'), resource('data')];
const empty = toRequestsForm(resources, []);

describe('requests', () => {
  it('sends only what is asked for', () => {
    const form = {
      ...empty,
      h100: { wanted: '16', minimum: '', reason: ' 학습 ' },
      data: { ...empty.b200!, wanted: '0' },
    };
    expect(requestGaps(resources, form)).toEqual([]);
    expect(toItems(resources, form)).toEqual([{ resource_key: 'h100', wanted: 16, minimum: 0, reason: '학습' }]);
  });

  it('names the gaps that keep the table from being read', () => {
    const form = {
      b200: { wanted: '', minimum: '8', reason: '' },
      h100: { wanted: '1.5', minimum: '-1', reason: '' },
      data: { wanted: '', minimum: '', reason: '' },
    };
    expect(
      requestGaps(resources, form).map(({ resourceKey, part, problem }) => `${resourceKey}.${part} ${problem}`),
    ).toEqual(['b200.wanted missing', 'h100.wanted not_whole', 'h100.minimum not_whole', 'h100.reason missing']);
  });

  it('finds the field of a problem although empty rows were not sent', () => {
    const form = { ...empty, data: { wanted: '9', minimum: '1', reason: 'x' } };
    expect(fieldOfRequest(resources, form)('body.requests[0].wanted')).toBe('data.wanted');
    expect(fieldOfRequest(resources, form)('body.requests[0].resource_key')).toBe('data.wanted');
    expect(fieldOfRequest(resources, form)('body.requests[1].wanted')).toBeUndefined();
  });
});
