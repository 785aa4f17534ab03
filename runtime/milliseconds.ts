import { MiError } from './errors.js';

/** How long a cancelled operation, a session, and the application may take to end, in milliseconds. */
export const CLOSE_TIMEOUT = 10_000;

/** The longest time a timer can be set to, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** The error for a time that no timer can be set to; null for one that is right, or not given. */
export function invalidMilliseconds(option: string, time: number | undefined): MiError | null {
  if (time === undefined || (Number.isInteger(time) && time > 0 && time <= LONGEST)) return null;
  return new MiError(
    'INVALID_PARAMETER',
    `${option} is a whole number of milliseconds from 1 to ${LONGEST}, not ${time}`,
  );
}
