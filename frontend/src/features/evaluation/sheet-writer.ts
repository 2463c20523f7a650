import { asAppError } from '@/api/app-error';
import { readSheet, writeSheet, type Sheet, type TaggedSheet } from './api';
import { refusedOf, sameValue, storableOf, valueOf, type SheetProblem, type SheetValue } from './sheet-value';

/**
 * Writes one sheet's draft to the server and knows what stands there. What the
 * server would refuse (points beyond the maximum) is left out, so that everything
 * else is saved.
 */
export class SheetWriter {
  #sheet: Sheet;
  #etag: string;
  #kept: SheetValue;
  /** What was sent without an answer: the server may have it or not. */
  #sent: SheetValue | undefined;
  #rival: TaggedSheet | undefined;

  constructor({ sheet, etag }: TaggedSheet) {
    this.#sheet = sheet;
    this.#etag = etag;
    this.#kept = valueOf(sheet);
  }

  get etag(): string {
    return this.#etag;
  }

  /** What somebody saved from another window, after a 412. */
  get rival(): TaggedSheet | undefined {
    return this.#rival;
  }

  /** True when the server is known to have exactly this. */
  isKept(value: SheetValue): boolean {
    return sameValue(this.#kept, value);
  }

  /** Saves, and answers with what had to be left out. */
  async write(value: SheetValue, keepalive: boolean): Promise<SheetProblem[]> {
    const storable = storableOf(this.#sheet, value, this.#kept);
    const unanswered = this.#sent;
    this.#sent = storable;
    try {
      await this.#put(storable, keepalive);
    } catch (thrown) {
      if (asAppError(thrown).status !== 412) throw thrown;
      await this.#catchUp(thrown, unanswered);
      await this.#put(storable, keepalive);
    }
    this.#sent = undefined;
    return refusedOf(this.#sheet, value);
  }

  /** Goes on from the rival's version, after the reader's choice. */
  adopt(rival: TaggedSheet): void {
    this.#accept(rival);
    this.#rival = undefined;
    this.#sent = undefined;
  }

  async #put(storable: SheetValue, keepalive: boolean): Promise<void> {
    this.#accept(await writeSheet(this.#sheet.id, storable, { etag: this.#etag, keepalive }));
  }

  // A request whose answer was lost may have been carried out: the newer version is then our own.
  async #catchUp(refusal: unknown, unanswered: SheetValue | undefined): Promise<void> {
    const now = await readSheet(this.#sheet.id);
    const there = valueOf(now.sheet);
    if (!this.isKept(there) && !(unanswered && sameValue(unanswered, there))) {
      this.#rival = now;
      throw refusal;
    }
    this.#accept(now);
  }

  #accept({ sheet, etag }: TaggedSheet): void {
    this.#sheet = sheet;
    this.#etag = etag;
    this.#kept = valueOf(sheet);
  }
}
