import { MiError, MiResult } from '../errors.js';
import type { CimInstance } from '../values/index.js';

const NAMES: ReadonlyMap<number, MiResult> = new Map(
  Object.entries(MiResult).map(([name, code]) => [code, name as MiResult]),
);

/** The property of extended errors that holds their text: of CIM_Error, OMI_Error, and MSFT_WmiError. */
const MESSAGE = 'Message';

/**
 * The error for an `MI_Result` that is not OK. A number that MI does not define becomes FAILED.
 * @param subject what failed: a function of MI such as `MI_Application_NewSession`, or the operation.
 * @param message the server's own words; null or empty for those of the details.
 * @param details the extended error; null where there is none.
 * @param silence what to say when neither has words.
 */
export function miError(
  code: number,
  subject: string,
  message: string | null,
  details: CimInstance | null,
  silence = 'without a message',
): MiError {
  const name = NAMES.get(code);
  const result = name ?? `result ${code}, which MI does not define`;
  const said = message || detailsMessage(details) || `${result}, ${silence}`;
  return new MiError(name ?? 'FAILED', `${subject}: ${said}`, { details });
}

/**
 * What was thrown, as the error of an operation: an `MiError` as it is, anything else as FAILED with its message.
 * @param subject what failed. It is put before the message of what is no `MiError`.
 */
export function asMiError(reason: unknown, subject?: string): MiError {
  if (reason instanceof MiError) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  return new MiError('FAILED', subject === undefined ? message : `${subject}: ${message}`, { cause: reason });
}

function detailsMessage(details: CimInstance | null): string | null {
  const message = details?.get(MESSAGE);
  return typeof message === 'string' ? message : null;
}
