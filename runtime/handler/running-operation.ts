import { MiError } from '../errors.js';
import { onAbort } from '../on-abort.js';
import type { OperationSink, ProtocolOperation } from '../protocol.js';
import { holdProcess, releaseProcess } from './keep-alive.js';
import { asMiError } from './mi-error.js';

/**
 * An operation under way: it hands results to the sink one after another, and ends exactly once. It keeps the process
 * alive until then.
 */
export class RunningOperation implements ProtocolOperation {
  readonly #sink: OperationSink;
  readonly #toError: (reason: unknown) => MiError;
  readonly #controller = new AbortController();
  #deliveries: Promise<void> = Promise.resolve();
  #over = false;

  /**
   * Begins the work at once. What it delivers, and its end, reach the sink when the caller holds the operation.
   * @param work does all that the operation does. When it has succeeded and all results are acknowledged, so has the
   * operation.
   * @param toError makes what the work or the sink has thrown the error that the operation ends with.
   */
  constructor(
    sink: OperationSink,
    work: (operation: RunningOperation) => Promise<void>,
    toError: (reason: unknown) => MiError = asMiError,
  ) {
    this.#sink = sink;
    this.#toError = toError;
    holdProcess();
    void this.#run(work);
  }

  /** Aborted when the operation is cancelled. Its reason is the `MiError` that the operation ends with. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the operation with the result FAILED. */
  cancel(): void {
    this.fail(new MiError('FAILED', 'the operation was cancelled'));
  }

  /** Ends the operation with an error, whatever its work is waiting for. Does nothing when it is over. */
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

  /** Tells the sink something that it does not acknowledge. Does nothing when the operation is over. */
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
    if (this.#over) throw new MiError('FAILED', 'the operation is over');
    return this.#sink;
  }

  /** The promise, or a rejection when the operation ends first. A failure of it ends the operation. */
  #watched<T>(promise: Promise<T>): Promise<T> {
    const watched = abortable(this.signal, promise);
    watched.catch((reason: unknown) => this.fail(this.#toError(reason)));
    return watched;
  }

  async #run(work: (operation: RunningOperation) => Promise<void>): Promise<void> {
    let error: MiError | null = null;
    try {
      await abortable(this.signal, work(this));
      await abortable(this.signal, this.#deliveries);
    } catch (reason) {
      error = this.#toError(reason);
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
