/** Lets a limited number of uses run at once. The others wait in a queue. */
export class Semaphore {
  #free: number;
  readonly #queue = new Set<() => void>();

  constructor(places: number) {
    this.#free = places;
  }

  /** Calls `begin` when there is a place, at once if there is one now. Its place is given back by {@link give}. */
  take(begin: () => void): void {
    if (this.#takeFree()) begin();
    else this.#queue.add(begin);
  }

  /** Removes `begin` from the queue. False when it is not there, since it has been called. */
  leave(begin: () => void): boolean {
    return this.#queue.delete(begin);
  }

  /** Gives a place to the first in the queue. */
  give(): void {
    const [next] = this.#queue;
    if (next === undefined) {
      this.#free += 1;
    } else {
      this.#queue.delete(next);
      next();
    }
  }

  /** Like {@link take}, for a use that gives its place back when its promise is settled. */
  async run<T>(use: () => Promise<T>): Promise<T> {
    if (!this.#takeFree()) await new Promise<void>((resolve) => this.#queue.add(resolve));
    try {
      return await use();
    } finally {
      this.give();
    }
  }

  #takeFree(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }
}
