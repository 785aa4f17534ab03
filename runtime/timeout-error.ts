import { MiError } from './errors.js';

/**
 * The `error_Code` of an `MSFT_WmiError` for an operation that took too long: `WBEM_S_TIMEDOUT` over DCOM,
 * `ERROR_WSMAN_OPERATION_TIMEDOUT` over WS-Management.
 */
const TIMED_OUT: readonly number[] = [0x0004_0004, 0x8033_8029];

/**
 * The error for an operation that took longer than its timeout: FAILED, with a `TimeoutError` as its cause.
 * @param timeout in milliseconds; undefined when only the server knows it.
 * @param silentServer the address of a server that has not answered anything yet.
 */
export function timeoutError(
  subject: string,
  timeout: number | undefined,
  details: MiError['details'] = null,
  silentServer?: string,
): MiError {
  const silence = silentServer === undefined ? '' : `: ${silentServer} has not answered anything yet`;
  const message = `${subject} was not done ${timeout === undefined ? 'in time' : `after ${timeout} ms`}${silence}`;
  return new MiError('FAILED', message, { cause: new DOMException(message, 'TimeoutError'), details });
}

/**
 * The error that an operation ended with. Where its details say that the time was over, it is the same error as that of
 * the runtime's own clock: which of the two comes first is a matter of chance.
 */
export function operationFailure(error: MiError, subject: string, timeout: number | undefined): MiError {
  // Not every server keeps types: the number may come as text, or signed.
  const code = Number(error.details?.get('error_Code')) >>> 0;
  return TIMED_OUT.includes(code) ? timeoutError(subject, timeout, error.details) : error;
}
