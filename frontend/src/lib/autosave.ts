import { asAppError, noAnswer, type AppError } from '@/api/app-error';
import { drafts } from './drafts';

/** What became of a save: its new ETag and, where a part could not be kept, why. The rest is saved then. */
export type Saved = { etag: string; refused?: AppError | undefined };

/** Sends the value and answers with what became of it. `keepalive` is set while the page is going away. */
export type Save<T> = (value: T, request: { etag: string; keepalive: boolean }) => Promise<Saved>;

export type AutosaveState =
  | { phase: 'idle' }
  | { phase: 'saving' }
  | { phase: 'saved'; at: number }
  | { phase: 'retrying'; attempt: number }
  | { phase: 'offline' }
  | { phase: 'conflict'; error: AppError }
  | { phase: 'failed'; error: AppError };

export type AutosaveOptions<T> = {
  /** Key of the local copy; names the person too: `${personId}/${sheetId}`. */
  draftKey: string;
  etag: string;
  save: Save<T>;
  /** Milliseconds from the last keystroke to the request; at most 1,000. */
  delay?: number;
};

const longestDelay = 1000;
const longestPause = 30_000;

/** Milliseconds to wait before try number `attempt` (1, 2, …): doubling, with up to a quarter of jitter. */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(1000 * 2 ** (attempt - 1), longestPause);
  return base * (1 - random() / 4);
}

/**
 * Saves one value as it changes: a local copy at once, the server's after a short
 * pause, one request at a time, the newest value last. It owns timers and
 * retries; the hook in use-autosave.ts connects it to a component.
 */
export class Autosaver<T> {
  #options: AutosaveOptions<T>;
  #state: AutosaveState = { phase: 'idle' };
  #listeners = new Set<() => void>();
  #etag: string;
  #pending: { value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #attempt = 0;
  #stopped = false;

  constructor(options: AutosaveOptions<T>) {
    this.#options = options;
    this.#etag = options.etag;
  }

  get state(): AutosaveState {
    return this.#state;
  }

  /** True while something typed is not yet known to be on the server. */
  get isDirty(): boolean {
    return this.#pending !== undefined || this.#running !== undefined;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Uses the newest callback without losing what is under way. */
  use(save: Save<T>): void {
    this.#options = { ...this.#options, save };
  }

  change(value: T): void {
    this.#pending = { value };
    void drafts.write(this.#options.draftKey, { value, at: Date.now(), etag: this.#etag });
    if (this.#state.phase === 'conflict') return;
    this.#attempt = 0;
    this.#schedule(Math.min(this.#options.delay ?? 800, longestDelay));
  }

  /** Sends what is pending now; resolves when the server has it or it cannot be sent. */
  async flush(keepalive = false): Promise<void> {
    clearTimeout(this.#timer);
    // A page that is going away cannot wait for the request under way.
    if (this.#running && !keepalive) await this.#running;
    if (!this.#pending || this.#state.phase === 'conflict') return;
    const run = this.#send(keepalive).finally(() => {
      if (this.#running === run) this.#running = undefined;
    });
    this.#running = run;
    await run;
  }

  /** After a conflict: go on with `value` on top of the version named by `etag`. */
  resolve(value: T, etag: string): void {
    this.#etag = etag;
    this.#attempt = 0;
    this.#set({ phase: 'idle' });
    this.change(value);
  }

  /** After a conflict: take the server's version; the local copy is dropped. */
  discard(etag: string): void {
    this.#etag = etag;
    this.#pending = undefined;
    void drafts.remove(this.#options.draftKey);
    this.#set({ phase: 'idle' });
  }

  /** Sends nothing more; resolves when the request under way is answered. What is not saved stays on this device. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.flush(), milliseconds);
  }

  async #send(keepalive: boolean): Promise<void> {
    const sent = this.#pending;
    if (!sent) return;
    this.#pending = undefined;
    this.#set({ phase: 'saving' });
    try {
      const { etag, refused } = await this.#options.save(sent.value, { etag: this.#etag, keepalive });
      this.#etag = etag;
      this.#attempt = 0;
      if (refused) this.#pending ??= sent;
      if (refused) this.#set({ phase: 'failed', error: refused });
      else this.#saved();
    } catch (thrown) {
      this.#pending ??= sent;
      this.#refused(asAppError(thrown));
    }
  }

  #saved(): void {
    this.#set({ phase: 'saved', at: Date.now() });
    if (this.#pending) this.#schedule(0);
    else void drafts.remove(this.#options.draftKey);
  }

  #refused(error: AppError): void {
    if (error.status === 412) return this.#set({ phase: 'conflict', error });
    if (!error.isTemporary) return this.#set({ phase: 'failed', error });
    this.#attempt += 1;
    const offline = error.status === noAnswer && !navigator.onLine;
    this.#set(offline ? { phase: 'offline' } : { phase: 'retrying', attempt: this.#attempt });
    const asked = (error.retryAfter ?? 0) * 1000;
    this.#schedule(Math.max(asked, pauseBefore(this.#attempt)));
  }

  #set(state: AutosaveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const leftBehind = new Map<string, { stop: () => Promise<void> }>();

/** Sends the last words of a screen that is left; the saver goes on trying until they arrive. */
export async function leaveBehind<T>(draftKey: string, saver: Autosaver<T>): Promise<void> {
  if (!saver.isDirty) return;
  leftBehind.set(draftKey, saver);
  await saver.flush();
  if (!saver.isDirty && leftBehind.get(draftKey) === saver) leftBehind.delete(draftKey);
}

/**
 * Waits until nothing that an earlier visit to this screen has sent is under way.
 * Only then does the server tell the newest version, and only then can a new visit
 * save without being taken for somebody else.
 */
export async function settleLeftBehind(draftKey: string): Promise<void> {
  const saver = leftBehind.get(draftKey);
  leftBehind.delete(draftKey);
  await saver?.stop();
}
