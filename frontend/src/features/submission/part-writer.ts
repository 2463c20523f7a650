import { asAppError, type AppError, type FieldProblem } from '@/api/app-error';

/** A part of a draft as the server has it: its fields, by key. */
export type Stored<V> = { values: Record<string, V>; complete: boolean; version: number };

/** How one part of a draft is written and read. */
export type PartPort<V> = {
  send: (
    values: Record<string, V>,
    request: { complete: boolean; version: number; keepalive: boolean },
  ) => Promise<Stored<V>>;
  read: () => Promise<Stored<V>>;
  /** The values as they come back from the server. */
  normal: (values: Record<string, V>) => Record<string, V>;
  /** The key of the field that a refusal names. */
  keyOf: (location: string, sent: Record<string, V>) => string | undefined;
  /** The keys of fields that cannot be sent at all as they are. */
  unsendable?: (values: Record<string, V>) => string[];
};

type Refusal<V> = { value: V | undefined; problem: FieldProblem };

/**
 * Writes one part of a draft (a section, the table of requests) and knows what stands
 * on the server. A field that the server refuses is sent as it was saved last, so that
 * everything else is kept.
 */
export class PartWriter<V> {
  #port: PartPort<V>;
  #stored: Stored<V>;
  #refused = new Map<string, Refusal<V>>();
  /** What was sent without an answer: the server may have it or not. */
  #unanswered = new Set<string>();
  #sends = 0;

  constructor(port: PartPort<V>, stored: Stored<V>) {
    this.#port = port;
    this.#stored = stored;
  }

  get stored(): Stored<V> {
    return this.#stored;
  }

  /** Saves what can be saved, and answers with what the server refuses to keep. */
  async write(values: Record<string, V>, keepalive: boolean): Promise<FieldProblem[]> {
    // A part that was done stays done while a word is changed, and is under way again when the change leaves a gap.
    let complete = this.#stored.complete;
    for (;;) {
      const sent = this.#storable(values);
      try {
        await this.#put(sent, complete, keepalive);
        return [...this.#refused.values()].map(({ problem }) => problem);
      } catch (thrown) {
        const error = asAppError(thrown);
        if (error.status !== 422) throw error;
        if (!complete && !this.#refuse(values, sent, error)) throw error;
        complete = complete ? false : this.#stored.complete;
      }
    }
  }

  /** Saves everything or nothing. */
  async writeAll(values: Record<string, V>, complete: boolean): Promise<void> {
    await this.#put(values, complete, false);
    this.#refused.clear();
  }

  /** Goes on from a version that somebody else has saved. */
  adopt(stored: Stored<V>): void {
    this.#stored = stored;
    this.#unanswered.clear();
  }

  #storable(values: Record<string, V>): Record<string, V> {
    const unsendable = new Set(this.#port.unsendable?.(values));
    for (const [key, { value }] of this.#refused) {
      if (!same(value, values[key])) this.#refused.delete(key);
    }
    return Object.fromEntries(
      Object.entries(values).map(([key, value]) => {
        const kept = this.#stored.values[key];
        const replaced = (unsendable.has(key) || this.#refused.has(key)) && kept !== undefined;
        return [key, replaced ? kept : value];
      }),
    );
  }

  /** Notes what was refused; false when that names no field that could be left out. */
  #refuse(values: Record<string, V>, sent: Record<string, V>, error: AppError): boolean {
    const before = this.#refused.size;
    for (const problem of error.errors) {
      const key = this.#port.keyOf(problem.location, sent);
      if (key !== undefined && key in values && !this.#refused.has(key)) {
        this.#refused.set(key, { value: values[key], problem });
      }
    }
    return this.#refused.size > before;
  }

  async #put(values: Record<string, V>, complete: boolean, keepalive: boolean): Promise<void> {
    const turn = ++this.#sends;
    const text = this.#textOf(values);
    this.#unanswered.add(text);
    const send = async () =>
      this.#accept(await this.#port.send(values, { complete, keepalive, version: this.#stored.version }));
    try {
      await send();
    } catch (thrown) {
      const { status, isTemporary } = asAppError(thrown);
      if (status !== 412) {
        if (!isTemporary) this.#unanswered.delete(text);
        throw thrown;
      }
      await this.#catchUp(thrown);
      // Something newer was sent meanwhile and must not be written over.
      if (turn !== this.#sends) return;
      await send();
    }
    this.#unanswered.delete(text);
  }

  // A request whose answer was lost or has not come yet may have been carried out: the newer version is then our own.
  async #catchUp(refusal: unknown): Promise<void> {
    const now = await this.#port.read();
    const text = this.#textOf(now.values);
    if (text !== this.#textOf(this.#stored.values) && !this.#unanswered.has(text)) throw refusal;
    this.#accept(now);
  }

  #accept(stored: Stored<V>): void {
    if (stored.version >= this.#stored.version) this.#stored = stored;
  }

  #textOf(values: Record<string, V>): string {
    return JSON.stringify(this.#port.normal(values));
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
