import { MiError, MiResult, miError } from '../errors.js';

/** The error for an operation that MI neither started nor refused. */
export function noOperation(subject: string): MiError {
  return new MiError('FAILED', `${subject}: MI gave no operation`);
}

/** @throws MiError when the result is not OK. */
export function check(code: number, subject: string): void {
  if (code !== MiResult.OK) throw miError(code, subject, null, null);
}
