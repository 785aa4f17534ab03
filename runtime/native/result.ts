import { MiError, MiResult } from '../errors.js';
import type { CimInstance } from '../values/index.js';

const NAMES: ReadonlyMap<number, MiResult> = new Map(
  Object.entries(MiResult).map(([name, code]) => [code, name as MiResult]),
);

/** What the extended error of one server or another calls its text: CIM_Error, OMI_Error, MSFT_WmiError. */
const MESSAGE = 'Message';

/**
 * The error for an `MI_Result` that is not OK.
 * @param subject what failed: `MI_Application_NewSession`, or the operation.
 * @param message MI's own words, where it has any; else those of the details.
 * @param silence what to say where there are none.
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

/** The error for an operation that MI neither started nor refused. */
export function noOperation(subject: string): MiError {
  return new MiError('FAILED', `${subject}: MI gave no operation`);
}

/** What went wrong, as the error of an operation. */
export function asMiError(error: unknown, subject: string): MiError {
  if (error instanceof MiError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new MiError('FAILED', `${subject}: ${message}`, { cause: error });
}

/** @throws MiError when the result is not OK. */
export function check(code: number, subject: string): void {
  if (code !== MiResult.OK) throw miError(code, subject, null, null);
}

function detailsMessage(details: CimInstance | null): string | null {
  const message = details?.get(MESSAGE);
  return typeof message === 'string' ? message : null;
}
