import type { MiError } from '../errors.js';
import { repositoryError, toMiError } from '../memory/repository-error.js';
import { onAbort } from '../on-abort.js';
import type { OperationSink, ProtocolOperation } from '../protocol.js';
import { holdProcess, releaseProcess } from './keep-alive.js';

/** An operation under way: hands results to the sink one after another, and ends exactly once. */
export class RunningOperation implements ProtocolOperation {
  readonly #sink: OperationSink;
  readonly #controller = new AbortController();
  #deliveries: Promise<void> = Promise.resolve();
  #over = false;

  /** Begins the work at once. What it delivers, and its end, reach the sink when the caller holds the operation. */
  constructor(sink: OperationSink, work: (operation: RunningOperation) => Promise<void>) {
    this.#sink = sink;
    holdProcess();
    void this.#run(work);
  }

  /** Aborted when the operation is cancelled; its reason is the `MiError` the operation ends with. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(): void {
    this.fail(repositoryError('FAILED', 'the operation was cancelled'));
  }

  /** Ends the operation with an error, whatever its work is waiting for. */
  fail(error: MiError): void {
    if (!this.#over) this.#controller.abort(error);
  }

  /**
   * Hands over a result when those before it have been acknowledged, and waits for its own acknowledgement.
   * @throws MiError when the operation ends first.
   */
  deliver(hand: (sink: OperationSink) => void | Promise<void>): Promise<void> {
    this.#deliveries = this.#deliveries.then(() => hand(this.#openSink()));
    return this.#watched(this.#deliveries);
  }

  /** Tells the sink what nobody acknowledges; an operation that has ended tells nothing. */
  tell(tell: (sink: OperationSink) => void): void {
    if (!this.#over && !this.signal.aborted) tell(this.#sink);
  }

  /**
   * Asks the sink something.
   * @throws MiError when the operation ends before the answer.
   */
  ask<T>(ask: (sink: OperationSink) => T | Promise<T>): Promise<T> {
    const answer = async () => ask(this.#openSink());
    return this.#watched(answer());
  }

  #openSink(): OperationSink {
    this.signal.throwIfAborted();
    if (this.#over) throw repositoryError('FAILED', 'the operation is over');
    return this.#sink;
  }

  /** What goes wrong with the promise ends the operation, whether somebody waits for it or not. */
  #watched<T>(promise: Promise<T>): Promise<T> {
    const watched = abortable(this.signal, promise);
    watched.catch((reason: unknown) => this.fail(toMiError(reason)));
    return watched;
  }

  async #run(work: (operation: RunningOperation) => Promise<void>): Promise<void> {
    let error: MiError | null = null;
    try {
      await abortable(this.signal, work(this));
      await abortable(this.signal, this.#deliveries);
    } catch (reason) {
      error = toMiError(reason);
    }
    this.#over = true;
    releaseProcess();
    this.#sink.done(error);
  }
}

/** The outcome of the promise, or a rejection with the signal's reason when that comes first. */
function abortable<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const ignoreSignal = onAbort(signal, () => reject(signal.reason));
    promise.then(resolve, reject).finally(ignoreSignal);
  });
}
