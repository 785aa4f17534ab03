import type { MiError, MiResult } from '../../errors.js';
import { repositoryError } from '../repository-error.js';

/** The error for something in a query, which says where that stands. */
export function queryError(query: string, offset: number, reason: string, result: MiResult = 'INVALID_QUERY'): MiError {
  const before = query.slice(0, offset).split(/\r\n|\r|\n/);
  const column = (before.at(-1) as string).length + 1;
  return repositoryError(result, `WQL, line ${before.length}, column ${column}: ${reason}`);
}
