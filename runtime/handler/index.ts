/** What you need to write a handler: the protocol between sessions and handlers, and what handlers share. */

export type { EmbeddedForm } from '../embedded-form.js';
export { asMiError, miError } from '../errors.js';
export type {
  AssociatorsRequest,
  CreateRequest,
  DeleteRequest,
  EnumerateClassesRequest,
  EnumerateRequest,
  ExtendedCallback,
  GetClassRequest,
  GetInstanceRequest,
  InvokeRequest,
  ModifyRequest,
  OperationRequest,
  OperationSink,
  ProtocolHandler,
  ProtocolOperation,
  ProtocolSession,
  QueryRequest,
  ReferencesRequest,
  SubscribeRequest,
  SyncProtocolSession,
  SyncResults,
  TestConnectionRequest,
} from '../protocol.js';
export type { EventDelivery } from '../request-options.js';
export { withoutInherited } from '../schema/index.js';
export { schemaValue } from '../values/index.js';
export { holdProcess, Inquiry, RunningOperation, releaseProcess } from './running-operation.js';
