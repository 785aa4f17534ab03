import type { MiResult } from '../errors.js';

/** A value that its declaration does not allow: which MI result that is, and the reason as a sentence. */
export class InvalidValue extends Error {
  readonly result: MiResult;

  constructor(result: MiResult, reason: string) {
    super(reason);
    this.name = 'InvalidValue';
    this.result = result;
  }
}

/** Does the work; the reason of an {@link InvalidValue} it throws begins with the place: `Startup: item 2: …`. */
export function within<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InvalidValue ? new InvalidValue(error.result, `${place}: ${error.message}`) : error;
  }
}

/** Does the work; null where that throws an {@link InvalidValue}. */
export function unlessInvalid<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidValue) return null;
    throw error;
  }
}
