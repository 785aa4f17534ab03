import { captureStack } from './stack-frames.js';
import { acrossCopies, shared } from './values/copies.js';
import type { CimInstance } from './values/index.js';
import { causedBy, thrownText } from './values/shown.js';

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
  /** The number of a result that MI does not define, where it is not that of the name. */
  readonly code?: number | undefined;
  /** MI's extended error; null or absent when there is none. */
  readonly details?: CimInstance | null | undefined;
}

/** All that the constructor has made, of any copy of this package. */
function miErrors(): WeakSet<object> {
  return shared('errors', () => new WeakSet());
}

/** An operation that did not succeed. */
export class MiError extends Error {
  static {
    acrossCopies(MiError, 'MiError');
  }

  /** The name of the `MI_Result`; FAILED for a result that MI does not define. */
  readonly result: MiResult;
  /** The number of the `MI_Result`, or the one that a provider gave in its place. */
  readonly code: number;
  /** MI's extended error: an instance of `CIM_Error`, `MSFT_WmiError` or the like; null when there is none. */
  readonly details: CimInstance | null;

  constructor(result: MiResult, message: string, options: MiErrorOptions = {}) {
    super(message, options);
    this.name = 'MiError';
    this.result = result;
    this.code = options.code ?? MiResult[result];
    this.details = options.details ?? null;
    miErrors().add(this);
  }
}

/**
 * Tells whether what was thrown is an `MiError`. Unlike `instanceof`, it runs no code of what was thrown, which may be
 * a proxy, and it is not taken in by an object that only has the prototype.
 */
export function isMiError(reason: unknown): reason is MiError {
  return typeof reason === 'object' && reason !== null && miErrors().has(reason);
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

/** An argument that the schema of the method does not allow. Nothing was sent. */
export class MiArgumentError extends TypeError implements MiArgumentPlace {
  static {
    acrossCopies(MiArgumentError, 'MiArgumentError');
  }

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
    // The stack must reach the line that gave the argument.
    captureStack(this, MiArgumentError);
  }
}

/**
 * A method ran, and its return code says that it did not succeed: `Win32_Process.Create returned 2: Access Denied`.
 */
export class MiMethodError extends Error {
  static {
    acrossCopies(MiMethodError, 'MiMethodError');
  }

  /** The CIM class that was called. */
  readonly className: string;
  /** The CIM method. */
  readonly method: string;
  /** The code that the method returned. */
  readonly code: number | bigint;
  /** The name of the code in the schema; null when it has none. */
  readonly codeName: string | null;
  /** The out-parameters of the method and its return value. */
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

const NAMES: ReadonlyMap<number, MiResult> = new Map(
  Object.entries(MiResult).map(([name, code]) => [code, name as MiResult]),
);

/** The property of extended errors that holds their text: of CIM_Error, OMI_Error, and MSFT_WmiError. */
const MESSAGE = 'Message';

/**
 * The error for an `MI_Result` that is not OK. A number that MI does not define becomes FAILED, with that number as its
 * code and in its message.
 * @param subject what failed: a function of MI such as `MI_Application_NewSession`, or the operation.
 * @param message the server's own message; when it is null or empty, that of the details is used.
 * @param details the extended error; null where there is none.
 * @param silence what to say when there is no message.
 */
export function miError(
  code: number,
  subject: string,
  message: string | null,
  details: CimInstance | null,
  silence = 'without a message',
): MiError {
  const name = NAMES.get(code);
  const said = message || detailsMessage(details);
  if (name !== undefined) return new MiError(name, `${subject}: ${said || `${name}, ${silence}`}`, { details });
  const result = `result ${code}, which MI does not define`;
  return new MiError('FAILED', `${subject}: ${result}${said ? `: ${said}` : `, ${silence}`}`, { details, code });
}

/**
 * What was thrown, as the error of an operation: an `MiError` as it is, anything else as FAILED with its message.
 * @param subject what failed. It precedes the message, unless the reason is an `MiError`.
 */
export function asMiError(reason: unknown, subject?: string): MiError {
  if (isMiError(reason)) return reason;
  const message = thrownText(reason);
  return new MiError('FAILED', subject === undefined ? message : `${subject}: ${message}`, causedBy(reason));
}

function detailsMessage(details: CimInstance | null): string | null {
  const message = details?.get(MESSAGE);
  return typeof message === 'string' ? message : null;
}
