import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** What was typed and when (milliseconds since the epoch, this machine's clock), with the version it was typed over. */
export type Draft = { value: unknown; at: number; etag: string };

interface Drafts extends DBSchema {
  drafts: { key: string; value: Draft };
}

let opening: Promise<IDBPDatabase<Drafts>> | undefined;

function database(): Promise<IDBPDatabase<Drafts>> {
  opening ??= openDB<Drafts>('wbl-drafts', 1, {
    upgrade(db) {
      db.createObjectStore('drafts');
    },
  });
  return opening;
}

// A browser may refuse storage (private mode, full disk). The server's copy is the
// one that counts, so a draft that cannot be kept here is no error for the reader.
async function tolerant<T>(work: (db: IDBPDatabase<Drafts>) => Promise<T>): Promise<T | undefined> {
  try {
    return await work(await database());
  } catch {
    return undefined;
  }
}

/** Local copies of unsaved text; the key names the person and the thing (`person/section`). */
export const drafts = {
  read: (key: string) => tolerant((db) => db.get('drafts', key)),
  write: (key: string, draft: Draft) => tolerant((db) => db.put('drafts', draft, key)),
  remove: (key: string) => tolerant((db) => db.delete('drafts', key)),
  /** For signing out: the next person at this machine must find nothing. */
  clear: () => tolerant((db) => db.clear('drafts')),
};
