import type { MiError } from './errors.js';
import { holdProcess, releaseProcess } from './handler/index.js';
import type { Operation } from './operation.js';

/** The operations of a session that are under way: for their caller, or for the handler. */
export class OpenOperations {
  /** Each with a promise of its end, which never rejects. */
  readonly #ends = new Map<Operation, Promise<unknown>>();

  add(operation: Operation): void {
    const over = Promise.allSettled([operation.ended, operation.result]).then(() => this.#ends.delete(operation));
    this.#ends.set(operation, over);
  }

  /** What they do, for messages. */
  get subjects(): string[] {
    return Array.from(this.#ends.keys(), ({ subject }) => subject);
  }

  /** Waits until none is under way, and keeps the process alive until then: an operation that is cancelled does not. */
  async idle(): Promise<void> {
    holdProcess();
    try {
      while (this.#ends.size > 0) await Promise.allSettled(this.#ends.values());
    } finally {
      releaseProcess();
    }
  }

  /**
   * Cancels those that are under way now.
   * @returns a promise that is resolved when the handler has ended them.
   */
  async cancel(reason: () => MiError): Promise<void> {
    const running = [...this.#ends.keys()];
    for (const operation of running) operation.cancel(reason());
    await Promise.all(running.map(({ ended }) => ended));
  }
}
