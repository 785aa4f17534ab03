/**
 * The seam between the runtime and what carries out its operations: MI itself, a repository in the process, or a
 * network protocol. It mirrors MI: a session starts an operation with a request and a sink, whose members are those of
 * `MI_OperationCallbacks`.
 */

import type { EmbeddedForm } from './embedded-form.js';
import type { MiError } from './errors.js';
import type { EventDelivery, RequestOptions } from './request-options.js';
import type { CimClass } from './schema/index.js';
import type { MessageChannel, SessionOptions } from './session-options.js';
import type { CimElement, CimInstance } from './values/index.js';

/** Carries out operations: what `initialize()` takes as `handler`, or by the names of protocols in `handlers`. */
export interface ProtocolHandler {
  /**
   * Opens a session. Like `MI_Application_NewSession` it need not contact the destination. It must settle eventually:
   * the application sets no time limit.
   * @throws MiError when the session cannot be opened.
   */
  newSession(options: SessionOptions): Promise<ProtocolSession>;
  /**
   * Called after all sessions have been closed, or have failed to close, and again after a call that rejected. It must
   * settle eventually.
   */
  close(): Promise<void>;
}

/** An open session of a handler. */
export interface ProtocolSession {
  /** How embedded instances are sent that the schema declares as strings. Absent: as instances, or not known yet. */
  readonly embeddedInstances?: EmbeddedForm | undefined;
  /** Finds that out, where the server has to be asked. */
  askEmbeddedInstances?(): Promise<EmbeddedForm>;
  /**
   * Starts an operation. Never throws: a failure goes to `sink.done`. That is called exactly once, as the last of the
   * sink's members, and never before `start` has returned.
   */
  start(request: OperationRequest, sink: OperationSink): ProtocolOperation;
  /** Called once, after every operation is done. It must settle eventually. */
  close(): Promise<void>;
  /** The address of the server while it has not answered anything, for the error of a timeout. Absent: not known. */
  readonly silentServer?: string | undefined;
  /** Carries out operations on the calling thread; absent where the handler cannot. */
  readonly sync?: SyncProtocolSession;
}

/** All results of an operation on the calling thread. */
export interface SyncResults {
  readonly instances: readonly CimInstance[];
  readonly classes: readonly CimClass[];
}

/** The operations of a session on the calling thread. */
export interface SyncProtocolSession {
  /** @throws MiError when the operation fails, or might wait forever. */
  run(request: OperationRequest): SyncResults;
}

/** An operation that has been started. */
export interface ProtocolOperation {
  /**
   * Asks the operation to end. Unless it is done already, it then ends with the result FAILED, as in MI. Never throws.
   * When it takes longer than the session's `closeTimeout`, `session.close()` rejects with an error that names it.
   */
  cancel(): void;
}

/** The answer to a prompt or an error: `MI_OperationCallback_ResponseType`. */
export type CallbackResponse = 'no' | 'yes' | 'noToAll' | 'yesToAll';

/** How serious a question is: `MI_PromptType`. */
export type PromptType = 'normal' | 'critical';

/** A progress report of a provider: `MI_OperationCallbacks.writeProgress`. */
export interface ProgressRecord {
  /** What the method as a whole does. */
  readonly activity: string;
  /** What it does at the moment. */
  readonly currentOperation: string;
  /** How far it has come, in words. */
  readonly statusDescription: string;
  /** From 0 to 100; null when unknown. */
  readonly percentageComplete: number | null;
  /** Null when unknown. */
  readonly secondsRemaining: number | null;
}

/** The callbacks of MI beside those of results. */
export const EXTENDED_CALLBACKS = [
  'streamedParameterResult',
  'writeMessage',
  'writeProgress',
  'writeError',
  'promptUser',
] as const;

/** The name of one of them. */
export type ExtendedCallback = (typeof EXTENDED_CALLBACKS)[number];

/**
 * Where the results of an operation go: `MI_OperationCallbacks`. A member that returns a promise holds the handler back
 * until the promise is settled, like MI's acknowledgement (`MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS`).
 */
export interface OperationSink {
  /**
   * The members beside results that have an effect; absent: all. A handler need not call the others. MI is not given
   * them, so that a server does not send what nobody hears.
   */
  readonly handled?: readonly ExtendedCallback[] | undefined;
  /** An instance; for `invoke`, the outbound parameters, `ReturnValue` among them. */
  instanceResult(instance: CimInstance): void | Promise<void>;
  /** An event of a subscription. See `IndicationResult`. */
  indicationResult(instance: CimInstance, bookmark: string | null, machineId: string | null): void | Promise<void>;
  /** A class. */
  classResult(cimClass: CimClass): void | Promise<void>;
  /** One item of a streamed parameter. `element.name` names the parameter. */
  streamedParameterResult(element: CimElement): void | Promise<void>;
  /** A message of the provider. */
  writeMessage(channel: MessageChannel, message: string): void;
  /** A progress report of the provider. */
  writeProgress(progress: ProgressRecord): void;
  /** An error that need not end the operation. The answer says whether to go on. */
  writeError(error: CimInstance): CallbackResponse | Promise<CallbackResponse>;
  /** A question of the provider. */
  promptUser(message: string, type: PromptType): CallbackResponse | Promise<CallbackResponse>;
  /** The operation is over. It has succeeded when there is no error. */
  done(error: MiError | null): void;
}

interface Request<Kind extends string> {
  readonly kind: Kind;
  /** Names separated by `/`, without a computer: `root/cimv2`. Empty for `testConnection`. */
  readonly namespace: string;
  readonly options: RequestOptions;
}

/** `MI_Session_Invoke`: `instance` holds at least the keys; it is null for a static method. */
export interface InvokeRequest extends Request<'invoke'> {
  readonly className: string;
  readonly methodName: string;
  readonly instance: CimInstance | null;
  readonly inboundProperties: CimInstance | null;
}
/** `MI_Session_GetInstance`: `instance` holds at least the keys. */
export interface GetInstanceRequest extends Request<'getInstance'> {
  readonly instance: CimInstance;
}
/** `MI_Session_EnumerateInstances`. */
export interface EnumerateRequest extends Request<'enumerate'> {
  readonly className: string;
  readonly keysOnly: boolean;
  /**
   * `deep`: instances of subclasses as well, whole. `shallow`: of this class only. `deepBaseOnly`: of subclasses as
   * well, but with the properties of this class only.
   */
  readonly polymorphism: 'deep' | 'shallow' | 'deepBaseOnly';
}
/** `MI_Session_QueryInstances`. */
export interface QueryRequest extends Request<'query'> {
  readonly dialect: string;
  readonly query: string;
}
/** `MI_Session_AssociatorInstances`: what is null does not limit the search. `instance` holds at least the keys. */
export interface AssociatorsRequest extends Request<'associators'> {
  readonly instance: CimInstance;
  readonly associationClass: string | null;
  readonly resultClass: string | null;
  readonly role: string | null;
  readonly resultRole: string | null;
  readonly keysOnly: boolean;
}
/** `MI_Session_ReferenceInstances`: what is null does not limit the search. `instance` holds at least the keys. */
export interface ReferencesRequest extends Request<'references'> {
  readonly instance: CimInstance;
  readonly resultClass: string | null;
  readonly role: string | null;
  readonly keysOnly: boolean;
}
/** `MI_Session_Subscribe`. */
export interface SubscribeRequest extends Request<'subscribe'>, EventDelivery {
  readonly dialect: string;
  readonly query: string;
}
/** `MI_Session_GetClass`. */
export interface GetClassRequest extends Request<'getClass'> {
  readonly className: string;
}
/** `MI_Session_EnumerateClasses`: without a `className` it begins at the root classes. */
export interface EnumerateClassesRequest extends Request<'enumerateClasses'> {
  readonly className: string | null;
  readonly namesOnly: boolean;
  readonly polymorphism: 'deep' | 'shallow';
}
/** `MI_Session_CreateInstance`: answers with the created instance, which holds at least its keys. */
export interface CreateRequest extends Request<'create'> {
  readonly instance: CimInstance;
}
/** `MI_Session_ModifyInstance`: `instance` holds the keys and the properties to change. */
export interface ModifyRequest extends Request<'modify'> {
  readonly instance: CimInstance;
}
/** `MI_Session_DeleteInstance`: `instance` holds at least the keys. */
export interface DeleteRequest extends Request<'delete'> {
  readonly instance: CimInstance;
}
/** `MI_Session_TestConnection`. */
export interface TestConnectionRequest extends Request<'testConnection'> {}

/** The request of any operation. */
export type OperationRequest =
  | InvokeRequest
  | GetInstanceRequest
  | EnumerateRequest
  | QueryRequest
  | AssociatorsRequest
  | ReferencesRequest
  | SubscribeRequest
  | GetClassRequest
  | EnumerateClassesRequest
  | CreateRequest
  | ModifyRequest
  | DeleteRequest
  | TestConnectionRequest;

/** A request without its options. */
export type RequestBody = OperationRequest extends infer R ? (R extends unknown ? Omit<R, 'options'> : never) : never;
