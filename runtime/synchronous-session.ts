import { given } from './given.js';
import { invalidMilliseconds } from './milliseconds.js';
import { noResult } from './no-result.js';
import type { RequestBody } from './operation.js';
import type {
  AssociatorsOptions,
  EnumerateClassesOptions,
  EnumerateOptions,
  OperationOptions,
  QueryOptions,
  ReferencesOptions,
  SessionOptions,
} from './options.js';
import type { RequestOptions, SyncProtocolSession, SyncResults } from './protocol.js';
import { namespaceOf } from './request-namespace.js';
import type { CimClass } from './schema/index.js';
import { type Target, targetInstance } from './target.js';
import type { CimInstance } from './values/index.js';
import type { WqlText } from './wql/index.js';

/** What an operation on the calling thread can be given: neither callbacks nor a signal can reach it. */
export type SyncOptions = Omit<RequestOptions, 'promptUserMode' | 'writeErrorMode'>;

/** What an operation can be given on the calling thread, of what it can be given else. */
type Sync<Options extends OperationOptions> = SyncOptions & Omit<Options, keyof OperationOptions>;

/**
 * The operations of a session on the calling thread: nothing else happens in it until they are over. For scripts and
 * build steps. What might wait for ever is refused: no subscription, and nothing beside other operations of the session.
 *
 * Operations throw an `MiError`.
 */
export class SynchronousSession {
  readonly #protocol: SyncProtocolSession;
  readonly #options: SessionOptions;
  readonly #requireOpen: () => void;

  /**
   * @internal It comes from `session.sync`.
   * @param requireOpen throws where the session is closed.
   */
  constructor(protocol: SyncProtocolSession, options: SessionOptions, requireOpen: () => void) {
    this.#protocol = protocol;
    this.#options = options;
    this.#requireOpen = requireOpen;
  }

  /**
   * Calls a method: `MI_Session_Invoke`. The outcome holds the out-parameters and `ReturnValue`.
   * @param target the class's name for a static method; else the instance.
   * @param parameters the in-parameters, as elements of an instance of `__Parameters`.
   */
  invoke(
    namespace: string,
    target: string | Target,
    methodName: string,
    parameters: CimInstance | null = null,
    options?: SyncOptions,
  ): CimInstance {
    const instance = typeof target === 'string' ? null : targetInstance(target);
    const className = typeof target === 'string' ? target : target.className;
    return this.#one(
      { kind: 'invoke', namespace, className, methodName, instance, inboundProperties: parameters },
      options,
    );
  }

  /** Reads an instance: `MI_Session_GetInstance`. */
  getInstance(namespace: string, target: Target, options?: SyncOptions): CimInstance {
    return this.#one({ kind: 'getInstance', namespace, instance: targetInstance(target) }, options);
  }

  /** Reads the instances of a class: `MI_Session_EnumerateInstances`. */
  enumerate(namespace: string, className: string, options: Sync<EnumerateOptions> = {}): readonly CimInstance[] {
    const { keysOnly = false, polymorphism = 'deep', ...rest } = options;
    return this.#run({ kind: 'enumerate', namespace, className, keysOnly, polymorphism }, rest).instances;
  }

  /** Reads the instances that an instance is associated with: `MI_Session_AssociatorInstances`. */
  associators(namespace: string, target: Target, options: Sync<AssociatorsOptions> = {}): readonly CimInstance[] {
    const { associationClass = null, resultClass = null, role = null, resultRole = null, ...others } = options;
    const { keysOnly = false, ...rest } = others;
    const instance = targetInstance(target);
    return this.#run(
      { kind: 'associators', namespace, instance, associationClass, resultClass, role, resultRole, keysOnly },
      rest,
    ).instances;
  }

  /** Reads the associations that refer to an instance: `MI_Session_ReferenceInstances`. */
  references(namespace: string, target: Target, options: Sync<ReferencesOptions> = {}): readonly CimInstance[] {
    const { resultClass = null, role = null, keysOnly = false, ...rest } = options;
    const instance = targetInstance(target);
    return this.#run({ kind: 'references', namespace, instance, resultClass, role, keysOnly }, rest).instances;
  }

  /** Reads the instances that a query finds: `MI_Session_QueryInstances`. */
  query(namespace: string, query: string | WqlText, options: Sync<QueryOptions> = {}): readonly CimInstance[] {
    const { dialect = 'WQL', ...rest } = options;
    return this.#run({ kind: 'query', namespace, dialect, query: String(query) }, rest).instances;
  }

  /** Reads a class: `MI_Session_GetClass`. */
  getClass(namespace: string, className: string, options?: SyncOptions): CimClass {
    const [found] = this.#run({ kind: 'getClass', namespace, className }, options).classes;
    return found ?? noResult('getClass', 'class');
  }

  /** Reads the classes below a class, or the root classes and those below: `MI_Session_EnumerateClasses`. */
  enumerateClasses(
    namespace: string,
    className: string | null = null,
    options: Sync<EnumerateClassesOptions> = {},
  ): readonly CimClass[] {
    const { namesOnly = false, polymorphism = 'shallow', ...rest } = options;
    return this.#run({ kind: 'enumerateClasses', namespace, className, namesOnly, polymorphism }, rest).classes;
  }

  /** Creates an instance: `MI_Session_CreateInstance`. The answer holds at least its keys. */
  create(namespace: string, instance: CimInstance, options?: SyncOptions): CimInstance {
    return this.#one({ kind: 'create', namespace, instance }, options);
  }

  /**
   * Changes an instance: `MI_Session_ModifyInstance`.
   * @param instance holds the keys, and the properties to change.
   */
  modify(namespace: string, instance: CimInstance, options?: SyncOptions): void {
    this.#run({ kind: 'modify', namespace, instance }, options);
  }

  /** Deletes an instance: `MI_Session_DeleteInstance`. */
  delete(namespace: string, target: Target, options?: SyncOptions): void {
    this.#run({ kind: 'delete', namespace, instance: targetInstance(target) }, options);
  }

  /** Asks whether the server can be reached: `MI_Session_TestConnection`. */
  testConnection(options?: SyncOptions): void {
    this.#run({ kind: 'testConnection', namespace: '' }, options);
  }

  #one(request: RequestBody, options?: SyncOptions): CimInstance {
    const [found] = this.#run(request, options).instances;
    return found ?? noResult(request.kind, 'instance');
  }

  #run(request: RequestBody, options: SyncOptions = {}): SyncResults {
    this.#requireOpen();
    const timeout = options.timeout ?? this.#options.timeout;
    const invalid = invalidMilliseconds('timeout', timeout);
    if (invalid !== null) throw invalid;
    const namespace = request.kind === 'testConnection' ? '' : namespaceOf(request.namespace);
    return this.#protocol.run({
      ...request,
      namespace,
      options: given({ ...options, timeout }),
    });
  }
}
