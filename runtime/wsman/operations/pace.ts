import { setTimeout as pause } from 'node:timers/promises';

/** The pause after the first empty answer, and the longest one, in milliseconds. */
const SHORTEST = 10;
const LONGEST = 1000;

/** Slows a loop down that asks a server which answers at once, and with nothing. */
export class Pace {
  readonly #signal: AbortSignal;
  readonly #longest: number;
  #pause = SHORTEST;
  #since = performance.now();

  /**
   * @param signal ends a pause.
   * @param longest the longest pause, in milliseconds.
   */
  constructor(signal: AbortSignal, longest: number = LONGEST) {
    this.#signal = signal;
    this.#longest = Math.min(longest, LONGEST);
  }

  /**
   * Waits before the next question: not at all after an answer that has something, and longer after each that has not.
   * The time that the server took for its answer counts.
   * @throws the reason of the signal.
   */
  async next(isEmpty: boolean): Promise<void> {
    const rest = isEmpty ? this.#pause - (performance.now() - this.#since) : 0;
    this.#pause = isEmpty ? Math.min(2 * this.#pause, this.#longest) : SHORTEST;
    if (rest > 0) {
      await pause(rest, undefined, { signal: this.#signal }).catch(() => this.#signal.throwIfAborted());
    }
    this.#since = performance.now();
  }
}
