import { act, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '@/api/app-error';
import { applyDisplay, readDisplay } from './display';
import { useIdempotencyKey } from './idempotency';
import { isDemo } from './mode';
import { serverNow, setServerTime } from './server-clock';
import { useErrorSummary } from './use-error-summary';

describe('useErrorSummary', () => {
  const error = new AppError({
    status: 422,
    code: 'validation',
    title: '확인하십시오',
    errors: [
      { location: 'body.title', code: 'required', message: '제목을 입력하십시오.' },
      { location: 'body.members[0].email', code: 'format', message: '주소가 잘못되었습니다.' },
      { location: '', code: 'rule', message: '대학이 참여해야 합니다.' },
    ],
  });

  it('maps locations to fields', () => {
    const { result } = renderHook(() => useErrorSummary());
    act(() => result.current.report(error));
    expect(result.current.items.map((item) => item.fieldId)).toEqual(['title', 'members[0].email', undefined]);
    expect(result.current.errorOf('title')).toBe('제목을 입력하십시오.');
    act(() => result.current.clear());
    expect(result.current.items).toEqual([]);
  });

  it('takes the form’s own mapping, and a sentence where no field is named', () => {
    const fieldOf = (location: string) => (location === 'body.title' ? 'my-title' : undefined);
    const { result } = renderHook(() => useErrorSummary(fieldOf));
    act(() => result.current.report(error));
    expect(result.current.errorOf('my-title')).toBe('제목을 입력하십시오.');
    act(() => result.current.report(new AppError({ status: 409, code: 'x', title: '제목', detail: '이미 있습니다.' })));
    expect(result.current.items).toEqual([{ message: '이미 있습니다.' }]);
  });
});

describe('useIdempotencyKey', () => {
  it('stays the same until it is renewed', () => {
    const { result } = renderHook(() => useIdempotencyKey());
    const first = result.current.key();
    expect(result.current.key()).toBe(first);
    result.current.renew();
    expect(result.current.key()).not.toBe(first);
  });
});

describe('server clock', () => {
  afterEach(() => setServerTime(new Date().toISOString()));

  it('follows the server, not this machine', () => {
    vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
    setServerTime(new Date(5_000_000).toISOString(), 1_000_000);
    expect(serverNow()).toBe(5_000_000);
    setServerTime('nonsense');
    expect(serverNow()).toBe(5_000_000);
  });
});

describe('display', () => {
  it('is kept, and what was tampered with falls back', () => {
    applyDisplay({ theme: 'high-contrast', scale: 130 });
    expect(document.documentElement.dataset.theme).toBe('high-contrast');
    expect(document.documentElement.style.getPropertyValue('--screen-scale')).toBe('1.3');
    expect(readDisplay()).toEqual({ theme: 'high-contrast', scale: 130 });
    localStorage.setItem('wbl-display', '{"theme":"pink","scale":900}');
    expect(readDisplay()).toEqual({ theme: 'system', scale: 100 });
    localStorage.setItem('wbl-display', 'no json');
    expect(readDisplay()).toEqual({ theme: 'system', scale: 100 });
  });
});

describe('mode', () => {
  afterEach(() => document.head.replaceChildren());

  it('is told by the server', () => {
    vi.stubEnv('DEV', false);
    document.head.innerHTML = '<meta name="wbl-mode" content="standard">';
    expect(isDemo()).toBe(false);
    document.head.innerHTML = '<meta name="wbl-mode" content="demo">';
    expect(isDemo()).toBe(true);
    vi.unstubAllEnvs();
  });
});
