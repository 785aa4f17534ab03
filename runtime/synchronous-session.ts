import { MiError } from './errors.js';
import type { RequestBody } from './operation.js';
import type { EnumerateClassesOptions, EnumerateOptions, SessionOptions } from './options.js';
import type { RequestOptions, SyncProtocolSession, SyncResults } from './protocol.js';
import { namespaceOf } from './request-namespace.js';
import type { CimClass } from './schema/index.js';
import type { CimInstance } from './values/index.js';

/** What an operation on the calling thread can be given: neither callbacks nor a signal can reach it. */
export type SyncOptions = Omit<RequestOptions, 'promptUserMode' | 'writeErrorMode'>;

/**
 * The operations of a session on the calling thread: nothing else happens in it until they are over. For scripts and
 * build steps. What might wait for ever is refused: no subscription, and nothing beside other operations of the session.
 *
 * Operations throw an `MiError`.
 */
export class SynchronousSession {
  readonly #protocol: SyncProtocolSession;
  readonly #options: SessionOptions;

  /** @internal It comes from `session.sync`. */
  constructor(protocol: SyncProtocolSession, options: SessionOptions) {
    this.#protocol = protocol;
    this.#options = options;
  }

  /**
   * Calls a method: `MI_Session_Invoke`. The outcome holds the out-parameters and `ReturnValue`.
   * @param target the class's name for a static method; else the instance, which holds at least its keys.
   */
  invoke(
    namespace: string,
    target: string | CimInstance,
    methodName: string,
    parameters: CimInstance | null = null,
    options?: SyncOptions,
  ): CimInstance {
    const [className, instance] = typeof target === 'string' ? [target, null] : [target.className, target];
    return this.#one(
      { kind: 'invoke', namespace, className, methodName, instance, inboundProperties: parameters },
      options,
    );
  }

  /** Reads an instance, of which at least the keys are given: `MI_Session_GetInstance`. */
  getInstance(namespace: string, instance: CimInstance, options?: SyncOptions): CimInstance {
    return this.#one({ kind: 'getInstance', namespace, instance }, options);
  }

  /** Reads the instances of a class: `MI_Session_EnumerateInstances`. */
  enumerate(
    namespace: string,
    className: string,
    options: SyncOptions & Pick<EnumerateOptions, 'keysOnly' | 'polymorphism'> = {},
  ): readonly CimInstance[] {
    const { keysOnly = false, polymorphism = 'deep', ...rest } = options;
    return this.#run({ kind: 'enumerate', namespace, className, keysOnly, polymorphism }, rest).instances;
  }

  /** Reads what a query selects: `MI_Session_QueryInstances`. */
  query(namespace: string, query: string, options?: SyncOptions): readonly CimInstance[] {
    return this.#run({ kind: 'query', namespace, dialect: 'WQL', query }, options).instances;
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
    options: SyncOptions & Pick<EnumerateClassesOptions, 'namesOnly' | 'polymorphism'> = {},
  ): readonly CimClass[] {
    const { namesOnly = false, polymorphism = 'shallow', ...rest } = options;
    return this.#run({ kind: 'enumerateClasses', namespace, className, namesOnly, polymorphism }, rest).classes;
  }

  /** Creates an instance: `MI_Session_CreateInstance`. The answer holds at least its keys. */
  create(namespace: string, instance: CimInstance, options?: SyncOptions): CimInstance {
    return this.#one({ kind: 'create', namespace, instance }, options);
  }

  /** Changes the properties that are given beside the keys: `MI_Session_ModifyInstance`. */
  modify(namespace: string, instance: CimInstance, options?: SyncOptions): void {
    this.#run({ kind: 'modify', namespace, instance }, options);
  }

  /** Deletes an instance, of which at least the keys are given: `MI_Session_DeleteInstance`. */
  delete(namespace: string, instance: CimInstance, options?: SyncOptions): void {
    this.#run({ kind: 'delete', namespace, instance }, options);
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
    const timeout = options.timeout ?? this.#options.timeout;
    const namespace = request.kind === 'testConnection' ? '' : namespaceOf(request.namespace);
    return this.#protocol.run({
      ...request,
      namespace,
      options: timeout === undefined ? options : { ...options, timeout },
    });
  }
}

function noResult(kind: string, what: string): never {
  throw new MiError('FAILED', `the server reported that ${kind} succeeded, but sent no ${what}`);
}
