export { Application, type InitializeOptions, initialize } from './application.js';
export {
  MiArgumentError,
  type MiArgumentPlace,
  MiError,
  type MiErrorOptions,
  MiMethodError,
  MiResult,
} from './errors.js';
export * as flags from './flags.js';
export type { IndicationResult } from './indication.js';
export type { Invocation } from './invocation.js';
export type * from './options.js';
export type * from './protocol.js';
export { expectSuccess } from './return-code.js';
export type * from './schema/index.js';
export { Session } from './session.js';
export { SynchronousSession, type SyncOptions } from './synchronous-session.js';
export type { Target } from './target.js';
export type { KeysOnly } from './v1/association-types.js';
export type {
  CimConstructor,
  CimObject,
  InstanceCreationEvent,
  InstanceDeletionEvent,
  InstanceModificationEvent,
  InstanceOperationEvent,
} from './v1/cim-object.js';
export { type Isa, isa, type Where } from './v1/query-conditions.js';
export type { Selected } from './v1/query-types.js';
export type { Changes, Embedded, Initial, Keys, PropertyName } from './v1/types.js';
export { isKnown, type ValueMap, valueName } from './value-map.js';
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
export { escapeLike, WQL, type WqlPart, type WqlText, type WqlValue } from './wql/index.js';
