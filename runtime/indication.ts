import type { CimInstance } from './values/index.js';

/** An event that a subscription delivered, and what the server says of the delivery. */
export interface IndicationResult<T = CimInstance> {
  /** The event: an instance of an indication class. */
  readonly indication: T;
  /** Where in the server's sequence of events this one stands; null when the server keeps no bookmarks. */
  readonly bookmark: string | null;
  /** The computer that the event came from; null when it was not said. */
  readonly machineId: string | null;
}
