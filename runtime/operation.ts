import { deferred } from './deferred.js';
import { MiError } from './errors.js';
import { given } from './given.js';
import type { IndicationResult } from './indication.js';
import { invalidMilliseconds } from './milliseconds.js';
import { onAbort } from './on-abort.js';
import type { OperationOptions } from './options.js';
import type {
  CallbackResponse,
  OperationRequest,
  OperationSink,
  ProtocolOperation,
  ProtocolSession,
  RequestOptions,
} from './protocol.js';
import { requestSubject } from './request-subject.js';
import type { CimClass } from './schema/index.js';
import type { CimElement, CimInstance } from './values/index.js';

/** Where the results of an operation go. A promise that comes back holds the handler until it is settled. */
export interface ResultReceiver {
  instance?(instance: CimInstance): void | Promise<void>;
  indication?(result: IndicationResult): void | Promise<void>;
  cimClass?(cimClass: CimClass): void | Promise<void>;
  streamed?(element: CimElement): void | Promise<void>;
}

/** A request without the options, which the operation knows. */
export type RequestBody = OperationRequest extends infer R ? (R extends unknown ? Omit<R, 'options'> : never) : never;

const RESPONSES: readonly CallbackResponse[] = ['no', 'yes', 'noToAll', 'yesToAll'];

/**
 * One operation of a session: it stands between the handler, which may go on calling after a cancel, and the caller,
 * for whom the operation is over at once.
 */
export class Operation {
  /** Over for the caller. Rejects with the handler's `MiError`, or with the reason of a cancel. */
  readonly result: Promise<void>;
  /** Over for the handler, which calls nothing any more. Never rejects. */
  readonly ended: Promise<void>;

  readonly #receiver: ResultReceiver;
  readonly #options: OperationOptions;
  readonly #result = deferred();
  readonly #ended = deferred();
  /** Callbacks of the user that nobody else waits for. */
  readonly #notifications = new Set<Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  /** Ends the waiting for the signal of the options. */
  #ignoreSignal: (() => void) | undefined;
  #protocol: ProtocolOperation | null = null;
  /** What was sent; null before that. */
  #request: RequestBody | null = null;
  #settled = false;
  #cancelled = false;

  constructor(receiver: ResultReceiver, options: OperationOptions) {
    this.#receiver = receiver;
    this.#options = options;
    this.result = this.#result.promise;
    this.ended = this.#ended.promise;
    // Who does not wait for the result has another way to see the failure: a queue that ends with it, say.
    this.result.catch(() => {});
    this.#watch(options);
  }

  /** True when the operation was ended from this side. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** What the operation is, for people. */
  get subject(): string {
    return this.#request === null ? 'an operation' : requestSubject(this.#request);
  }

  /** Sends the request, unless the operation has been cancelled. */
  start(protocol: ProtocolSession, request: RequestBody): void {
    if (this.#settled) return;
    this.#request = request;
    try {
      this.#protocol = protocol.start({ ...request, options: this.#requestOptions }, this.#sink());
    } catch (error) {
      this.#settle(() => this.#result.reject(error));
      this.#ended.resolve();
    }
    // A callback may have failed inside the call.
    if (this.#cancelled) this.#protocol?.cancel();
  }

  /** Ends the operation for the caller at once, and asks the handler to end it. Does nothing when it is over. */
  cancel(reason: unknown): void {
    if (this.#settled) return;
    this.#cancelled = true;
    this.#settle(() => this.#result.reject(reason));
    if (this.#request !== null) this.#protocol?.cancel();
    else this.#ended.resolve();
  }

  /** What the request says of the options: all that does not concern this side alone. */
  get #requestOptions(): RequestOptions {
    const { signal, onWriteMessage, onProgress, onWriteError, onPromptUser, ...options } = this.#options;
    return given(options);
  }

  #watch({ signal, timeout }: OperationOptions): void {
    const invalid = invalidMilliseconds('timeout', timeout);
    if (signal?.aborted) {
      this.cancel(signal.reason);
    } else if (invalid !== null) {
      this.cancel(invalid);
    } else {
      if (signal !== undefined) this.#ignoreSignal = onAbort(signal, () => this.cancel(signal.reason));
      if (timeout !== undefined) this.#timer = setTimeout(() => this.cancel(timedOut(this.subject, timeout)), timeout);
    }
  }

  #settle(settle: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#ignoreSignal?.();
    settle();
  }

  #sink(): OperationSink {
    const { onWriteMessage, onProgress, onWriteError, onPromptUser } = this.#options;
    const receiver = this.#receiver;
    return {
      instanceResult: (instance) => this.#guard(() => receiver.instance?.(instance)),
      indicationResult: (indication, bookmark, machineId) =>
        this.#guard(() => receiver.indication?.({ indication, bookmark, machineId })),
      classResult: (cimClass) => this.#guard(() => receiver.cimClass?.(cimClass)),
      streamedParameterResult: (element) => this.#guard(() => receiver.streamed?.(element)),
      writeMessage: (channel, message) => this.#notify(() => onWriteMessage?.(channel, message)),
      writeProgress: (progress) => this.#notify(() => onProgress?.(progress)),
      writeError: (error) => this.#ask(() => onWriteError?.(error), 'yes'),
      promptUser: (message, type) => this.#ask(() => onPromptUser?.(message, type), type === 'normal' ? 'yes' : 'no'),
      done: (error) => void this.#done(error),
    };
  }

  /** Calls what may fail; a failure cancels the operation. Calls nothing once the operation is over for the caller. */
  #guard<T>(call: () => T | Promise<T>): T | undefined | Promise<T | undefined> {
    if (this.#settled) return undefined;
    try {
      const returned = call();
      return isPromise(returned) ? Promise.resolve(returned).catch((error) => this.#fail(error)) : returned;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(reason: unknown): undefined {
    this.cancel(reason);
  }

  #notify(call: () => void | Promise<void>): void {
    const returned = this.#guard(call);
    if (!isPromise(returned)) return;
    this.#notifications.add(returned);
    void returned.then(() => this.#notifications.delete(returned));
  }

  #ask(callback: () => unknown, byDefault: CallbackResponse): CallbackResponse | Promise<CallbackResponse> {
    const answer = (given: unknown): CallbackResponse => {
      if (this.#settled) return 'no';
      if (given === undefined) return byDefault;
      const response = RESPONSES.find((known) => known === given);
      if (response !== undefined) return response;
      this.cancel(new TypeError(`a callback gave another answer than ${RESPONSES.join(', ')}`));
      return 'no';
    };
    const given = this.#guard(callback);
    // Nobody may ever answer a question whose operation is over.
    return isPromise(given) ? Promise.race([given, this.result.catch(() => {})]).then(answer) : answer(given);
  }

  async #done(error: MiError | null): Promise<void> {
    this.#ended.resolve();
    if (error !== null) {
      this.#settle(() => this.#result.reject(error));
      return;
    }
    // A callback that still runs may fail, and then the operation has not succeeded.
    if (this.#notifications.size > 0) await Promise.all(this.#notifications);
    this.#settle(() => this.#result.resolve());
  }
}

function timedOut(subject: string, timeout: number): MiError {
  const message = `${subject} was not done after ${timeout} ms`;
  return new MiError('FAILED', message, { cause: new DOMException(message, 'TimeoutError') });
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as Promise<T> | null | undefined)?.then === 'function';
}
