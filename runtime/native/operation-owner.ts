import type { Environment } from './environment.js';
import type { SessionHandle } from './prepared-request.js';

/** What an operation needs from its session. */
export interface OperationOwner {
  readonly environment: Environment;
  readonly handle: SessionHandle;
  /**
   * How long the library needs, in milliseconds, to end by itself an operation that it should not be told to cancel;
   * null where it cancels operations properly.
   */
  readonly drainTime: number | null;
}
