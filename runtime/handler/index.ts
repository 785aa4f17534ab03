/** What a handler of your own is written with: the protocol between sessions and handlers, and what handlers share. */

export type {
  AssociatorsRequest,
  CreateRequest,
  DeleteRequest,
  EnumerateClassesRequest,
  EnumerateRequest,
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
export { withoutInherited } from '../schema/own-elements.js';
export { schemaValue } from '../values/schema-value.js';
export { Inquiry } from './inquiry.js';
export { holdProcess, releaseProcess } from './keep-alive.js';
export { asMiError, miError } from './mi-error.js';
export { RunningOperation } from './running-operation.js';
