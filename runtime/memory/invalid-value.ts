import type { MiResult } from '../errors.js';
import { repositoryError } from './repository-error.js';

/** A value that its declaration does not allow. The message is the reason as a sentence. */
export class InvalidValue extends Error {
  /** The MI result for the case. */
  readonly result: MiResult;

  constructor(result: MiResult, reason: string) {
    super(reason);
    this.name = 'InvalidValue';
    this.result = result;
  }
}

/** Calls the function. The reason of an {@link InvalidValue} that it throws gets a prefix: `Startup: item 2: …`. */
export function within<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InvalidValue ? new InvalidValue(error.result, `${place}: ${error.message}`) : error;
  }
}

/** Calls the function; the result is null when it throws an {@link InvalidValue}. */
export function unlessInvalid<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidValue) return null;
    throw error;
  }
}

/**
 * Calls the function. An {@link InvalidValue} that it throws becomes the `MiError` of an operation.
 * @param namespace the namespace of the class that the reason names.
 */
export function invalidAsMiError<T>(namespace: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InvalidValue ? repositoryError(error.result, `${namespace}:${error.message}`) : error;
  }
}
