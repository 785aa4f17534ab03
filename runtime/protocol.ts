/**
 * The seam between the runtime and what carries out its operations: MI itself, a repository in the process, or a
 * network protocol. It mirrors MI: a session starts an operation with a request and a sink, whose members are those of
 * `MI_OperationCallbacks`.
 */

import type { EmbeddedForm } from './embedded-form.js';
import type { MiError } from './errors.js';
import type { DECLARED, DeclaredTypes } from './known-types.js';
import type { CimClass, CimType } from './schema/index.js';
import type { MessageChannel, SessionOptions } from './session-options.js';
import type { CimElement, CimInstance, CimValue } from './values/index.js';

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

/** `MI_CallbackMode`. `report`: tell and go on. `inquire`: ask and wait for the answer. `ignore`: do not call. */
export type CallbackMode = 'report' | 'inquire' | 'ignore';

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

/**
 * Options of any operation: `MI_OperationOptions` and `MI_OPERATIONFLAGS`.
 *
 * MI takes all of them into account. A `MemoryRepository` ignores those that are marked "MI only" or "Not in memory".
 * Over a `WsmanHandler`, an option that is marked "MI only" fails the operation with NOT_SUPPORTED where it asks for
 * something. So does, with any other server than Windows, what makes a provider talk to the client: a mode `inquire`,
 * the answer `no`, and `channels`; and with any server where no provider is asked, as for classes and subscriptions.
 */
export interface RequestOptions {
  /**
   * How long the operation may take, in milliseconds, from 1 to 2^31 - 1. Absent: the session's `timeout`. After that
   * the operation is cancelled and rejects with an `MiError` FAILED, whatever the handler. The time stands still while
   * the server waits for this side: for an answer, or for a loop that is slower than its results. MI is told the time
   * as well, and may count it differently.
   */
  readonly timeout?: number | undefined;
  /**
   * How questions of the provider are handled. Absent: `inquire` where there is an `onPromptUser` or a
   * `promptUserAnswer`; else MI is not told that anybody answers, and the server takes its own default. A
   * `MemoryRepository` inquires. A critical question is asked in every mode.
   */
  readonly promptUserMode?: CallbackMode | undefined;
  /** How errors that need not end the operation are handled. Absent: they are reported. */
  readonly writeErrorMode?: CallbackMode | undefined;
  /**
   * MI only. `callbacks`, the default: MI calls back with each result. `pull`: each result is fetched by a call that
   * waits on a thread of Node's pool, so that few such operations can proceed at once: one fewer than the pool has
   * threads. `UV_THREADPOOL_SIZE` sets their number, 4 by default, and must be set before the process starts. With a
   * single thread, `pull` is refused with NOT_SUPPORTED.
   * The MI of Windows is known to lose handles of events with each such operation: a service, or any program that runs
   * for long, takes `callbacks`.
   */
  readonly delivery?: 'callbacks' | 'pull' | undefined;
  /**
   * Not in memory. How exact the types of properties are: `none` gives strings only and is quick, `full` may be slow. A
   * `WsmanHandler` asks the server for the types of a class once per session, unless `none` is given.
   */
  readonly typeInformation?: 'none' | 'basic' | 'standard' | 'full' | undefined;
  /**
   * Not in memory. Descriptions and value names come in the session's locale, where the server sends them. No effect on
   * `delete` and `invoke`.
   */
  readonly localizedQualifiers?: boolean | undefined;
  /** MI only. Reads properties, too, that take the provider long to determine. */
  readonly expensiveProperties?: boolean | undefined;
  /** Not in memory. The resource URI of WS-Management, in place of the one that is made from the class. */
  readonly resourceUri?: string | undefined;
  /** Not in memory. The beginning of the resource URI that is made from the class. */
  readonly resourceUriPrefix?: string | undefined;
  /** MI only. Which provider is asked on a 64-bit server. */
  readonly providerArchitecture?: 32 | 64 | undefined;
  /** MI only. The operation fails when there is no provider of that `providerArchitecture`, which it needs. */
  readonly requireArchitecture?: boolean | undefined;
  /**
   * The answer to normal questions that are put to nobody: in the modes `report` and `ignore`, and without an
   * `onPromptUser`. Absent: `yes`.
   */
  readonly promptUserAnswer?: 'yes' | 'no' | undefined;
  /**
   * The channels on which messages come, and no others: `[]` silences all. A number is a channel of the provider's own,
   * whose messages come as `debug`. Absent: MI's default, which is `warning`, `verbose` and `debug`.
   */
  readonly channels?: readonly (MessageChannel | number)[] | undefined;
  /** MI only. Indications say which machine they come from; those of a `MemoryRepository` always do. */
  readonly machineId?: boolean | undefined;
  /** Not in memory. Options of the provider's own. */
  readonly customOptions?: readonly CustomOption[] | undefined;
  /** @internal A handler that is told the types need not ask the server for them. */
  readonly [DECLARED]?: DeclaredTypes | undefined;
}

/** An option of a provider's own: `MI_OperationOptions_SetCustomOption`. */
export interface CustomOption {
  readonly name: string;
  readonly type: CimType;
  /** The value is an array; false by default. */
  readonly array?: boolean | undefined;
  /** A value of the type; one of another type fails the operation. */
  readonly value: NonNullable<CimValue>;
  /** The operation fails when the provider does not know the option; false by default. */
  readonly mustComply?: boolean | undefined;
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
/** Any text. Written this way it keeps the literals beside it visible. */
export type OtherText = string & Record<never, never>;

/**
 * How the events of a subscription are delivered: `MI_SubscriptionDeliveryOptions`. MI is given all of it, and it is up
 * to the protocol what becomes of it: OMI's `libmi.so` ignores it.
 */
export interface EventDelivery {
  /**
   * The event after which the subscription goes on: the `bookmark` of an earlier event, where the server has kept those
   * since; `oldest`, all that it has kept; or `newest`, the default, none. In memory no events are kept: all but
   * `newest` fails with NOT_SUPPORTED. Over a `WsmanHandler`, events have bookmarks only when this is given, and a
   * server without them refuses it.
   */
  readonly bookmark?: 'oldest' | 'newest' | OtherText | undefined;
  /**
   * How often, in milliseconds, the server says that it is there, where nothing happens. Over a `WsmanHandler`, three
   * such times of silence end the subscription with an error. OMI forgets a subscription whose loop takes longer than
   * that over the events that have come at once. No effect in memory.
   */
  readonly heartbeat?: number | undefined;
  /** After how many milliseconds the server ends the subscription, which is an error. OMI never does. */
  readonly expires?: number | undefined;
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
