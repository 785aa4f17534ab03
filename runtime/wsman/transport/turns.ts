import { setImmediate as nextTurn } from 'node:timers/promises';
import { onAbort } from '../../waiting.js';

/** Turns of requests: as many have one as may, and the others wait in their order. */
export class Turns {
  readonly #queue = new Set<() => void>();
  #free: number;

  /** @param most how many have a turn at once. */
  constructor(most: number) {
    this.#free = most;
  }

  /** Waits for a turn. @throws the reason of the signal. */
  take(signal: AbortSignal): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        this.#queue.delete(begin);
        ignoreSignal();
        resolve();
      };
      const ignoreSignal = onAbort(signal, () => {
        this.#queue.delete(begin);
        reject(signal.reason);
      });
      this.#queue.add(begin);
    });
  }

  /** Ends a turn. */
  give(): void {
    const [next] = this.#queue;
    if (next === undefined) this.#free += 1;
    else next();
  }
}

/** The turn of one request. */
export class Turn {
  readonly #turns: Turns;
  #isMine = true;

  /** @param turns where the turn has been taken. */
  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** Lets others have the turn while something else is waited for, and then waits for another one. */
  async lend(work: Promise<void>, signal: AbortSignal): Promise<void> {
    const isOver = work.then(() => true);
    // What is over at once is not worth another wait.
    if (await Promise.race([isOver, nextTurn(false)])) return;
    this.end();
    await work;
    await this.#turns.take(signal);
    this.#isMine = true;
  }

  end(): void {
    if (this.#isMine) this.#turns.give();
    this.#isMine = false;
  }
}
