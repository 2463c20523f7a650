import { describe, expect, it, vi } from 'vitest';
import { AppError } from './app-error';
import { meKey, newQueryClient, retryDelay, shouldRetry } from './query';

const failed = (status: number, retryAfter?: number) => new AppError({ status, code: 'x', title: '', retryAfter });

describe('query client', () => {
  it.each([
    [0, true],
    [429, true],
    [503, true],
    [401, false],
    [404, false],
    [412, false],
  ])('tries status %i again: %s', (status, again) => {
    expect(shouldRetry(0, failed(status))).toBe(again);
  });

  it('gives up after three tries', () => {
    expect(shouldRetry(3, failed(503))).toBe(false);
  });

  it('waits as long as the server asks, else ever longer', () => {
    expect(retryDelay(0, failed(429, 9))).toBe(9000);
    expect([0, 1, 2, 9].map((failures) => retryDelay(failures, failed(503)))).toEqual([1000, 2000, 4000, 15_000]);
  });

  it('asks anew who is signed in when any other question is answered with 401', async () => {
    const client = newQueryClient();
    const asked = vi.spyOn(client, 'invalidateQueries');
    const refuse = () => Promise.reject(failed(401));
    await client.fetchQuery({ queryKey: ['teams'], queryFn: refuse }).catch(() => undefined);
    expect(asked).toHaveBeenCalledExactlyOnceWith({ queryKey: meKey });
    await client.fetchQuery({ queryKey: [...meKey], queryFn: refuse }).catch(() => undefined);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
