export { Application, type InitializeOptions, initialize } from './application.js';
export { MiArgumentError, type MiArgumentPlace, MiError, type MiErrorOptions, MiResult } from './errors.js';
export type { Invocation } from './invocation.js';
export type * from './options.js';
export type * from './protocol.js';
export type * from './schema/index.js';
export { Session } from './session.js';
export { SynchronousSession, type SyncOptions } from './synchronous-session.js';
export {
  CimDateTime,
  type CimElement,
  CimInstance,
  CimInterval,
  type CimIntervalParts,
  CimReference,
  type CimScalar,
  type CimValue,
} from './values/index.js';
