import { MiError } from './errors.js';
import type { OptionTable } from './option-checks.js';
import {
  type AssociatorsOptions,
  type EnumerateClassesOptions,
  type EnumerateOptions,
  given,
  OPERATION_OPTIONS,
  type OperationOptions,
  optionChecker,
  type QueryOptions,
  type ReferencesOptions,
} from './options.js';
import type { RequestBody, SyncProtocolSession, SyncResults } from './protocol.js';
import type { RequestOptions } from './request-options.js';
import type { Target } from './requests.js';
import * as requests from './requests.js';
import type { CimClass } from './schema/index.js';
import type { SessionOptions } from './session-options.js';
import { operationFailure } from './timeout-error.js';
import type { CimInstance } from './values/index.js';
import { invalidMilliseconds } from './waiting.js';
import type { WqlText } from './wql/index.js';

/**
 * What an operation on the calling thread can be given: neither callbacks nor a signal can reach it. Questions and
 * errors of the provider are handled by MI's defaults.
 */
export type SyncOptions = Omit<RequestOptions, 'promptUserMode' | 'promptUserAnswer' | 'writeErrorMode'>;

/** What an operation can be given on the calling thread: its own options, without callbacks and signal. */
type Sync<Options extends OperationOptions> = SyncOptions & Omit<Options, keyof OperationOptions>;

const { signal, onWriteMessage, onProgress, onWriteError, onPromptUser, ...ofRequests } = OPERATION_OPTIONS;
const { promptUserMode, promptUserAnswer, writeErrorMode, ...others } = ofRequests;
const SYNC_OPTIONS: OptionTable<SyncOptions> = others;
const checked = optionChecker(SYNC_OPTIONS, 'session.sync');

/**
 * The operations of a session on the calling thread, for scripts and build steps: nothing else happens on that thread
 * until they are over. What might wait forever is refused: there is no subscription, and no operation may begin while
 * others of the session run. The MI of Windows is known to lose handles of events with each such operation, so services
 * and other programs that run for long take the asynchronous ones.
 *
 * Operations throw an `MiError`, and a `TypeError` for a wrong argument or option.
 */
export class SynchronousSession {
  readonly #protocol: SyncProtocolSession;
  readonly #options: SessionOptions;
  readonly #requireOpen: () => void;

  private constructor(protocol: SyncProtocolSession, options: SessionOptions, requireOpen: () => void) {
    this.#protocol = protocol;
    this.#options = options;
    this.#requireOpen = requireOpen;
  }

  /**
   * @internal It comes from `session.sync`.
   * @param requireOpen throws when the session is closed.
   */
  static of(protocol: SyncProtocolSession, options: SessionOptions, requireOpen: () => void): SynchronousSession {
    return new SynchronousSession(protocol, options, requireOpen);
  }

  /**
   * Calls a method: `MI_Session_Invoke`. The outcome holds the out-parameters and `ReturnValue`.
   * @param target the name of the class for a static method; else the instance.
   * @param parameters the in-parameters, as elements of an instance of `__Parameters`.
   */
  invoke(
    namespace: string,
    target: string | Target,
    methodName: string,
    parameters: CimInstance | null = null,
    options?: SyncOptions,
  ): CimInstance {
    return this.#one(requests.invoke(namespace, target, methodName, parameters), options);
  }

  /** Reads an instance: `MI_Session_GetInstance`. */
  getInstance(namespace: string, target: Target, options?: SyncOptions): CimInstance {
    return this.#one(requests.getInstance(namespace, target), options);
  }

  /** Reads the instances of a class: `MI_Session_EnumerateInstances`. */
  enumerate(namespace: string, className: string, options: Sync<EnumerateOptions> = {}): readonly CimInstance[] {
    return this.#run(...requests.enumerate(namespace, className, checked('enumerate', options))).instances;
  }

  /** Reads the instances that an instance is associated with: `MI_Session_AssociatorInstances`. */
  associators(namespace: string, target: Target, options: Sync<AssociatorsOptions> = {}): readonly CimInstance[] {
    return this.#run(...requests.associators(namespace, target, checked('associators', options))).instances;
  }

  /** Reads the associations that refer to an instance: `MI_Session_ReferenceInstances`. */
  references(namespace: string, target: Target, options: Sync<ReferencesOptions> = {}): readonly CimInstance[] {
    return this.#run(...requests.references(namespace, target, checked('references', options))).instances;
  }

  /** Reads the instances that a query finds: `MI_Session_QueryInstances`. */
  query(namespace: string, query: string | WqlText, options: Sync<QueryOptions> = {}): readonly CimInstance[] {
    return this.#run(...requests.query(namespace, query, checked('query', options))).instances;
  }

  /** Reads a class: `MI_Session_GetClass`. */
  getClass(namespace: string, className: string, options?: SyncOptions): CimClass {
    const [found] = this.#run(requests.getClass(namespace, className), options).classes;
    return found ?? requests.noResult('getClass', 'class');
  }

  /** Reads the classes below a class, or the root classes and those below: `MI_Session_EnumerateClasses`. */
  enumerateClasses(
    namespace: string,
    className: string | null = null,
    options: Sync<EnumerateClassesOptions> = {},
  ): readonly CimClass[] {
    return this.#run(...requests.enumerateClasses(namespace, className, checked('enumerateClasses', options))).classes;
  }

  /** Creates an instance: `MI_Session_CreateInstance`. The answer holds at least its keys. */
  create(namespace: string, instance: CimInstance, options?: SyncOptions): CimInstance {
    return this.#one(requests.create(namespace, instance), options);
  }

  /**
   * Changes an instance: `MI_Session_ModifyInstance`.
   * @param instance holds the keys, and the properties to change.
   */
  modify(namespace: string, instance: CimInstance, options?: SyncOptions): void {
    this.#run(requests.modify(namespace, instance), options);
  }

  /** Deletes an instance: `MI_Session_DeleteInstance`. */
  delete(namespace: string, target: Target, options?: SyncOptions): void {
    this.#run(requests.deleteInstance(namespace, target), options);
  }

  /** Asks whether the server can be reached: `MI_Session_TestConnection`. */
  testConnection(options?: SyncOptions): void {
    this.#run(requests.testConnection(), options);
  }

  #one(request: RequestBody, options?: SyncOptions): CimInstance {
    const [found] = this.#run(request, options).instances;
    return found ?? requests.noResult(request.kind, 'instance');
  }

  #run(request: RequestBody, options: SyncOptions = {}): SyncResults {
    this.#requireOpen();
    checked(request.kind, options);
    const timeout = options.timeout ?? this.#options.timeout;
    const invalid = invalidMilliseconds('timeout', timeout);
    if (invalid !== null) throw invalid;
    const complete = requests.completeRequest(request, given({ ...options, timeout }));
    try {
      return this.#protocol.run(complete);
    } catch (error) {
      throw error instanceof MiError ? operationFailure(error, requests.requestSubject(request), timeout) : error;
    }
  }
}
