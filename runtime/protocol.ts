/**
 * The seam between the runtime and what carries out its operations: MI itself, a repository in the process, or a
 * wire protocol. It mirrors MI: a session starts an operation with a request and a sink; the sink's members are the
 * members of `MI_OperationCallbacks`.
 */
import type { MiError } from './errors.js';
import type { SessionOptions } from './options.js';
import type { CimClass } from './schema/index.js';
import type { CimElement, CimInstance } from './values/index.js';

/** What `initialize({ handler })` takes. */
export interface ProtocolHandler {
  /** Opens a session. Like `MI_Application_NewSession` it need not contact the destination. */
  newSession(options: SessionOptions): Promise<ProtocolSession>;
  /** Called once, after every session has been closed. */
  close(): Promise<void>;
}

export interface ProtocolSession {
  /** Starts an operation. Never throws: a failure goes to `sink.done`, which is called exactly once, last, and never before `start` returns. */
  start(request: OperationRequest, sink: OperationSink): ProtocolOperation;
  /** Called once, after every operation is done. */
  close(): Promise<void>;
  /** Carries out operations on the calling thread; absent where the handler cannot. */
  readonly sync?: SyncProtocolSession;
}

/** All that an operation on the calling thread gave. */
export interface SyncResults {
  readonly instances: readonly CimInstance[];
  readonly classes: readonly CimClass[];
}

export interface SyncProtocolSession {
  /** @throws MiError when the operation fails, or might wait for ever. */
  run(request: OperationRequest): SyncResults;
}

export interface ProtocolOperation {
  /** Asks the operation to end; it then ends with result FAILED (1) as MI does, unless it was done already. */
  cancel(): void;
}

/** The answer to a prompt or an error: `MI_OperationCallback_ResponseType`. */
export type CallbackResponse = 'no' | 'yes' | 'noToAll' | 'yesToAll';
/** `MI_OperationCallback` message channels. */
export type MessageChannel = 'warning' | 'verbose' | 'debug';
export type PromptType = 'normal' | 'critical';

/** `MI_CallbackMode`: tell and go on, ask and wait for the answer, or do not call at all. */
export type CallbackMode = 'report' | 'inquire' | 'ignore';

/** A progress report of a provider: `writeProgress`. */
export interface ProgressRecord {
  readonly activity: string;
  readonly currentOperation: string;
  readonly statusDescription: string;
  /** 0 to 100; null when unknown. */
  readonly percentageComplete: number | null;
  /** Null when unknown. */
  readonly secondsRemaining: number | null;
}

/**
 * Where an operation's results go. A member that returns a promise holds the handler back until it is settled: the
 * acknowledgement of MI (`MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS`).
 */
export interface OperationSink {
  /** An instance; for an invoke the outbound parameters, with `ReturnValue` among them. */
  instanceResult(instance: CimInstance): void | Promise<void>;
  indicationResult(instance: CimInstance, bookmark: string | null, machineId: string | null): void | Promise<void>;
  classResult(cimClass: CimClass): void | Promise<void>;
  /** One item of a streamed parameter: `element.name` says which. */
  streamedParameterResult(element: CimElement): void | Promise<void>;
  writeMessage(channel: MessageChannel, message: string): void;
  writeProgress(progress: ProgressRecord): void;
  /** A non-terminating error. The answer says whether to go on. */
  writeError(error: CimInstance): CallbackResponse | Promise<CallbackResponse>;
  promptUser(message: string, type: PromptType): CallbackResponse | Promise<CallbackResponse>;
  /** The operation is over: without an error it succeeded. */
  done(error: MiError | null): void;
}

/** Options that travel with any operation: `MI_OperationOptions` and flags. */
export interface RequestOptions {
  /** Milliseconds; absent means the destination's default. */
  readonly timeout?: number;
  readonly promptUserMode?: CallbackMode;
  readonly writeErrorMode?: CallbackMode;
}

interface Request<Kind extends string> {
  readonly kind: Kind;
  readonly namespace: string;
  readonly options: RequestOptions;
}

/** `MI_Session_Invoke`: a static method has a class name and no instance, an instance method an instance with its keys. */
export interface InvokeRequest extends Request<'invoke'> {
  readonly className: string;
  readonly methodName: string;
  readonly instance: CimInstance | null;
  readonly inboundProperties: CimInstance | null;
}
/** `instance` holds at least the keys. */
export interface GetInstanceRequest extends Request<'getInstance'> {
  readonly instance: CimInstance;
}
export interface EnumerateRequest extends Request<'enumerate'> {
  readonly className: string;
  readonly keysOnly: boolean;
  /** `deep`: instances of subclasses too, whole; `shallow`: of this class only; `deepBaseOnly`: of subclasses too, but only this class's properties. */
  readonly polymorphism: 'deep' | 'shallow' | 'deepBaseOnly';
}
export interface QueryRequest extends Request<'query'> {
  readonly dialect: string;
  readonly query: string;
}
export interface AssociatorsRequest extends Request<'associators'> {
  readonly instance: CimInstance;
  readonly associationClass: string | null;
  readonly resultClass: string | null;
  readonly role: string | null;
  readonly resultRole: string | null;
  readonly keysOnly: boolean;
}
export interface ReferencesRequest extends Request<'references'> {
  readonly instance: CimInstance;
  readonly resultClass: string | null;
  readonly role: string | null;
  readonly keysOnly: boolean;
}
export interface SubscribeRequest extends Request<'subscribe'> {
  readonly dialect: string;
  readonly query: string;
}
export interface GetClassRequest extends Request<'getClass'> {
  readonly className: string;
}
/** `className` null starts at the root classes. */
export interface EnumerateClassesRequest extends Request<'enumerateClasses'> {
  readonly className: string | null;
  readonly namesOnly: boolean;
  readonly polymorphism: 'deep' | 'shallow';
}
/** Answers with the created instance, which holds at least its keys. */
export interface CreateRequest extends Request<'create'> {
  readonly instance: CimInstance;
}
/** `instance` holds the keys and the properties to change. */
export interface ModifyRequest extends Request<'modify'> {
  readonly instance: CimInstance;
}
export interface DeleteRequest extends Request<'delete'> {
  readonly instance: CimInstance;
}
export interface TestConnectionRequest extends Request<'testConnection'> {}

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
