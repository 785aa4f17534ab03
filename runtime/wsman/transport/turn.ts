import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Semaphore } from '../../semaphore.js';
import { onAbort } from '../../waiting.js';

/** The turn of one request. */
export class Turn {
  readonly #turns: Semaphore;
  #isMine = true;
  #isOver = false;

  private constructor(turns: Semaphore) {
    this.#turns = turns;
  }

  /** Waits for a turn. @throws the reason of the signal. */
  static async take(turns: Semaphore, signal: AbortSignal): Promise<Turn> {
    await place(turns, signal);
    return new Turn(turns);
  }

  /** Lets others have the turn while something else is waited for, and then waits for another one. */
  async lend<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    const isOver = work.then(() => true);
    // What is over at once is not worth another wait.
    if (await Promise.race([isOver, nextTurn(false)])) return work;
    this.#give();
    const done = await work;
    if (this.#isOver) return done;
    await place(this.#turns, signal);
    this.#isMine = true;
    // The request may have ended while it waited.
    if (this.#isOver) this.#give();
    return done;
  }

  end(): void {
    this.#isOver = true;
    this.#give();
  }

  #give(): void {
    if (this.#isMine) this.#turns.give();
    this.#isMine = false;
  }
}

function place(turns: Semaphore, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = (): void => {
      ignoreSignal();
      resolve();
    };
    const ignoreSignal = onAbort(signal, () => {
      if (turns.leave(begin)) reject(signal.reason);
    });
    turns.take(begin);
  });
}
