import { type Deferred, deferred } from './deferred.js';
import { leavable } from './leavable.js';
import type { Operation } from './operation.js';

/** So many results wait for their consumer before their producer does; as many again may be on their way to it. */
const LIMIT = 32;

/** Results on their way from a handler to one `for await` loop. */
export class ResultQueue<T> implements AsyncIterable<T> {
  #items: T[];
  #ended = false;
  #left = false;
  #operation: Operation | null = null;
  #failure: { readonly reason: unknown } | null = null;
  /** What a consumer that has nothing to do waits for. */
  #arrival: Deferred<void> | null = null;
  /** What a producer that is ahead waits for. */
  #room: Deferred<void> | null = null;

  /** @param items results that are there already. */
  constructor(items: readonly T[] = []) {
    this.#items = [...items];
  }

  /** Adds a result. A promise that comes back holds the producer until there is room. */
  push(item: T): void | Promise<void> {
    if (this.#ended) return;
    this.#items.push(item);
    this.#wakeConsumer();
    if (this.#items.length < LIMIT) return;
    this.#room ??= deferred();
    return this.#room.promise;
  }

  /** Ends as the operation does: after the results that came before, or at once where it was cancelled. */
  follow(operation: Operation): void {
    this.#operation = operation;
    operation.result.then(
      () => this.#end(),
      (reason) => {
        this.#failure = { reason };
        this.#end();
      },
    );
  }

  [Symbol.asyncIterator](): AsyncIterator<T, void, void> {
    return leavable(this.#results(), () => this.leave());
  }

  /** Ends without a failure, at once, also for a consumer that waits: nobody wants more. */
  leave(): void {
    this.#left = true;
    this.#items = [];
    this.#end();
  }

  async *#results(): AsyncGenerator<T, void, void> {
    try {
      while (!this.#left) {
        const batch = this.#take();
        for (const item of batch) {
          if (this.#operation?.cancelled) break;
          yield item;
        }
        if (batch.length > 0) continue;
        if (this.#failure !== null) throw this.#failure.reason;
        if (this.#ended) return;
        this.#arrival ??= deferred();
        await this.#arrival.promise;
      }
    } finally {
      this.leave();
    }
  }

  #end(): void {
    this.#ended = true;
    this.#wakeProducer();
    this.#wakeConsumer();
  }

  #take(): readonly T[] {
    const batch = this.#items;
    this.#items = [];
    this.#wakeProducer();
    return batch;
  }

  #wakeConsumer(): void {
    this.#arrival?.resolve();
    this.#arrival = null;
  }

  #wakeProducer(): void {
    this.#room?.resolve();
    this.#room = null;
  }
}
