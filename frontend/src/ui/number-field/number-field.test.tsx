import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { NumberField, plainNumber } from './number-field';

function Sample({ start = '', step = '0.5' }: { start?: string; step?: string }) {
  const [value, setValue] = useState(start);
  return (
    <>
      <NumberField label="점수" value={value} onChange={setValue} min="0" max="40" step={step} unit="점" />
      <output>{value}</output>
    </>
  );
}

describe('NumberField', () => {
  it('gives an exact decimal string at every key, and groups digits for the eye', async () => {
    const { user } = renderUi(<Sample />);
    const input = screen.getByRole('textbox', { name: '점수' });
    await user.type(input, '1234567.05');
    expect(screen.getByRole('status')).toHaveTextContent('1234567.05');
    expect(input).toHaveValue('1,234,567.05');
  });

  it('steps exactly with the arrow keys, within the limits', async () => {
    const { user } = renderUi(<Sample start="39.1" />);
    await user.click(screen.getByRole('textbox'));
    await user.keyboard('{ArrowUp}');
    expect(screen.getByRole('status')).toHaveTextContent('39.6');
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(screen.getByRole('status')).toHaveTextContent('40');
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('status')).toHaveTextContent('39.5');
  });

  it('keeps what is no number, for the error to explain', async () => {
    const { user } = renderUi(<Sample />);
    await user.type(screen.getByRole('textbox'), '여덟');
    expect(screen.getByRole('textbox')).toHaveValue('여덟');
  });

  it.each([
    ['1,234', '1234'],
    ['１２．５', '12.5'],
    [' 7 ', '7'],
  ])('takes %j as %s', (typed, plain) => {
    expect(plainNumber(typed)).toBe(plain);
  });
});
