import { MiError } from '../../../errors.js';

/**
 * The error for a server that cannot be logged in to.
 * @param server the service, such as `HTTP/server01`.
 * @param reason why not: the rest of a sentence, and what can be done.
 */
export function ntlmRefusal(server: string, reason: string): MiError {
  return new MiError('ACCESS_DENIED', `The login to ${server} by NTLM has failed: ${reason}`);
}
