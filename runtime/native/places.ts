import { env } from 'node:process';
import { LIMIT } from './koffi.js';

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

/** Calls on threads of the pool that may be under way at once. */
const CALLS = 64;
/** The part of koffi's limit that is kept for such calls and for callbacks of sessions. */
const RESERVED = 96;
const POOL_THREADS = Number(env['UV_THREADPOOL_SIZE']) || 4;

/** Operations that may run at once. Each may have one callback that waits for this thread. */
export const PLACES: number = LIMIT - RESERVED;

export const operationPlaces: Semaphore = new Semaphore(PLACES);
export const callPlaces: Semaphore = new Semaphore(CALLS);
/** Calls that wait for a server leave one thread of the pool to the other calls. */
export const waitPlaces: Semaphore = new Semaphore(Math.max(1, POOL_THREADS - 1));
