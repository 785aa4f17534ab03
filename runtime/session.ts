import { MiError } from './errors.js';
import { inTime } from './in-time.js';
import type { IndicationResult } from './indication.js';
import { type Invocation, startInvocation } from './invocation.js';
import { leavable } from './leavable.js';
import { CLOSE_TIMEOUT } from './milliseconds.js';
import { noResult } from './no-result.js';
import { Operation, type RequestBody, type ResultReceiver } from './operation.js';
import type {
  AssociatorsOptions,
  EnumerateClassesOptions,
  EnumerateOptions,
  InvokeOptions,
  OperationOptions,
  QueryOptions,
  ReferencesOptions,
  SessionOptions,
  SubscribeOptions,
} from './options.js';
import type { ProtocolSession } from './protocol.js';
import { namespaceOf } from './request-namespace.js';
import { ResultQueue } from './result-stream.js';
import type { CimClass } from './schema/index.js';
import { SynchronousSession } from './synchronous-session.js';
import { type Target, targetInstance } from './target.js';
import type { CimInstance, CimValue } from './values/index.js';
import type { WqlText } from './wql/index.js';

/**
 * A connection to one server. Its methods are MI's operations on instances and classes as they travel; generated
 * classes give them types. A namespace is written `root/cimv2` or `root\cimv2`, without a computer's name.
 *
 * Operations reject with an `MiError`, or with the reason of the signal that cancelled them.
 */
export class Session {
  readonly #protocol: ProtocolSession;
  readonly #options: SessionOptions;
  readonly #onClosed: () => void;
  readonly #operations = new Set<Operation>();
  #closed: Promise<void> | null = null;

  /** @internal Sessions come from `application.newSession()`. */
  constructor(protocol: ProtocolSession, options: SessionOptions, onClosed: () => void) {
    this.#protocol = protocol;
    this.#options = options;
    this.#onClosed = onClosed;
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
    options?: InvokeOptions,
  ): Invocation<CimInstance, Record<string, CimValue>> {
    const instance = typeof target === 'string' ? null : targetInstance(target);
    const className = typeof target === 'string' ? target : target.className;
    return startInvocation(
      this,
      {
        streams: null,
        request: () => ({ kind: 'invoke', namespace, className, methodName, instance, inboundProperties: parameters }),
        item: (element) => element.value,
        outcome: (outbound) => outbound,
      },
      options,
    );
  }

  /** Reads an instance: `MI_Session_GetInstance`. */
  getInstance(namespace: string, target: Target, options?: OperationOptions): Promise<CimInstance> {
    return this.#instance({ kind: 'getInstance', namespace, instance: targetInstance(target) }, options);
  }

  /** Reads the instances of a class: `MI_Session_EnumerateInstances`. Each loop over it is an operation of its own. */
  enumerate(namespace: string, className: string, options: EnumerateOptions = {}): AsyncIterable<CimInstance> {
    const { keysOnly = false, polymorphism = 'deep', ...rest } = options;
    return this.#instances({ kind: 'enumerate', namespace, className, keysOnly, polymorphism }, rest);
  }

  /**
   * Reads the instances that an instance is associated with: `MI_Session_AssociatorInstances`. Each loop over it is an
   * operation of its own.
   */
  associators(namespace: string, target: Target, options: AssociatorsOptions = {}): AsyncIterable<CimInstance> {
    const { associationClass = null, resultClass = null, role = null, resultRole = null, ...others } = options;
    const { keysOnly = false, ...rest } = others;
    const instance = targetInstance(target);
    return this.#instances(
      { kind: 'associators', namespace, instance, associationClass, resultClass, role, resultRole, keysOnly },
      rest,
    );
  }

  /**
   * Reads the associations that refer to an instance: `MI_Session_ReferenceInstances`. Each loop over it is an
   * operation of its own.
   */
  references(namespace: string, target: Target, options: ReferencesOptions = {}): AsyncIterable<CimInstance> {
    const { resultClass = null, role = null, keysOnly = false, ...rest } = options;
    const instance = targetInstance(target);
    return this.#instances({ kind: 'references', namespace, instance, resultClass, role, keysOnly }, rest);
  }

  /** Reads the instances that a query finds: `MI_Session_QueryInstances`. Each loop over it is an operation of its own. */
  query(namespace: string, query: string | WqlText, options: QueryOptions = {}): AsyncIterable<CimInstance> {
    const { dialect = 'WQL', ...rest } = options;
    return this.#instances({ kind: 'query', namespace, dialect, query: String(query) }, rest);
  }

  /**
   * Waits for events: `MI_Session_Subscribe`. Each loop over it is a subscription of its own, which begins with the
   * loop and ends when the loop is left, or the signal or the session ends it.
   */
  subscribe(
    namespace: string,
    query: string | WqlText,
    options: SubscribeOptions = {},
  ): AsyncIterable<IndicationResult> {
    const { dialect = 'WQL', ...rest } = options;
    return this.#stream(
      { kind: 'subscribe', namespace, dialect, query: String(query) },
      (queue) => ({ indication: (result) => queue.push(result) }),
      rest,
      null,
    );
  }

  /** Reads a class: `MI_Session_GetClass`. */
  async getClass(namespace: string, className: string, options?: OperationOptions): Promise<CimClass> {
    let found: CimClass | null = null;
    const receiver: ResultReceiver = {
      cimClass: (cimClass) => {
        found = cimClass;
      },
    };
    await this.#run({ kind: 'getClass', namespace, className }, receiver, options);
    return found ?? noResult('getClass', 'class');
  }

  /**
   * Reads the classes below a class, or the root classes and those below: `MI_Session_EnumerateClasses`. Each loop over
   * it is an operation of its own.
   */
  enumerateClasses(
    namespace: string,
    className: string | null = null,
    options: EnumerateClassesOptions = {},
  ): AsyncIterable<CimClass> {
    const { namesOnly = false, polymorphism = 'shallow', ...rest } = options;
    return this.#stream(
      { kind: 'enumerateClasses', namespace, className, namesOnly, polymorphism },
      (queue) => ({ cimClass: (cimClass) => queue.push(cimClass) }),
      rest,
    );
  }

  /** Creates an instance: `MI_Session_CreateInstance`. The answer holds at least its keys. */
  create(namespace: string, instance: CimInstance, options?: OperationOptions): Promise<CimInstance> {
    return this.#instance({ kind: 'create', namespace, instance }, options);
  }

  /**
   * Changes an instance: `MI_Session_ModifyInstance`.
   * @param instance holds the keys, and the properties to change.
   */
  modify(namespace: string, instance: CimInstance, options?: OperationOptions): Promise<void> {
    return this.#run({ kind: 'modify', namespace, instance }, {}, options);
  }

  /** Deletes an instance: `MI_Session_DeleteInstance`. */
  delete(namespace: string, target: Target, options?: OperationOptions): Promise<void> {
    return this.#run({ kind: 'delete', namespace, instance: targetInstance(target) }, {}, options);
  }

  /** Asks whether the server can be reached: `MI_Session_TestConnection`. */
  testConnection(options?: OperationOptions): Promise<void> {
    return this.#run({ kind: 'testConnection', namespace: '' }, {}, options);
  }

  /**
   * The same operations on the calling thread, for scripts and build steps.
   * @throws MiError NOT_SUPPORTED where the handler cannot, FAILED when the session is closed.
   */
  get sync(): SynchronousSession {
    this.#requireOpen();
    const { sync } = this.#protocol;
    if (sync === undefined)
      throw new MiError('NOT_SUPPORTED', 'the handler of this session has no synchronous operations');
    return new SynchronousSession(sync, this.#options, () => this.#requireOpen());
  }

  /**
   * Cancels the operations that still run, waits for their end, and closes the session. May be called again.
   * @throws MiError FAILED that names the operations that have not ended in time. The session is closed when they have.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @internal An operation that has not been sent yet. It has failed already where the session is closed. */
  prepare(
    receiver: ResultReceiver,
    options: OperationOptions = {},
    defaultTimeout: number | null = this.#options.timeout ?? null,
  ): Operation {
    const timeout = options.timeout ?? defaultTimeout;
    const operation = new Operation(receiver, timeout === null ? options : { ...options, timeout });
    this.#operations.add(operation);
    void Promise.allSettled([operation.ended, operation.result]).then(() => this.#operations.delete(operation));
    if (this.#closed !== null) operation.cancel(closedSession());
    return operation;
  }

  /** @internal Sends a prepared operation. Never throws: a failure is the operation's. */
  start(operation: Operation, request: RequestBody): void {
    try {
      const namespace = request.kind === 'testConnection' ? '' : namespaceOf(request.namespace);
      operation.start(this.#protocol, { ...request, namespace });
    } catch (error) {
      operation.cancel(error);
    }
  }

  #requireOpen(): void {
    if (this.#closed !== null) throw closedSession();
  }

  #run(request: RequestBody, receiver: ResultReceiver, options?: OperationOptions): Promise<void> {
    const operation = this.prepare(receiver, options);
    this.start(operation, request);
    return operation.result;
  }

  async #instance(request: RequestBody, options?: OperationOptions): Promise<CimInstance> {
    let found: CimInstance | null = null;
    const receiver: ResultReceiver = {
      instance: (instance) => {
        found = instance;
      },
    };
    await this.#run(request, receiver, options);
    return found ?? noResult(request.kind, 'instance');
  }

  #instances(request: RequestBody, options: OperationOptions): AsyncIterable<CimInstance> {
    return this.#stream(request, (queue) => ({ instance: (instance) => queue.push(instance) }), options);
  }

  #stream<T>(
    request: RequestBody,
    receiver: (queue: ResultQueue<T>) => ResultReceiver,
    options: OperationOptions,
    defaultTimeout?: null,
  ): AsyncIterable<T> {
    const results = async function* (session: Session, queue: ResultQueue<T>): AsyncGenerator<T, void, void> {
      const operation = session.prepare(receiver(queue), options, defaultTimeout);
      queue.follow(operation);
      session.start(operation, request);
      try {
        yield* queue;
      } finally {
        operation.cancel(new DOMException('The loop over the results was left', 'AbortError'));
      }
    };
    return {
      [Symbol.asyncIterator]: () => {
        const queue = new ResultQueue<T>();
        return leavable(results(this, queue), () => queue.leave());
      },
    };
  }

  async #close(): Promise<void> {
    const running = [...this.#operations];
    for (const operation of running) {
      operation.cancel(new MiError('FAILED', 'the session was closed while the operation ran'));
    }
    try {
      await this.#end(running);
      await this.#protocol.close();
    } finally {
      this.#onClosed();
    }
  }

  /** Waits for cancelled operations, but not for ever. */
  async #end(cancelled: readonly Operation[]): Promise<void> {
    const timeout = this.#options.closeTimeout ?? CLOSE_TIMEOUT;
    const ended = Promise.all(cancelled.map((operation) => operation.ended));
    await inTime(ended, timeout, () => {
      // There will be nobody left whom a failure could be told.
      ended.then(() => this.#protocol.close()).catch(() => {});
      const running = [...this.#operations].map(({ subject }) => subject).join(', ');
      const reason = `the handler has not ended ${running} after ${timeout} ms`;
      return new MiError('FAILED', `the session cannot be closed: ${reason}`);
    });
  }
}

function closedSession(): MiError {
  return new MiError('FAILED', 'the session is closed');
}
