import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { DateTimeField, readMoment, writeMoment } from './date-time-field';

function Sample({ start = '', granularity }: { start?: string; granularity?: 'day' | 'minute' }) {
  const [value, setValue] = useState(start);
  return (
    <>
      <DateTimeField
        id="deadline"
        label="마감"
        hint="한국 시각"
        value={value}
        onChange={setValue}
        {...(granularity && { granularity })}
      />
      <output data-testid="value">{value}</output>
    </>
  );
}

describe('DateTimeField', () => {
  it.each([
    ['2026-03-02T09:00:00Z', '2026-03-02T18:00:00+09:00'],
    ['2026-03-02T18:00:00+09:00', '2026-03-02T18:00:00+09:00'],
  ])('reads %s as Korean time', (value, written) => {
    const moment = readMoment(value, 'minute');
    expect(moment && writeMoment(moment)).toBe(written);
  });

  it('shows nothing for what is no date', () => {
    expect(readMoment('soon', 'minute')).toBeNull();
    expect(readMoment('', 'day')).toBeNull();
  });

  it('is typed part by part', async () => {
    const { user } = renderUi(<Sample granularity="day" />);
    const group = screen.getAllByRole('group', { name: /마감/ })[0];
    const parts = within(group as HTMLElement).getAllByRole('spinbutton');
    await user.click(parts[0] as HTMLElement);
    await user.keyboard('20260302');
    expect(screen.getByTestId('value')).toHaveTextContent('2026-03-02');
  });

  it('changes a part with the arrow keys and keeps the zone', async () => {
    const { user } = renderUi(<Sample start="2026-03-02T18:00:00+09:00" />);
    const hour = screen.getByRole('spinbutton', { name: /시/ });
    await user.click(hour);
    await user.keyboard('{ArrowUp}');
    expect(screen.getByTestId('value')).toHaveTextContent('2026-03-02T19:00:00+09:00');
    expect(screen.getByText('KST')).toBeVisible();
  });

  it('offers a calendar', async () => {
    const { user } = renderUi(<Sample start="2026-03-02" granularity="day" />);
    await user.click(screen.getByRole('button', { name: /마감/ }));
    const calendar = await screen.findByRole('dialog', { name: '달력' });
    await user.click(within(calendar).getByRole('button', { name: /3월 10일/ }));
    expect(screen.getByTestId('value')).toHaveTextContent('2026-03-10');
  });
});
