import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setServerTime } from '@/lib/server-clock';
import { renderUi } from '@/test/render';
import { Countdown } from './countdown';

const deadline = '2026-03-02T09:00:00Z';
const before = (milliseconds: number) => new Date(Date.parse(deadline) - milliseconds);

describe('Countdown', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    setServerTime(new Date().toISOString());
  });

  afterEach(() => {
    vi.useRealTimers();
    setServerTime(new Date().toISOString());
  });

  it.each([
    [10 * 86_400_000, '10일 0시간 남음'],
    [11 * 3_600_000 + 360_000, '11시간 6분 남음'],
    [297_000, '4분 57초 남음'],
    [0, '마감됨'],
  ])('says %i ms as %s, with date and zone', (left, words) => {
    vi.setSystemTime(before(left));
    renderUi(<Countdown deadline={deadline} label="접수 마감" />);
    expect(screen.getAllByText(words)[0]).toBeVisible();
    expect(screen.getByText('2026. 3. 2.(월) 18:00 (KST)')).toHaveAttribute('datetime', deadline);
  });

  it('goes by the server’s clock', () => {
    vi.setSystemTime(before(86_400_000));
    setServerTime(before(60_000).toISOString());
    renderUi(<Countdown deadline={deadline} label="마감" />);
    expect(screen.getByText('1분 0초 남음')).toBeVisible();
  });

  it('counts silently, and announces the last minutes and the end', () => {
    vi.setSystemTime(before(601_000));
    renderUi(<Countdown deadline={deadline} label="마감" />);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    act(() => vi.advanceTimersByTime(2000));
    expect(screen.getByRole('status')).toHaveTextContent('마감까지 10분이 남지 않았습니다');
    act(() => vi.advanceTimersByTime(600_000));
    expect(screen.getByRole('status')).toHaveTextContent('마감됨');
  });
});
