/**
 * The seam between the runtime and what carries out its operations: MI itself, a repository in the process, or a
 * wire protocol. It mirrors MI: a session starts an operation with a request and a sink; the sink's members are the
 * members of `MI_OperationCallbacks`.
 */
import type { MiError } from './errors.js';
import type { SessionOptions } from './options.js';
import type { CimClass, CimType } from './schema/index.js';
import type { CimElement, CimInstance, CimValue } from './values/index.js';

/** What `initialize({ handler })` takes. */
export interface ProtocolHandler {
  /**
   * Opens a session. Like `MI_Application_NewSession` it need not contact the destination. It and `close` settle in any
   * case: nobody else sets them a time.
   */
  newSession(options: SessionOptions): Promise<ProtocolSession>;
  /** Called after the sessions have been closed, or have failed to; and again where it has failed itself. */
  close(): Promise<void>;
}

/** A session of the handler: what starts operations, and is closed. */
export interface ProtocolSession {
  /** Starts an operation. Never throws: a failure goes to `sink.done`, which is called exactly once, last, and never before `start` returns. */
  start(request: OperationRequest, sink: OperationSink): ProtocolOperation;
  /** Called once, after every operation is done. Settles in any case. */
  close(): Promise<void>;
  /** Carries out operations on the calling thread; absent where the handler cannot. */
  readonly sync?: SyncProtocolSession;
}

/** All that an operation on the calling thread gave. */
export interface SyncResults {
  readonly instances: readonly CimInstance[];
  readonly classes: readonly CimClass[];
}

/** The operations of a session on the calling thread. */
export interface SyncProtocolSession {
  /** @throws MiError when the operation fails, or might wait for ever. */
  run(request: OperationRequest): SyncResults;
}

/** An operation that has been started. */
export interface ProtocolOperation {
  /**
   * Asks the operation to end; it then ends with result FAILED (1) as MI does, unless it was done already. Never throws.
   * Of an operation that takes longer than the session's `closeTimeout` to end, `session.close()` tells.
   */
  cancel(): void;
}

/** The answer to a prompt or an error: `MI_OperationCallback_ResponseType`. */
export type CallbackResponse = 'no' | 'yes' | 'noToAll' | 'yesToAll';
/** `MI_OperationCallback` message channels. */
export type MessageChannel = 'warning' | 'verbose' | 'debug';
/** How grave a question is: `MI_PromptType`. */
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

/** Options that travel with any operation: `MI_OperationOptions` and `MI_OPERATIONFLAGS`. */
export interface RequestOptions {
  /**
   * How long the operation may take, in milliseconds; absent means the session's time. After that it is cancelled and
   * rejects with an `MiError`. The time does not pass while the server waits for this side: for an answer, or for a loop
   * that is slower than its results come. MI is told the time, too, and may count it otherwise.
   */
  readonly timeout?: number | undefined;
  readonly promptUserMode?: CallbackMode | undefined;
  readonly writeErrorMode?: CallbackMode | undefined;
  /**
   * `callbacks`, unless said: MI calls with each result. `pull`: each result is drawn by a call that waits on a thread of
   * Node's pool, so that few such operations proceed at once (one fewer than `UV_THREADPOOL_SIZE`).
   */
  readonly delivery?: 'callbacks' | 'pull' | undefined;
  /** How sure the types of properties are: from all strings, which is quick, to all exact, which may be slow. */
  readonly typeInformation?: 'none' | 'basic' | 'standard' | 'full' | undefined;
  /** Descriptions and value names of classes come in the locale of the session. */
  readonly localizedQualifiers?: boolean | undefined;
  /** Properties come too that take long to find out. */
  readonly expensiveProperties?: boolean | undefined;
  readonly resourceUri?: string | undefined;
  readonly resourceUriPrefix?: string | undefined;
  /** Which provider is asked on a 64-bit server. */
  readonly providerArchitecture?: 32 | 64 | undefined;
  /** The operation fails where there is no provider of that architecture. */
  readonly requireArchitecture?: boolean | undefined;
  /** The answer to normal prompts that nobody is asked, in the modes `report` and `ignore`. */
  readonly promptUserAnswer?: 'yes' | 'no' | undefined;
  /** The only channels on which messages come; a number is a channel of the provider's own, whose messages come as `debug`. */
  readonly channels?: readonly (MessageChannel | number)[] | undefined;
  /** Indications say which machine they come from. */
  readonly machineId?: boolean | undefined;
  /** Options of the provider's own. */
  readonly customOptions?: readonly CustomOption[] | undefined;
}

/** `MI_OperationOptions_SetCustomOption`. */
export interface CustomOption {
  readonly name: string;
  readonly type: CimType;
  readonly array?: boolean | undefined;
  readonly value: NonNullable<CimValue>;
  /** The operation fails where the provider does not know the option; false unless said. */
  readonly mustComply?: boolean | undefined;
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
/** `MI_Session_GetInstance`: `instance` holds at least the keys. */
export interface GetInstanceRequest extends Request<'getInstance'> {
  readonly instance: CimInstance;
}
/** `MI_Session_EnumerateInstances`. */
export interface EnumerateRequest extends Request<'enumerate'> {
  readonly className: string;
  readonly keysOnly: boolean;
  /** `deep`: instances of subclasses too, whole; `shallow`: of this class only; `deepBaseOnly`: of subclasses too, but only this class's properties. */
  readonly polymorphism: 'deep' | 'shallow' | 'deepBaseOnly';
}
/** `MI_Session_QueryInstances`. */
export interface QueryRequest extends Request<'query'> {
  readonly dialect: string;
  readonly query: string;
}
/** `MI_Session_AssociatorInstances`: null does not limit the search. `instance` holds at least the keys. */
export interface AssociatorsRequest extends Request<'associators'> {
  readonly instance: CimInstance;
  readonly associationClass: string | null;
  readonly resultClass: string | null;
  readonly role: string | null;
  readonly resultRole: string | null;
  readonly keysOnly: boolean;
}
/** `MI_Session_ReferenceInstances`: null does not limit the search. `instance` holds at least the keys. */
export interface ReferencesRequest extends Request<'references'> {
  readonly instance: CimInstance;
  readonly resultClass: string | null;
  readonly role: string | null;
  readonly keysOnly: boolean;
}
/** `MI_Session_Subscribe`. */
export interface SubscribeRequest extends Request<'subscribe'> {
  readonly dialect: string;
  readonly query: string;
}
/** `MI_Session_GetClass`. */
export interface GetClassRequest extends Request<'getClass'> {
  readonly className: string;
}
/** `MI_Session_EnumerateClasses`: `className` null starts at the root classes. */
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

/** All that an operation needs to know, whichever it is. */
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
