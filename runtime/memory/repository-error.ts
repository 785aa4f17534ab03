import { isMiError, MiError, MiResult } from '../errors.js';
import { acrossCopies } from '../values/copies.js';
import { CimInstance } from '../values/index.js';
import { causedBy, isThrown, thrownText } from '../values/shown.js';

/** An error of the repository, with a `CIM_Error` as a server sends it. */
export function repositoryError(result: MiResult, message: string, cause?: unknown): MiError {
  return new MiError(result, message, {
    details: cimError(result, message),
    ...causedBy(cause),
  });
}

/** The error as an instance: its own details, or a `CIM_Error` made from it. */
export function errorDetails(error: MiError | CimInstance): CimInstance {
  return error instanceof CimInstance ? error : (error.details ?? cimError(error.result, error.message, error.code));
}

/**
 * What was thrown, as the error that an operation ends with: an `MiError` as it is, anything else as FAILED with its
 * message.
 */
export function toMiError(reason: unknown): MiError {
  if (isMiError(reason)) return reason;
  return repositoryError('FAILED', thrownText(reason), reason);
}

/** An instance of DMTF's CIM_Error, with the properties that say what a client needs to know. */
function cimError(result: MiResult, message: string, code: number = MiResult[result]): CimInstance {
  return new CimInstance('CIM_Error', [
    { name: 'CIMStatusCode', type: 'uint32', array: false, value: code },
    { name: 'CIMStatusCodeDescription', type: 'string', array: false, value: result },
    { name: 'Message', type: 'string', array: false, value: message },
    { name: 'OwningEntity', type: 'string', array: false, value: 'mi-codegen' },
  ]);
}

/** The schema that was given to `MemoryRepository.load` is wrong. Nothing of it was loaded. */
export class RepositoryLoadError extends Error {
  static {
    acrossCopies(RepositoryLoadError, 'RepositoryLoadError');
  }

  /** One sentence for each mistake. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'RepositoryLoadError';
    this.problems = problems;
  }
}

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
    throw isThrown(error, InvalidValue) ? new InvalidValue(error.result, `${place}: ${error.message}`) : error;
  }
}

/** Calls the function. The reason of an {@link InvalidValue} that it throws is added to the problems, with a place. */
export function collecting(problems: string[], place: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isThrown(error, InvalidValue)) throw error;
    problems.push(`${place}: ${error.message}`);
  }
}

/** Calls the function; the result is null when it throws an {@link InvalidValue}. */
export function unlessInvalid<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (isThrown(error, InvalidValue)) return null;
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
    throw isThrown(error, InvalidValue) ? repositoryError(error.result, `${namespace}:${error.message}`) : error;
  }
}
