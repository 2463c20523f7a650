import { describe, expect, it } from 'vitest';
import { placeOf, type Place } from './problem-places';

const documents = { ko: '서류', en: 'Documents' };

describe('the place of a problem', () => {
  it.each<[string, Place]>([
    ['call.stages[0].closes_at', { stage: documents, name: 'admin.schedule.closes_at', rest: '' }],
    ['call.stages[0].gates[1].title', { stage: documents, name: 'admin.place.gates', rest: '[1].title' }],
    ['call.short_notice_reason', { name: 'admin.place.short_notice_reason', rest: '' }],
    ['call.stages', { name: 'admin.stages', rest: '' }],
    ['call.stages[4].odd', { name: 'admin.stages', rest: '[4].odd' }],
    ['call.odd[0]', { rest: 'odd[0]' }],
    ['body', { rest: '' }],
  ])('%s', (location, place) => {
    expect(placeOf(location, [{ title: documents }])).toEqual(place);
  });
});
