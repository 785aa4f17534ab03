import type { MiError } from './errors.js';
import { given, type IndicationResult, type OperationOptions } from './options.js';
import {
  type CallbackResponse,
  EXTENDED_CALLBACKS,
  type ExtendedCallback,
  type OperationSink,
  type ProtocolOperation,
  type ProtocolSession,
  type RequestBody,
} from './protocol.js';
import type { RequestOptions } from './request-options.js';
import { completeRequest, requestSubject } from './requests.js';
import type { CimClass } from './schema/index.js';
import { operationFailure, timeoutError } from './timeout-error.js';
import { readable } from './values/copies.js';
import type { CimElement, CimInstance } from './values/index.js';
import { Deadline, deferred, invalidMilliseconds, isPromise, onAbort } from './waiting.js';

/** Where the results of an operation go. A promise that a member returns holds the handler until it is settled. */
export interface ResultReceiver {
  instance?(instance: CimInstance): void | Promise<void>;
  indication?(result: IndicationResult): void | Promise<void>;
  cimClass?(cimClass: CimClass): void | Promise<void>;
  streamed?(element: CimElement): void | Promise<void>;
}

/** What has operations: a session. */
export interface OperationSource {
  /** An operation that has not been sent yet. It has failed already where the session is closed. */
  prepare(receiver: ResultReceiver, options?: OperationOptions): Operation;
}

const RESPONSES: readonly CallbackResponse[] = ['no', 'yes', 'noToAll', 'yesToAll'];

/**
 * One operation of a session. It stands between the handler, which may still call back after a cancel, and the caller,
 * for whom a cancelled operation is over at once.
 */
export class Operation {
  /**
   * Settled when the operation is over for the caller. Rejects with the handler's `MiError`, or with the reason of a
   * cancel.
   */
  readonly result: Promise<void>;
  /** Resolved when the operation is over for the handler, which then calls back no more. */
  readonly ended: Promise<void>;

  readonly #session: ProtocolSession;
  readonly #receiver: ResultReceiver;
  readonly #options: OperationOptions;
  readonly #result = deferred();
  readonly #ended = deferred();
  /** What must be settled before the operation succeeds: callbacks of the user, and streamed items on their way. */
  readonly #pending = new Set<Promise<unknown>>();
  #deadline: Deadline | undefined;
  /** Stops listening to the signal of the options. */
  #ignoreSignal: (() => void) | undefined;
  #protocol: ProtocolOperation | null = null;
  /** What was sent; null before that. */
  #request: RequestBody | null = null;
  #settled = false;
  #cancelled = false;

  constructor(session: ProtocolSession, receiver: ResultReceiver, options: OperationOptions) {
    this.#session = session;
    this.#receiver = receiver;
    this.#options = options;
    this.result = this.#result.promise;
    this.ended = this.#ended.promise;
    // Callers that do not wait for the result see the failure elsewhere, such as in a stream that ends with it.
    this.result.catch(() => {});
    this.#watch(options);
  }

  /** True when the caller's side ended the operation. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** The operation as messages name it. */
  get subject(): string {
    return this.#request === null ? 'an operation' : requestSubject(this.#request);
  }

  /** Sends the request, unless the operation has been cancelled. Never throws: a failure is the operation's. */
  start(request: RequestBody): void {
    if (this.#settled) return;
    this.#request = request;
    try {
      this.#protocol = this.#session.start(completeRequest(request, this.#requestOptions), this.#sink());
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
        // A handler must not throw here. If it does, its error must not get lost.
        this.#result.reject(error);
      }
    });
  }

  /** The options that travel with the request: all but the signal and the callbacks. */
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
      if (timeout === undefined) return;
      const late = (): MiError => timeoutError(this.subject, timeout, null, this.#session.silentServer);
      this.#deadline = new Deadline(timeout, () => this.cancel(late()));
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
    const { onWriteMessage, onProgress, onWriteError, onPromptUser, writeErrorMode } = this.#options;
    const { promptUserMode, promptUserAnswer = 'yes' } = this.#options;
    const receiver = this.#receiver;
    return {
      handled: handledCallbacks(this.#options, receiver),
      instanceResult: (instance) => this.#hold(() => receiver.instance?.(readable(instance, 'the handler'))),
      indicationResult: (indication, bookmark, machineId) =>
        this.#hold(() => {
          return receiver.indication?.({ indication: readable(indication, 'the handler'), bookmark, machineId });
        }),
      classResult: (cimClass) => this.#hold(() => receiver.cimClass?.(cimClass)),
      // Not every handler waits until an item is taken, and no item must be lost at the end.
      streamedParameterResult: (element) => this.#await(this.#hold(() => receiver.streamed?.(element))),
      writeMessage: (channel, message) => void this.#await(this.#guard(() => onWriteMessage?.(channel, message))),
      writeProgress: (progress) => void this.#await(this.#guard(() => onProgress?.(progress))),
      writeError: (error) => this.#ask(() => onWriteError?.(error), 'yes', writeErrorMode === 'inquire'),
      promptUser: (message, type) => {
        const critical = type === 'critical';
        return this.#ask(
          () => onPromptUser?.(message, type),
          critical ? 'no' : promptUserAnswer,
          critical || promptUserMode !== 'report',
        );
      },
      done: (error) => void this.#done(error),
    };
  }

  /**
   * Calls a function that may fail. A failure cancels the operation. Does nothing when the operation is over for the
   * caller.
   */
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

  /** Calls a function that holds the handler back. The time that this takes does not count for the timeout. */
  #hold<T>(call: () => T | Promise<T>): T | undefined | Promise<T | undefined> {
    const returned = this.#guard(call);
    if (isPromise(returned)) this.#deadline?.hold(returned);
    return returned;
  }

  /** Makes the operation wait for the promise before it succeeds. */
  #await<T>(returned: T | Promise<T>): T | Promise<T> {
    if (isPromise(returned)) {
      this.#pending.add(returned);
      void returned.then(() => this.#pending.delete(returned));
    }
    return returned;
  }

  /** @param waits whether the server waits for the answer. If not, the operation still waits for the callback. */
  #ask(
    callback: () => unknown,
    byDefault: CallbackResponse,
    waits: boolean,
  ): CallbackResponse | Promise<CallbackResponse> {
    const answer = (given: unknown): CallbackResponse => {
      if (this.#settled) return 'no';
      if (given === undefined) return byDefault;
      const response = RESPONSES.find((known) => known === given);
      if (response !== undefined) return response;
      this.cancel(new TypeError(`a callback gave another answer than ${RESPONSES.join(', ')}`));
      return 'no';
    };
    const given = waits ? this.#hold(callback) : this.#guard(callback);
    if (!isPromise(given)) return answer(given);
    // An answer may never come, so the end of the operation counts as one.
    const ended = this.result.then(
      () => 'no' as const,
      () => 'no' as const,
    );
    return Promise.race([this.#await(given.then(answer)), ended]);
  }

  async #done(error: MiError | null): Promise<void> {
    this.#ended.resolve();
    if (error !== null) {
      const failure = operationFailure(error, this.subject, this.#options.timeout);
      this.#settle(() => this.#result.reject(failure));
      return;
    }
    // A callback may still run and fail. Then the operation has not succeeded.
    if (this.#pending.size > 0) await Promise.all(this.#pending);
    this.#settle(() => this.#result.resolve());
  }
}

/** The callbacks that have an effect: those with a function of the user, and those whose mode wants an answer. */
function handledCallbacks(options: OperationOptions, receiver: ResultReceiver): readonly ExtendedCallback[] {
  const { onWriteMessage, onProgress, onWriteError, onPromptUser } = options;
  const { channels, writeErrorMode, promptUserMode, promptUserAnswer } = options;
  const hearsErrors = onWriteError !== undefined && writeErrorMode !== 'ignore';
  // MI applies the mode and the answer only where the callback is registered, and asks critical questions in any mode.
  const saysHowToAnswer = promptUserMode !== undefined || promptUserAnswer !== undefined;
  const handled: Readonly<Record<ExtendedCallback, boolean>> = {
    streamedParameterResult: receiver.streamed !== undefined,
    writeMessage: onWriteMessage !== undefined && channels?.length !== 0,
    writeProgress: onProgress !== undefined,
    writeError: hearsErrors || writeErrorMode === 'inquire',
    promptUser: onPromptUser !== undefined || saysHowToAnswer,
  };
  return EXTENDED_CALLBACKS.filter((name) => handled[name]);
}
