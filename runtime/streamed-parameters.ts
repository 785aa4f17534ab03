import type { Operation } from './operation.js';
import { ResultStream } from './result-stream.js';
import { foldName } from './schema/index.js';

/** The streamed parameters of one method call. Their items are collected, unless somebody takes them. */
export class StreamedParameters {
  readonly #names: ReadonlyMap<string, string> | null;
  readonly #collected = new Map<string, unknown[]>();
  readonly #taken = new Map<string, ResultStream<unknown>>();

  /** @param names the CIM names of the parameters, by member; null when they are not known. */
  constructor(names: ReadonlyMap<string, string> | null) {
    this.#names = names;
  }

  /** Adds an item. A promise that comes back holds the producer until there is room. */
  push(name: string, item: unknown): void | Promise<void> {
    const key = foldName(name);
    const stream = this.#taken.get(key);
    if (stream !== undefined) return stream.push(item);
    const items = this.#collected.get(key);
    if (items === undefined) this.#collected.set(key, [item]);
    else items.push(item);
  }

  /**
   * The items of a parameter, beginning with those that have come already. They end as the operation does.
   * @throws TypeError when there is no such parameter, or it has been taken before.
   */
  take(member: string, operation: Operation): AsyncIterable<unknown> {
    const name = this.#names === null ? member : this.#names.get(member);
    if (name === undefined) throw new TypeError(`the method streams no parameter "${member}"`);
    const key = foldName(name);
    if (this.#taken.has(key)) throw new TypeError(`the stream "${member}" has been taken before`);
    const stream = ResultStream.of(operation, this.#collected.get(key) ?? []);
    this.#collected.delete(key);
    this.#taken.set(key, stream);
    return stream;
  }

  /** The items of a parameter that nobody took; null when somebody did. */
  collected(name: string): readonly unknown[] | null {
    const key = foldName(name);
    return this.#taken.has(key) ? null : (this.#collected.get(key) ?? []);
  }
}
