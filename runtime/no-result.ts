import { MiError } from './errors.js';

/** @throws MiError for an operation that succeeds only with a result, and came without one. */
export function noResult(kind: string, what: 'class' | 'instance'): never {
  throw new MiError('FAILED', `the server reported that ${kind} succeeded, but sent no ${what}`);
}
