/** What users of generated classes and of untyped sessions need. */

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
export { expectSuccess, type Invocation } from './invocation.js';
export type {
  AssociatorsOptions,
  EnumerateClassesOptions,
  EnumerateOptions,
  IndicationResult,
  InvokeOptions,
  LaterAnswer,
  OperationOptions,
  QueryOptions,
  ReferencesOptions,
  SubscribeOptions,
} from './options.js';
export type { CallbackResponse, ProgressRecord, PromptType, ProtocolHandler } from './protocol.js';
export type { CallbackMode, CustomOption, RequestOptions } from './request-options.js';
export type { Target } from './requests.js';
export type { Events, Results } from './result-stream.js';
export type {
  CimAlias,
  CimClass,
  CimFlavor,
  CimInstanceDeclaration,
  CimMethod,
  CimParameter,
  CimProperty,
  CimPropertyValue,
  CimQualifier,
  CimQualifierDeclaration,
  CimSchema,
  CimScope,
  CimType,
  CimTypedElement,
  SchemaValue,
} from './schema/index.js';
export { Session } from './session.js';
export type {
  CertificateCredentials,
  Credentials,
  ImplicitCredentials,
  MessageChannel,
  OptionalPasswordCredentials,
  PasswordCredentials,
  SessionCallbacks,
  SessionOptions,
} from './session-options.js';
export { SynchronousSession, type SyncOptions } from './synchronous-session.js';
export { serveWorkers } from './threads/index.js';
export type {
  CimClassType,
  CimConstructor,
  CimObject,
  InstanceCreationEvent,
  InstanceDeletionEvent,
  InstanceModificationEvent,
  InstanceOperationEvent,
} from './v1/cim-object.js';
export type { KeysOnly } from './v1/navigation.js';
export { type Isa, isa, type Selected, type Where } from './v1/query-types.js';
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
