import { withCallers } from './caller-stack.js';
import type { Operation } from './operation.js';
import { atMost, type Deferred, deferred, isPromise, LEAVE_TIMEOUT } from './waiting.js';

/**
 * The results of an operation. Nothing happens until they are asked for: each loop over them, and each call of a
 * method, is an operation of its own.
 *
 * The methods reject with what the operation fails with, as a loop does.
 */
export interface Results<T> extends AsyncIterable<T> {
  /**
   * The first result; undefined when there is none. The operation is cancelled then, and what it would fail with later
   * is not reported.
   */
  first(): Promise<T | undefined>;
  /** All results, when the operation has succeeded. */
  toArray(): Promise<T[]>;
}

/**
 * The events of a subscription, which has no end of its own. Nothing happens until they are asked for: each loop over
 * them, and each call of `first`, is a subscription of its own.
 */
export interface Events<T> extends AsyncIterable<T> {
  /** The first event, after which the subscription ends; undefined when it ends without one. */
  first(): Promise<T | undefined>;
}

/** How many results wait for a consumer until the producer waits. As many again may be in the consumer's batch. */
const LIMIT = 32;

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

type Resolve<T> = (value: T | PromiseLike<T>) => void;

/** An iterator that is iterable itself, so that loops can share it. */
type Loop<T> = AsyncIterator<T, undefined, undefined> & AsyncIterable<T>;

/**
 * The results of one operation, on their way from the handler to a `for await` loop. Loops over the same stream share
 * its results, and end together when one of them is left.
 *
 * It is not a generator: a loop over a generator can be left only when its next result comes, which may be never.
 */
export class ResultStream<T> implements Loop<T> {
  /** Starts the operation when the first result is asked for; null when it has been started. */
  #begin: ((stream: ResultStream<T>) => Operation) | null;
  /** The operation that the results are of; null before it has been started. */
  #operation: Operation | null = null;
  /** True when the operation is cancelled as soon as the stream is left. */
  readonly #ownsOperation: boolean;
  /** Results that no consumer has been given. */
  #waiting: T[];
  /** The results that consumers get one by one, while the producer fills `#waiting` again. */
  #batch: Iterator<T, undefined> = [].values();
  /** What resolves the promises of consumers that wait for a result. */
  readonly #consumers: Resolve<IteratorResult<T, undefined>>[] = [];
  /** What a producer that is ahead waits for. */
  #room: Deferred<void> | null = null;
  /** True when no result comes any more. */
  #ended = false;
  /** What the operation failed with, until a consumer has been told. */
  #failure: { readonly reason: unknown } | null = null;

  private constructor(begin: ((stream: ResultStream<T>) => Operation) | null, waiting: readonly T[]) {
    this.#begin = begin;
    this.#ownsOperation = begin !== null;
    this.#waiting = [...waiting];
  }

  /**
   * The results of an operation that begins with the loop over them, and is cancelled when the loop is left.
   * @param begin starts the operation, whose results it pushes.
   */
  static starting<T>(begin: (stream: ResultStream<T>) => Operation): ResultStream<T> {
    return new ResultStream(begin, []);
  }

  /**
   * Results of an operation that goes on when the loop over them is left.
   * @param waiting the results that have come already.
   */
  static of<T>(operation: Operation, waiting: readonly T[]): ResultStream<T> {
    const stream = new ResultStream<T>(null, waiting);
    stream.#follow(operation);
    return stream;
  }

  /** Adds a result. A promise that comes back holds the producer until there is room. */
  push(result: T): void | Promise<void> {
    // Items of a cancelled operation may still be on their way here.
    if (this.#ended || this.#operation?.cancelled) return;
    const consumer = this.#consumers.shift();
    if (consumer !== undefined) return consumer({ done: false, value: result });
    this.#waiting.push(result);
    if (this.#waiting.length < LIMIT) return;
    this.#room ??= deferred();
    return this.#room.promise;
  }

  /** The next result. A failure of the operation comes after its results, or at once when it was cancelled. */
  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#begin !== null) {
      const begin = this.#begin;
      this.#begin = null;
      try {
        this.#follow(begin(this));
      } catch (reason) {
        this.#finish({ reason });
      }
    }
    if (this.#operation?.cancelled) this.#drop();
    const result = this.#take();
    if (!result.done) return Promise.resolve(result);
    if (this.#ended) return this.#end();
    return new Promise((resolve) => this.#consumers.push(resolve));
  }

  /**
   * Ends the stream at once and without a failure, also for consumers that wait. An operation that is cancelled by this
   * is waited for, so that it does not stand in the way of what comes next; but not for long.
   */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#begin = null;
    this.#drop();
    this.#finish(null);
    this.#failure = null;
    if (this.#ownsOperation && this.#operation !== null) {
      this.#operation.cancel(new DOMException('The loop over the results was left', 'AbortError'));
      await atMost(this.#operation.ended, LEAVE_TIMEOUT);
    }
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends as the operation does. */
  #follow(operation: Operation): void {
    this.#operation = operation;
    operation.result.then(
      () => this.#finish(null),
      (reason: unknown) => this.#finish({ reason }),
    );
  }

  #finish(failure: { readonly reason: unknown } | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#wakeProducer();
    for (const consumer of this.#consumers.splice(0)) consumer(this.#end());
  }

  /** What consumers get after the last result. A failure is reported once. */
  #end(): Promise<IteratorReturnResult<undefined>> {
    const failure = this.#failure;
    this.#failure = null;
    return failure === null ? Promise.resolve(DONE) : rejectLater(failure.reason);
  }

  #take(): IteratorResult<T, undefined> {
    const result = this.#batch.next();
    if (!result.done) return result;
    this.#batch = this.#waiting.values();
    this.#waiting = [];
    this.#wakeProducer();
    return this.#batch.next();
  }

  #drop(): void {
    this.#batch = [].values();
    this.#waiting = [];
  }

  #wakeProducer(): void {
    this.#room?.resolve();
    this.#room = null;
  }
}

/** Events, each loop over which is begun by a function. */
export class LazyEvents<T> implements Events<T> {
  readonly #begin: () => AsyncIterator<T, undefined>;

  constructor(begin: () => AsyncIterator<T, undefined>) {
    this.#begin = begin;
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    return this.#begin();
  }

  async first(): Promise<T | undefined> {
    for await (const result of this) return result;
    return undefined;
  }
}

/** Results, each loop over which is begun by a function. */
export class LazyResults<T> extends LazyEvents<T> implements Results<T> {
  async toArray(): Promise<T[]> {
    const results: T[] = [];
    for await (const result of this) results.push(result);
    return results;
  }
}

/** Rejects as soon as a consumer awaits the promise, or one that follows it: the error then shows the consumer. */
async function rejectLater(reason: unknown): Promise<never> {
  // It takes one turn of the queue of microtasks until another promise follows this one.
  await null;
  await null;
  throw withCallers(reason);
}

/**
 * The results of another iterable, each made into something else. Each loop over them is a loop over the source.
 * @param map is waited for only when it gives a promise.
 */
export function mapResults<R, T>(source: AsyncIterable<R>, map: (result: R) => T | Promise<T>): Results<T> {
  return new LazyResults(() => new MappedLoop(source[Symbol.asyncIterator](), map));
}

/** The same for the events of a subscription. */
export function mapEvents<R, T>(source: AsyncIterable<R>, map: (event: R) => T | Promise<T>): Events<T> {
  return new LazyEvents(() => new MappedLoop(source[Symbol.asyncIterator](), map));
}

class MappedLoop<R, T> implements Loop<T> {
  readonly #results: AsyncIterator<R>;
  readonly #map: (result: R) => T | Promise<T>;

  constructor(results: AsyncIterator<R>, map: (result: R) => T | Promise<T>) {
    this.#results = results;
    this.#map = map;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    const result = await this.#results.next();
    if (result.done) return DONE;
    try {
      const mapped = this.#map(result.value);
      return { done: false, value: isPromise(mapped) ? await mapped : mapped };
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    await this.#results.return?.();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
