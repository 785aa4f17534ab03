/** The end of a time that passes only while nothing holds it. */
export class Deadline {
  readonly #onPassed: () => void;
  #left: number;
  #begun = 0;
  #holds = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number, onPassed: () => void) {
    this.#onPassed = onPassed;
    this.#left = milliseconds;
    this.#begin();
  }

  /** Stops the time until the promise, which does not reject, is settled. */
  hold(until: Promise<unknown>): void {
    if (this.#holds === 0) {
      clearTimeout(this.#timer);
      this.#left -= performance.now() - this.#begun;
    }
    this.#holds += 1;
    void until.then(() => {
      this.#holds -= 1;
      if (this.#holds === 0) this.#begin();
    });
  }

  /** The time does not matter any more. */
  cancel(): void {
    this.#holds = Number.POSITIVE_INFINITY;
    clearTimeout(this.#timer);
  }

  #begin(): void {
    this.#begun = performance.now();
    this.#timer = setTimeout(this.#onPassed, this.#left);
  }
}
