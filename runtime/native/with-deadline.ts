import { MiError } from '../errors.js';
import { inTime } from '../timing.js';
import { doNotWaitAtExit } from './at-exit.js';

/**
 * Waits for a call on a thread of the pool.
 * @throws MiError when the promise is not settled after so many milliseconds.
 */
export function withDeadline<T>(promise: Promise<T>, milliseconds: number, subject: string): Promise<T> {
  return inTime(promise, milliseconds, () => {
    doNotWaitAtExit(promise);
    return new MiError('FAILED', `${subject} has not returned after ${milliseconds} ms`);
  });
}
