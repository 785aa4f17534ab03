import type { CimInstance } from './values/index.js';

/** The results of an MI operation: the names and numbers of `MI_Result` (MI.h). */
export const MiResult = {
  OK: 0,
  FAILED: 1,
  ACCESS_DENIED: 2,
  INVALID_NAMESPACE: 3,
  INVALID_PARAMETER: 4,
  INVALID_CLASS: 5,
  NOT_FOUND: 6,
  NOT_SUPPORTED: 7,
  CLASS_HAS_CHILDREN: 8,
  CLASS_HAS_INSTANCES: 9,
  INVALID_SUPERCLASS: 10,
  ALREADY_EXISTS: 11,
  NO_SUCH_PROPERTY: 12,
  TYPE_MISMATCH: 13,
  QUERY_LANGUAGE_NOT_SUPPORTED: 14,
  INVALID_QUERY: 15,
  METHOD_NOT_AVAILABLE: 16,
  METHOD_NOT_FOUND: 17,
  NAMESPACE_NOT_EMPTY: 20,
  INVALID_ENUMERATION_CONTEXT: 21,
  INVALID_OPERATION_TIMEOUT: 22,
  PULL_HAS_BEEN_ABANDONED: 23,
  PULL_CANNOT_BE_ABANDONED: 24,
  FILTERED_ENUMERATION_NOT_SUPPORTED: 25,
  CONTINUATION_ON_ERROR_NOT_SUPPORTED: 26,
  SERVER_LIMITS_EXCEEDED: 27,
  SERVER_IS_SHUTTING_DOWN: 28,
} as const;

/** The name of an `MI_Result`, such as `ACCESS_DENIED`. */
export type MiResult = keyof typeof MiResult;

/** What an {@link MiError} can be given. */
export interface MiErrorOptions extends ErrorOptions {
  /** MI's extended error; null or absent when there is none. */
  readonly details?: CimInstance | null | undefined;
}

/** An operation that did not succeed. */
export class MiError extends Error {
  /** The name of the `MI_Result`. */
  readonly result: MiResult;
  /** The number of the `MI_Result`. */
  readonly code: number;
  /** MI's extended error: an instance of `CIM_Error`, `MSFT_WmiError` or the like; null when there is none. */
  readonly details: CimInstance | null;

  constructor(result: MiResult, message: string, options: MiErrorOptions = {}) {
    super(message, options);
    this.name = 'MiError';
    this.result = result;
    this.code = MiResult[result];
    this.details = options.details ?? null;
  }
}

/** The argument that an {@link MiArgumentError} is about. */
export interface MiArgumentPlace {
  /** The CIM class. */
  readonly className: string;
  /** The CIM method, or one of `$get`, `$query` and the like. */
  readonly method: string;
  /**
   * The parameter or property, or the path of a value inside it: `Startup.EnvironmentVariables[2]`. Null for the
   * arguments as a whole.
   */
  readonly parameter: string | null;
}

/** The method's schema does not allow an argument. Nothing was sent. */
export class MiArgumentError extends TypeError implements MiArgumentPlace {
  readonly className: string;
  readonly method: string;
  readonly parameter: string | null;

  /** @param reason what is wrong: the rest of a sentence that begins with the parameter. */
  constructor(place: MiArgumentPlace, reason: string) {
    super(`${place.className}.${place.method}: ${place.parameter === null ? '' : `${place.parameter} `}${reason}`);
    this.name = 'MiArgumentError';
    this.className = place.className;
    this.method = place.method;
    this.parameter = place.parameter;
  }
}

/**
 * A method ran, and its return code says that it did not succeed: `Win32_Process.Create returned 2: Access Denied`.
 */
export class MiMethodError extends Error {
  /** The CIM class that was called. */
  readonly className: string;
  /** The CIM method. */
  readonly method: string;
  /** The code that the method returned. */
  readonly code: number | bigint;
  /** The name of the code in the schema; null when it has none. */
  readonly codeName: string | null;
  /** All that the method gave out, the return value included. */
  readonly outcome: object;

  constructor(
    { className, method }: Pick<MiArgumentPlace, 'className' | 'method'>,
    code: number | bigint,
    codeName: string | null,
    outcome: object,
  ) {
    super(`${className}.${method} returned ${code}${codeName === null ? '' : `: ${codeName}`}`);
    this.name = 'MiMethodError';
    this.className = className;
    this.method = method;
    this.code = code;
    this.codeName = codeName;
    this.outcome = outcome;
  }
}
