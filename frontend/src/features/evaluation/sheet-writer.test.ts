import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { setServerTime } from '@/lib/server-clock';
import { apiUrl, problem, startServer } from '@/test/server';
import { deviceCopy } from './device-copy';
import { sheetOf } from './test-samples';
import { SheetWriter } from './sheet-writer';
import { valueOf, type SheetValue } from './sheet-value';

const server = startServer();
const url = apiUrl('/score-sheets/sheet1');

function typed(opinion: string, points = ''): SheetValue {
  const value = valueOf(sheetOf());
  return { entries: value.entries.map((entry, at) => (at === 0 ? { ...entry, points } : entry)), opinion };
}

// A server with one sheet; `lose` carries out a save and then loses its answer.
function sheetServer(lose: (save: number) => boolean = () => false) {
  let version = 1;
  let kept = typed('');
  let saves = 0;
  const answer = () => HttpResponse.json(sheetOf({ ...kept, version }), { headers: { ETag: `"${version}"` } });
  const elsewhere = (value: SheetValue) => {
    kept = value;
    version += 1;
  };
  server.use(
    http.get(url, answer),
    http.put(url, async ({ request }) => {
      if (request.headers.get('If-Match') !== `"${version}"`) return problem(412, 'store.changed_meanwhile');
      elsewhere((await request.json()) as SheetValue);
      saves += 1;
      return lose(saves) ? HttpResponse.error() : answer();
    }),
  );
  return { elsewhere, kept: () => kept };
}

const writer = () => new SheetWriter({ sheet: sheetOf(), etag: '"1"' });

describe('sheet writer', () => {
  it('saves on top of the version it knows, and knows what is kept', async () => {
    const { kept } = sheetServer();
    const one = writer();
    expect(await one.write(typed('처음'), false)).toEqual([]);
    await one.write(typed('다음'), false);
    expect(kept().opinion).toBe('다음');
    expect(one.etag).toBe('"3"');
    expect(one.isKept(typed('다음'))).toBe(true);
    expect(one.isKept(typed('그다음'))).toBe(false);
  });

  it('leaves out what would be refused and says so', async () => {
    const { kept } = sheetServer();
    const problems = await writer().write(typed('의견', '400'), false);
    expect(problems).toMatchObject([{ kind: 'out_of_range', fieldId: 'points-tech' }]);
    expect(kept()).toEqual(typed('의견', ''));
  });

  it('is in no conflict with itself when the answer of a save was lost', async () => {
    const { kept } = sheetServer((save) => save === 1);
    const one = writer();
    await expect(one.write(typed('처음'), false)).rejects.toMatchObject({ status: 0 });
    await one.write(typed('처음과 다음'), false);
    expect(kept().opinion).toBe('처음과 다음');
    expect(one.rival).toBeUndefined();
  });

  it('overwrites nothing from another window before a choice', async () => {
    const { elsewhere, kept } = sheetServer();
    const one = writer();
    elsewhere(typed('다른 창'));
    await expect(one.write(typed('이 창'), false)).rejects.toMatchObject({ status: 412 });
    expect(kept().opinion).toBe('다른 창');
    expect(one.rival?.sheet.opinion).toBe('다른 창');
    one.adopt(one.rival!);
    await one.write(typed('이 창'), false);
    expect(kept().opinion).toBe('이 창');
  });
});

describe('copy on this device', () => {
  beforeEach(() => setServerTime(new Date().toISOString()));

  const sheet = sheetOf({ updated_at: '2026-03-02T09:00:00Z' });
  const savedAt = Date.parse(sheet.updated_at);
  const draft = (value: unknown, at: number) => ({ value, at, etag: '"1"' });

  it('is the newest when it was typed after the last save, or as it was under way', () => {
    expect(deviceCopy(sheet, draft(typed('더'), savedAt + 60_000))?.newest).toBe('device');
    expect(deviceCopy(sheet, draft(typed('더'), savedAt - 1000))?.newest).toBe('device');
    expect(deviceCopy(sheet, draft(typed('더'), savedAt - 60_000))?.newest).toBe('server');
  });

  it('is no matter when it says the same, or belongs to other criteria', () => {
    expect(deviceCopy(sheet, undefined)).toBeUndefined();
    expect(deviceCopy(sheet, draft(typed(''), savedAt + 1))).toBeUndefined();
    expect(deviceCopy(sheet, draft({ entries: [], opinion: '더' }, savedAt + 1))).toBeUndefined();
    expect(deviceCopy(sheet, draft('더', savedAt + 1))).toBeUndefined();
  });
});
