import 'fake-indexeddb/auto';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '@/api/app-error';
import { Autosaver, pauseBefore, type Save } from './autosave';
import { drafts } from './drafts';
import { useAutosave } from './use-autosave';

const refused = (status: number, retryAfter?: number) => new AppError({ status, code: 'x', title: 'x', retryAfter });

function saver(save: Save<string>) {
  return new Autosaver<string>({ draftKey: 'person/section', etag: '"1"', save });
}

describe('autosaver', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });

  afterEach(async () => {
    vi.useRealTimers();
    await drafts.clear();
  });

  it('saves the newest text within a second of the last keystroke, on top of the version it knows', async () => {
    const save = vi.fn<Save<string>>().mockResolvedValueOnce({ etag: '"2"' }).mockResolvedValueOnce({ etag: '"3"' });
    const autosaver = saver(save);
    autosaver.change('a');
    await vi.advanceTimersByTimeAsync(500);
    autosaver.change('ab');
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(save).toHaveBeenCalledExactlyOnceWith('ab', { etag: '"1"', keepalive: false });
    expect(autosaver.state.phase).toBe('saved');
    autosaver.change('abc');
    await vi.advanceTimersByTimeAsync(1000);
    expect(save).toHaveBeenLastCalledWith('abc', { etag: '"2"', keepalive: false });
  });

  it('never sends two requests at once, and sends what was typed meanwhile afterwards', async () => {
    const answers: (() => void)[] = [];
    const save = vi.fn<Save<string>>(() => new Promise((done) => answers.push(() => done({ etag: '"n"' }))));
    const autosaver = saver(save);
    autosaver.change('a');
    await vi.advanceTimersByTimeAsync(1000);
    autosaver.change('ab');
    await vi.advanceTimersByTimeAsync(5000);
    expect(save).toHaveBeenCalledTimes(1);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(save).toHaveBeenLastCalledWith('ab', { etag: '"n"', keepalive: false });
  });

  it('tries again, ever later, until it is saved', async () => {
    const save = vi
      .fn<Save<string>>()
      .mockRejectedValueOnce(refused(503))
      .mockRejectedValueOnce(refused(0))
      .mockResolvedValueOnce({ etag: '"2"' });
    const autosaver = saver(save);
    autosaver.change('a');
    await vi.advanceTimersByTimeAsync(900);
    expect(autosaver.state).toEqual({ phase: 'retrying', attempt: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(autosaver.state).toEqual({ phase: 'retrying', attempt: 2 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(autosaver.state.phase).toBe('saved');
    expect(autosaver.isDirty).toBe(false);
  });

  it('waits as long as the server asks', async () => {
    const save = vi.fn<Save<string>>().mockRejectedValueOnce(refused(429, 20)).mockResolvedValueOnce({ etag: '"2"' });
    saver(save).change('a');
    await vi.advanceTimersByTimeAsync(20_500);
    expect(save).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(save).toHaveBeenCalledTimes(2);
  });

  it('says when there is no network', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const autosaver = saver(vi.fn<Save<string>>().mockRejectedValue(refused(0)));
    autosaver.change('a');
    await vi.advanceTimersByTimeAsync(900);
    expect(autosaver.state.phase).toBe('offline');
  });

  it('overwrites nobody: after 412 it waits for a choice', async () => {
    const save = vi.fn<Save<string>>().mockRejectedValueOnce(refused(412)).mockResolvedValueOnce({ etag: '"9"' });
    const autosaver = saver(save);
    autosaver.change('mine');
    await vi.advanceTimersByTimeAsync(1000);
    expect(autosaver.state.phase).toBe('conflict');
    autosaver.change('mine still');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    autosaver.resolve('merged', '"8"');
    await vi.advanceTimersByTimeAsync(1000);
    expect(save).toHaveBeenLastCalledWith('merged', { etag: '"8"', keepalive: false });
    expect(autosaver.state.phase).toBe('saved');
  });

  it('does not repeat what is refused for good', async () => {
    const save = vi.fn<Save<string>>().mockRejectedValue(refused(422));
    const autosaver = saver(save);
    autosaver.change('a');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(autosaver.state.phase).toBe('failed');
    expect(autosaver.isDirty).toBe(true);
  });

  it('doubles its pauses up to half a minute, never below three quarters of them', () => {
    const pauses = [1, 2, 3, 6, 20].map((attempt) => pauseBefore(attempt, () => 0));
    expect(pauses).toEqual([1000, 2000, 4000, 30_000, 30_000]);
    expect(pauseBefore(1, () => 1)).toBe(750);
  });
});

describe('useAutosave', () => {
  afterEach(() => drafts.clear());

  const options = (save: Save<string>) => ({ draftKey: 'person/sheet', etag: '"1"', save, initial: 'server' });

  it('keeps a local copy until the server has the text', async () => {
    const save = vi.fn<Save<string>>().mockResolvedValue({ etag: '"2"' });
    const { result } = renderHook(() => useAutosave(options(save)));
    act(() => result.current.change('typed'));
    await waitFor(async () => expect((await drafts.read('person/sheet'))?.value).toBe('typed'));
    await act(() => result.current.flush());
    await waitFor(async () => expect(await drafts.read('person/sheet')).toBeUndefined());
    expect(result.current.state.phase).toBe('saved');
  });

  it('offers what a closed tab left behind, and saves it only when it is wanted', async () => {
    await drafts.write('person/sheet', { value: 'left behind', at: 5, etag: '"1"' });
    const save = vi.fn<Save<string>>().mockResolvedValue({ etag: '"2"' });
    const { result } = renderHook(() => useAutosave(options(save)));
    await waitFor(() => expect(result.current.recovered).toEqual({ value: 'left behind', at: 5 }));
    expect(save).not.toHaveBeenCalled();
    let taken: string | undefined;
    act(() => {
      taken = result.current.acceptRecovered();
    });
    expect(taken).toBe('left behind');
    await act(() => result.current.flush());
    expect(save).toHaveBeenCalledWith('left behind', { etag: '"1"', keepalive: false });
  });

  it('offers nothing when the copy is what the server has, and forgets what is not wanted', async () => {
    await drafts.write('person/sheet', { value: 'server', at: 5, etag: '"1"' });
    const same = renderHook(() => useAutosave(options(vi.fn())));
    await new Promise((done) => setTimeout(done, 20));
    expect(same.result.current.recovered).toBeUndefined();
    same.unmount();

    await drafts.write('person/sheet', { value: 'other', at: 5, etag: '"1"' });
    const other = renderHook(() => useAutosave(options(vi.fn())));
    await waitFor(() => expect(other.result.current.recovered).toBeDefined());
    act(() => other.result.current.dismissRecovered());
    await waitFor(async () => expect(await drafts.read('person/sheet')).toBeUndefined());
  });

  it('sends the last words when the page goes away', async () => {
    const save = vi.fn<Save<string>>().mockResolvedValue({ etag: '"2"' });
    const { result } = renderHook(() => useAutosave(options(save)));
    act(() => result.current.change('last words'));
    act(() => void window.dispatchEvent(new Event('pagehide')));
    expect(save).toHaveBeenCalledWith('last words', { etag: '"1"', keepalive: true });
  });

  it('warns before unsaved text is left', () => {
    const { result } = renderHook(() => useAutosave(options(() => new Promise(() => undefined))));
    const calm = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(calm);
    expect(calm.defaultPrevented).toBe(false);
    act(() => result.current.change('unsaved'));
    const warned = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(warned);
    expect(warned.defaultPrevented).toBe(true);
  });
});
