import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { countCharacters, TextArea } from './text-area';

function Sample({ minLength, maxLength }: { minLength?: number; maxLength?: number }) {
  const [value, setValue] = useState('');
  return (
    <TextArea
      label="의견"
      value={value}
      onChange={setValue}
      {...(minLength !== undefined && { minLength })}
      {...(maxLength !== undefined && { maxLength })}
    />
  );
}

describe('TextArea', () => {
  afterEach(() => vi.useRealTimers());

  it('counts syllables and emoji as one character each', () => {
    expect(countCharacters('가나다 😀')).toBe(5);
  });

  it('says the limits, counts, and never cuts off what is too long', () => {
    renderUi(<Sample minLength={3} maxLength={5} />);
    const area = screen.getByRole('textbox', { name: '의견' });
    expect(area).toHaveAccessibleDescription('3자 이상 5자 이하로 입력합니다.');
    expect(screen.getByText('3자가 더 필요합니다')).toBeVisible();
    fireEvent.change(area, { target: { value: '네 글자' } });
    expect(screen.getByText('4 / 5자')).toBeVisible();
    fireEvent.change(area, { target: { value: '일곱 글자이다' } });
    expect(area).toHaveValue('일곱 글자이다');
    expect(screen.getByText('2자를 줄이십시오')).toBeVisible();
  });

  it('reads the count out only when typing pauses', () => {
    vi.useFakeTimers();
    renderUi(<Sample maxLength={5} />);
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '가나' } });
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    act(() => vi.advanceTimersByTime(1000));
    expect(screen.getByRole('status')).toHaveTextContent('2 / 5자');
  });
});
