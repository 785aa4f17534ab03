import { env } from 'node:process';
import type { NativeFunction } from './koffi.js';

/** So many calls may be on their way at once; those of all threads' runtimes together stay below koffi's 256. */
const MAX_CALLS = 64;
const POOL_THREADS = Number(env['UV_THREADPOOL_SIZE']) || 4;
/** Calls that wait for a server leave a thread of the pool to the others. */
const MAX_WAITING = Math.max(1, POOL_THREADS - 1);

/** Lets so many run at once; the others wait their turn. */
class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async run<T>(use: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await use();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

const calls = new Gate(MAX_CALLS);
const waits = new Gate(MAX_WAITING);

/** Memory that calls under way use: C does not keep it alive. */
const pinned = new Set<readonly object[]>();

/**
 * Calls a function that may wait on a thread of the pool, so that callbacks can reach this one meanwhile.
 * @param memory what the arguments point into.
 */
export function callAsync<Args extends readonly unknown[]>(
  use: NativeFunction<Args, number>,
  args: NoInfer<Args>,
  memory: readonly object[],
): Promise<number> {
  return calls.run(() => pin(memory, () => promise(use, args)));
}

/** Like {@link callAsync}, for a call that waits for a server's answer. */
export function waitAsync<Args extends readonly unknown[]>(
  use: NativeFunction<Args, number>,
  args: NoInfer<Args>,
  memory: readonly object[],
): Promise<number> {
  return waits.run(() => pin(memory, () => promise(use, args)));
}

async function pin<T>(memory: readonly object[], use: () => Promise<T>): Promise<T> {
  pinned.add(memory);
  try {
    return await use();
  } finally {
    pinned.delete(memory);
  }
}

function promise<Args extends readonly unknown[]>(use: NativeFunction<Args, number>, args: Args): Promise<number> {
  return new Promise((resolve, reject) => {
    use.async(...args, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
