import { MiError } from '../errors.js';
import { inTime } from '../in-time.js';

/** @throws MiError when the promise is not settled after so many milliseconds. */
export function withDeadline<T>(promise: Promise<T>, milliseconds: number, subject: string): Promise<T> {
  return inTime(promise, milliseconds, () => {
    return new MiError('FAILED', `${subject} has not returned after ${milliseconds} ms`);
  });
}
