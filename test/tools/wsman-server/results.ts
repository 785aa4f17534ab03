import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MiError } from '../../../runtime/errors.js';
import type { OperationRequest, ProtocolOperation, ProtocolSession } from '../../../runtime/protocol.js';
import type { CimClass } from '../../../runtime/schema/index.js';
import type { CimInstance } from '../../../runtime/values/index.js';
import { SILENT } from './perform.js';

/** A result of an enumeration. */
export type Result = CimInstance | CimClass;

/** Where results are taken from, one after another. */
export interface Source {
  /**
   * Waits for the next result, and leaves it there; undefined at the end.
   * @throws MiError when the operation fails, or the reason of the signal.
   */
  peek(signal: AbortSignal): Promise<Result | undefined>;
  /** Takes the result that was seen last. */
  take(): void;
  /** Whether there is a result, or the end, without waiting for the operation to make it. */
  isReady(): Promise<boolean>;
  cancel(): void;
  /** The bookmark of the event that was taken last; null without bookmarks. */
  bookmark(): string | null;
}

/** The results of an operation that is under way. None is made before the one before is taken. */
export class Results implements Source {
  readonly #operation: ProtocolOperation;
  #first: { readonly result: Result; readonly taken: () => void } | null = null;
  #end: { readonly error: MiError | null } | null = null;
  #changed: () => void = () => {};

  constructor(session: ProtocolSession, request: OperationRequest) {
    const deliver = (result: Result): Promise<void> => {
      return new Promise((taken) => {
        this.#first = { result, taken };
        this.#changed();
      });
    };
    this.#operation = session.start(request, {
      ...SILENT,
      instanceResult: deliver,
      indicationResult: deliver,
      classResult: deliver,
      streamedParameterResult: () => {},
      done: (error) => {
        this.#end = { error };
        this.#changed();
      },
    });
  }

  async peek(signal: AbortSignal): Promise<Result | undefined> {
    while (this.#first === null && this.#end === null) {
      signal.throwIfAborted();
      await this.#change(signal);
    }
    if (this.#first !== null) return this.#first.result;
    if (this.#end?.error != null) throw this.#end.error;
    return undefined;
  }

  take(): void {
    const first = this.#first;
    this.#first = null;
    first?.taken();
  }

  async isReady(): Promise<boolean> {
    await nextTurn();
    return this.#first !== null || this.#end !== null;
  }

  bookmark(): null {
    return null;
  }

  cancel(): void {
    this.take();
    this.#operation.cancel();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        this.#changed = () => {};
        resolve();
      };
      this.#changed = done;
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
