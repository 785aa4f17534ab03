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
import { requestSubject } from './requests.js';
import type { CimClass } from './schema/index.js';
import { Deadline } from './timing.js';
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
  /** What has to be over before the operation has succeeded: callbacks of the user, streamed items on their way. */
  readonly #pending = new Set<Promise<unknown>>();
  #deadline: Deadline | undefined;
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
    this.#settle(() => {
      try {
        if (this.#request === null) this.#ended.resolve();
        else this.#protocol?.cancel();
        this.#result.reject(reason);
      } catch (error) {
        // The handler must not throw. Of its error nobody else would hear.
        this.#result.reject(error);
      }
    });
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
      if (timeout !== undefined)
        this.#deadline = new Deadline(timeout, () => this.cancel(timedOut(this.subject, timeout)));
    }
  }

  #settle(settle: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#deadline?.cancel();
    this.#ignoreSignal?.();
    settle();
  }

  #sink(): OperationSink {
    const { onWriteMessage, onProgress, onWriteError, onPromptUser } = this.#options;
    const receiver = this.#receiver;
    return {
      instanceResult: (instance) => this.#hold(() => receiver.instance?.(instance)),
      indicationResult: (indication, bookmark, machineId) =>
        this.#hold(() => receiver.indication?.({ indication, bookmark, machineId })),
      classResult: (cimClass) => this.#hold(() => receiver.cimClass?.(cimClass)),
      // Not every handler waits, and none of the items must be lost.
      streamedParameterResult: (element) => this.#await(this.#hold(() => receiver.streamed?.(element))),
      writeMessage: (channel, message) => void this.#await(this.#guard(() => onWriteMessage?.(channel, message))),
      writeProgress: (progress) => void this.#await(this.#guard(() => onProgress?.(progress))),
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

  /** Calls what holds the handler. As long as that takes, it is not the operation that does. */
  #hold<T>(call: () => T | Promise<T>): T | undefined | Promise<T | undefined> {
    const returned = this.#guard(call);
    if (isPromise(returned)) this.#deadline?.hold(returned);
    return returned;
  }

  #await<T>(returned: T | Promise<T>): T | Promise<T> {
    if (isPromise(returned)) {
      this.#pending.add(returned);
      void returned.then(() => this.#pending.delete(returned));
    }
    return returned;
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
    const given = this.#hold(callback);
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
    if (this.#pending.size > 0) await Promise.all(this.#pending);
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
