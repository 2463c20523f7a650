import { describe, expect, it } from 'vitest';
import { fieldOfAnswer, readSchema, toAnswers, toForm } from './section-schema';

const title = { ko: '제목', en: 'Title' };
const schema = readSchema({
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 2, maxLength: 10, 'x-title': title },
    percent: { type: 'integer', minimum: 0, maximum: 100, 'x-title': title },
    agreed: { type: 'boolean', const: true, 'x-title': title },
    foreign: { type: 'boolean', 'x-title': title },
    words: { type: 'array', maxItems: 3, items: { type: 'string', maxLength: 5 }, 'x-title': title },
    day: { type: 'string', format: 'date', 'x-title': title },
  },
});

describe('answers and form', () => {
  it('gives every field a value and gets the same answers back', () => {
    const answers = {
      name: '가나',
      percent: 0,
      agreed: true,
      foreign: false,
      words: ['하나', '둘'],
      day: '2026-03-02',
    };
    expect(toAnswers(schema, toForm(schema, answers))).toEqual(answers);
    expect(toForm(schema, {})).toEqual({ name: '', percent: '', agreed: '', foreign: '', words: [], day: '' });
  });

  it('leaves out what is empty, so that a draft holds only answers', () => {
    const form = { ...toForm(schema, {}), words: ['', ' '], agreed: 'false' };
    expect(toAnswers(schema, form)).toEqual({});
  });

  it('sends a number as a number, and what is none as it was typed, for the server to refuse', () => {
    expect(toAnswers(schema, { percent: '97' })).toEqual({ percent: 97 });
    expect(toAnswers(schema, { percent: '9.5' })).toEqual({ percent: '9.5' });
    expect(toAnswers(schema, { percent: '99999999999999999999' })).toEqual({ percent: '99999999999999999999' });
  });
});

describe('fields of problems', () => {
  const fieldOf = fieldOfAnswer(schema, { ...toForm(schema, {}), words: ['', '하나', '', '너무긴낱말들'] });

  it('finds the field of an answer', () => {
    expect(fieldOf('body.answers.name')).toBe('name');
    expect(fieldOf('body.answers.gone')).toBeUndefined();
    expect(fieldOf('body.complete')).toBeUndefined();
  });

  it('counts the items of a list as they stand on the screen, with the empty ones', () => {
    expect(fieldOf('body.answers.words[1]')).toBe('words.3');
    expect(fieldOf('body.answers.words')).toBe('words.0');
  });
});
