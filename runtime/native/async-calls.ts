import { MiError } from '../errors.js';
import { inTime } from '../waiting.js';
import type { NativeFunction } from './koffi.js';
import { callPlaces, waitPlaces } from './places.js';
import { nativeBegins, nativeEnds } from './process-end.js';

/** The memory that calls under way use. C does not keep it alive. */
const pinned = new Set<readonly object[]>();

/**
 * Calls a function that may wait, on a thread of the pool, so that callbacks can reach this thread meanwhile.
 * @param memory what the arguments point into.
 */
export function callAsync<Args extends readonly unknown[]>(
  use: NativeFunction<Args, number>,
  args: NoInfer<Args>,
  memory: readonly object[],
): Promise<number> {
  return callPlaces.run(() => call(use, args, memory));
}

/** Like {@link callAsync}, for a call that waits for the answer of a server. */
export function waitAsync<Args extends readonly unknown[]>(
  use: NativeFunction<Args, number>,
  args: NoInfer<Args>,
  memory: readonly object[],
): Promise<number> {
  return waitPlaces.run(() => call(use, args, memory));
}

function call<Args extends readonly unknown[]>(
  use: NativeFunction<Args, number>,
  args: Args,
  memory: readonly object[],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const ends = (): void => {
      pinned.delete(memory);
      nativeEnds();
    };
    pinned.add(memory);
    nativeBegins();
    try {
      use.async(...args, (error, result) => {
        ends();
        if (error) reject(error);
        else resolve(result);
      });
    } catch (error) {
      ends();
      throw error;
    }
  });
}

/** A process that exits does not wait for the call, which may never return: it is ended by force. */
export function doNotWaitAtExit(call: Promise<unknown>): void {
  nativeBegins();
  call.then(nativeEnds, nativeEnds);
}

/**
 * Waits for a call on a thread of the pool.
 * @throws MiError when the call has not returned after a number of milliseconds.
 */
export function withDeadline<T>(call: Promise<T>, milliseconds: number, subject: string): Promise<T> {
  const late = (): MiError => new MiError('FAILED', `${subject} has not returned after ${milliseconds} ms`);
  return inTime(call, milliseconds, late);
}
