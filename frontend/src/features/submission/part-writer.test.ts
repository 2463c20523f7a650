import { describe, expect, it, vi } from 'vitest';
import { AppError } from '@/api/app-error';
import { PartWriter, type PartPort, type Stored } from './part-writer';

type Values = Record<string, string>;
type Send = PartPort<string>['send'];

const problem = (key: string) => ({ location: `body.answers.${key}`, code: 'input.too_long', message: 'too long' });
const refusal = (status: number, ...keys: string[]) =>
  new AppError({ status, code: 'x', title: 'x', errors: keys.map(problem) });
const lost = new AppError({ status: 0, code: 'network.no_answer', title: '' });

// A server that keeps one part and refuses values of more than five letters; `complete` wants all of them.
function world(start: Values, complete = false) {
  let stored: Stored<string> = { values: start, complete, version: 1 };
  const store: Send = (values, { complete: claim, version }) => {
    if (version !== stored.version) return Promise.reject(refusal(412));
    const long = Object.keys(values).filter((key) => (values[key] ?? '').length > 5);
    const gaps = claim ? Object.keys(values).filter((key) => values[key] === '') : [];
    if (long.length + gaps.length > 0) return Promise.reject(refusal(422, ...long, ...gaps));
    stored = { values, complete: claim, version: version + 1 };
    return Promise.resolve(stored);
  };
  const send = vi.fn<Send>(store);
  const port: PartPort<string> = {
    send,
    read: () => Promise.resolve(stored),
    normal: (values) => values,
    keyOf: (location) => location.split('.').at(-1),
  };
  return { writer: new PartWriter(port, stored), port, send, store, kept: () => stored };
}

describe('writing one part of a draft', () => {
  it('keeps everything but the field that is refused', async () => {
    const { writer, kept } = world({ title: 'old', text: '' });
    expect(await writer.write({ title: 'too long', text: 'new' }, false)).toEqual([problem('title')]);
    expect(kept().values).toEqual({ title: 'old', text: 'new' });
    expect(await writer.write({ title: 'short', text: 'new' }, false)).toEqual([]);
    expect(kept().values).toEqual({ title: 'short', text: 'new' });
  });

  it('does not send again what was refused', async () => {
    const { writer, send } = world({ title: 'old', text: '' });
    await writer.write({ title: 'too long', text: 'a' }, false);
    send.mockClear();
    expect(await writer.write({ title: 'too long', text: 'ab' }, true)).toEqual([problem('title')]);
    expect(send).toHaveBeenCalledExactlyOnceWith(
      { title: 'old', text: 'ab' },
      { complete: false, version: 2, keepalive: true },
    );
  });

  it('leaves out what cannot be sent at all', async () => {
    const { port, kept } = world({ title: 'old', text: '' });
    const writer = new PartWriter({ ...port, unsendable: () => ['title'] }, kept());
    await writer.write({ title: 'x', text: 'new' }, false);
    expect(kept().values).toEqual({ title: 'old', text: 'new' });
  });

  it('keeps a part that is done done, unless the change leaves a gap', async () => {
    const { writer, kept } = world({ title: 'old', text: 'done' }, true);
    await writer.write({ title: 'too long', text: 'still' }, false);
    expect(kept()).toMatchObject({ values: { title: 'old', text: 'still' }, complete: true });
    await writer.write({ title: 'old', text: '' }, false);
    expect(kept()).toMatchObject({ values: { title: 'old', text: '' }, complete: false });
  });

  it('gives up when a refusal names no field', async () => {
    const { writer, send } = world({ title: 'old' });
    send.mockRejectedValue(refusal(422));
    await expect(writer.write({ title: 'new' }, false)).rejects.toMatchObject({ status: 422 });
    expect(send).toHaveBeenCalledOnce();
  });

  it('does not take its own save, whose answer was lost, for somebody else', async () => {
    const { writer, send, store, kept } = world({ title: 'old' });
    send.mockImplementationOnce(async (...request) => {
      await store(...request);
      throw lost;
    });
    await expect(writer.write({ title: 'a' }, false)).rejects.toBe(lost);
    await writer.write({ title: 'ab' }, false);
    expect(kept()).toMatchObject({ values: { title: 'ab' }, version: 3 });
  });

  it('lets the newer of two saves stand that were sent at once', async () => {
    const { writer, send, store, kept } = world({ title: 'old' });
    let arrive: () => void = () => undefined;
    send.mockImplementationOnce(async (...request) => {
      await new Promise<void>((done) => (arrive = done));
      return store(...request);
    });
    const older = writer.write({ title: 'a' }, false);
    await writer.write({ title: 'ab' }, true);
    arrive();
    await older;
    expect(kept()).toMatchObject({ values: { title: 'ab' }, version: 2 });
    expect(writer.stored.version).toBe(2);
  });

  it('overwrites nobody', async () => {
    const { writer, port, kept } = world({ title: 'old' });
    await port.send({ title: 'her' }, { complete: false, version: 1, keepalive: false });
    await expect(writer.write({ title: 'mine' }, false)).rejects.toMatchObject({ status: 412 });
    writer.adopt(kept());
    await writer.write({ title: 'both' }, false);
    expect(kept().values).toEqual({ title: 'both' });
  });
});
