import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apiUrl, problem, startServer } from '@/test/server';
import { isSameFile, rememberFile, sendFile } from './upload';

const server = startServer();
const size = 1_200_000;
const file = new File([new Uint8Array(size)], 'plan.pdf', { lastModified: 1 });
const events = () => ({ onProgress: vi.fn(), onChecking: vi.fn(), signal: new AbortController().signal });

/** A server that keeps pieces, and breaks off where it is told to. */
function store(start: number, breakAt: number[]) {
  const kept = { offset: start, offsets: [] as number[] };
  server.use(
    http.get(apiUrl('/documents/d1'), () => HttpResponse.json({ document: { id: 'd1' }, offset: kept.offset })),
    http.patch(apiUrl('/documents/d1/content'), async ({ request }) => {
      const offset = Number(request.headers.get('Upload-Offset'));
      kept.offsets.push(offset);
      if (breakAt.includes(kept.offsets.length)) return HttpResponse.error();
      if (offset !== kept.offset) return problem(409, 'submission.upload_offset');
      kept.offset += (await request.arrayBuffer()).byteLength;
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(apiUrl('/documents/d1/finish'), () =>
      kept.offset === size
        ? HttpResponse.json({ id: 'd1', status: 'ready' })
        : problem(409, 'submission.upload_incomplete'),
    ),
  );
  return kept;
}

describe('sending a file', () => {
  beforeEach(
    () =>
      void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 }),
  );
  afterEach(() => void vi.useRealTimers());

  it('goes on from where the server stands, and finishes', async () => {
    const kept = store(600_000, []);
    const seen = events();
    await expect(sendFile('d1', file, seen)).resolves.toMatchObject({ status: 'ready' });
    expect(kept.offsets[0]).toBe(600_000);
    expect(seen.onProgress).toHaveBeenNthCalledWith(1, 50);
    expect(seen.onProgress).toHaveBeenLastCalledWith(100);
    expect(seen.onChecking).toHaveBeenCalledOnce();
  });

  it('sends only the lost piece again after a cut network', async () => {
    const kept = store(0, [2]);
    await sendFile('d1', file, events());
    expect(kept.offsets).toEqual([0, 524_288, 524_288, 1_048_576]);
    expect(kept.offset).toBe(size);
  });

  it('does not repeat what the server refuses for good', async () => {
    store(size, []);
    const finish = vi.fn(() => problem(415, 'submission.file_type_wrong'));
    server.use(http.post(apiUrl('/documents/d1/finish'), finish));
    await expect(sendFile('d1', file, events())).rejects.toMatchObject({ code: 'submission.file_type_wrong' });
    expect(finish).toHaveBeenCalledOnce();
  });
});

describe('the file of an unfinished upload', () => {
  it('is known again only when name, size and date are the same', () => {
    rememberFile('d1', file);
    expect(isSameFile('d1', new File([new Uint8Array(size)], 'plan.pdf', { lastModified: 1 }))).toBe(true);
    expect(isSameFile('d1', new File([new Uint8Array(size)], 'plan.pdf', { lastModified: 2 }))).toBe(false);
    expect(isSameFile('d2', file)).toBe(false);
  });
});
