import { expect, it } from 'vitest';
import { formatRegistrationNumber } from './registration-number';

it.each([
  ['', ''],
  ['123', '123'],
  ['1234', '123-4'],
  ['1234567890', '123-45-67890'],
  ['123-45-67890', '123-45-67890'],
  ['１２３ ４５ 67890 11', '123-45-67890'],
])('writes %j as %j', (typed, written) => {
  expect(formatRegistrationNumber(typed)).toBe(written);
});
