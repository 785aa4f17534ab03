import { asMiError, type MiError } from '../errors.js';
import type { CallbackResponse, OperationSink, ProtocolOperation } from '../protocol.js';
import type { CallbackMode } from '../request-options.js';
import { onAbort } from '../waiting.js';

/**
 * An operation that is running. It hands results to the sink one after another, and ends exactly once. It keeps the
 * process alive until then.
 */
export class RunningOperation implements ProtocolOperation {
  readonly #sink: OperationSink;
  readonly #toError: (reason: unknown) => MiError;
  readonly #controller = new AbortController();
  #deliveries: Promise<void> = Promise.resolve();
  #over = false;

  /**
   * Begins the work at once. Its results and its end reach the sink only after the constructor has returned.
   * @param work does all that the operation does. When it has succeeded and all results are acknowledged, so has the
   * operation.
   * @param toError makes the error that the operation ends with: of what the work or the sink has thrown, or of a text
   * that says why it has ended.
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
    this.fail(this.#toError('the operation was cancelled'));
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
    if (this.#over) throw this.#toError('the operation is over');
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
export function abortable<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const ignoreSignal = onAbort(signal, () => reject(signal.reason));
    promise.then(resolve, reject).finally(ignoreSignal);
  });
}

/**
 * The questions of one kind, prompts or errors, that an operation asks its client, in the mode that the client chose:
 * `MI_CallbackMode`. An answer of `yesToAll` or `noToAll` answers all questions that follow.
 */
export class Inquiry {
  readonly #operation: RunningOperation;
  readonly #afterwards: CallbackMode;
  #mode: CallbackMode;
  /** The answer in the modes that wait for none. */
  #unasked: boolean;

  /**
   * @param unasked the answer in the modes that wait for none: yes by default.
   * @param afterwards the mode once all further questions are answered.
   */
  constructor(
    operation: RunningOperation,
    mode: CallbackMode,
    unasked = true,
    afterwards: Exclude<CallbackMode, 'inquire'> = 'ignore',
  ) {
    this.#operation = operation;
    this.#mode = mode;
    this.#unasked = unasked;
    this.#afterwards = afterwards;
  }

  /**
   * Asks a question.
   * @param always whether it is asked, and waited for, in every mode.
   * @returns true for yes. Only the mode `inquire` waits for the answer.
   * @throws MiError when the operation ends before the answer.
   */
  async ask(
    question: (sink: OperationSink) => CallbackResponse | Promise<CallbackResponse>,
    always = false,
  ): Promise<boolean> {
    const mode = always ? 'inquire' : this.#mode;
    if (mode === 'ignore') return this.#unasked;
    const answer = this.#operation.ask(question);
    if (mode === 'report') return this.#unasked;
    const response = await answer;
    const yes = response === 'yes' || response === 'yesToAll';
    if (response === 'yesToAll' || response === 'noToAll') {
      this.#mode = this.#afterwards;
      this.#unasked = yes;
    }
    return yes;
  }
}

/** The longest interval that a timer can have, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

let holds = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * Keeps the process alive until {@link releaseProcess} has been called as often as this. For operations that wait for a
 * callback of C, or for an event that the process itself raises: neither keeps a process alive.
 */
export function holdProcess(): void {
  holds += 1;
  timer ??= setInterval(() => {}, LONGEST);
  timer.ref();
}

/** Ends one hold of {@link holdProcess}. */
export function releaseProcess(): void {
  holds -= 1;
  // It is not cleared: to set one takes longer, and most processes need it again.
  if (holds === 0) timer?.unref();
}
