import { withCallers } from './caller-stack.js';
import type { EmbeddedForm } from './embedded-form.js';
import { MiError } from './errors.js';
import { type Invocation, startInvocation } from './invocation.js';
import { OpenOperations } from './open-operations.js';
import { Operation, type ResultReceiver } from './operation.js';
import {
  type AssociatorsOptions,
  type EnumerateClassesOptions,
  type EnumerateOptions,
  type IndicationResult,
  type InvokeOptions,
  OPERATION_OPTIONS,
  type OperationOptions,
  optionChecker,
  type QueryOptions,
  type ReferencesOptions,
  type SubscribeOptions,
} from './options.js';
import type { ProtocolSession, RequestBody } from './protocol.js';
import type { Target } from './requests.js';
import * as requests from './requests.js';
import { type Events, LazyEvents, LazyResults, ResultStream, type Results } from './result-stream.js';
import type { CimClass } from './schema/index.js';
import type { SessionOptions } from './session-options.js';
import { SynchronousSession } from './synchronous-session.js';
import { acrossCopies } from './values/copies.js';
import type { CimInstance, CimValue } from './values/index.js';
import { CLOSE_TIMEOUT, inTime } from './waiting.js';
import type { WqlText } from './wql/index.js';

const checked = optionChecker(OPERATION_OPTIONS, 'session');

/**
 * A connection to one server. Its methods are MI's operations on instances and classes as they travel; generated
 * classes give them types. A namespace is written `root/cimv2` or `root\cimv2`, without a computer's name.
 *
 * Operations, and loops over their results, reject with an `MiError`, with the reason of the signal that cancelled
 * them, or with what a callback threw. A call with a wrong argument or option fails with a `TypeError`: at once where
 * it gives results to loop over, else by rejecting.
 */
export class Session {
  static {
    acrossCopies(Session, 'Session');
  }

  readonly #protocol: ProtocolSession;
  readonly #options: SessionOptions;
  readonly #onClosed: () => void;
  readonly #operations = new OpenOperations();
  #closed: Promise<void> | null = null;

  private constructor(protocol: ProtocolSession, options: SessionOptions, onClosed: () => void) {
    this.#protocol = protocol;
    this.#options = options;
    this.#onClosed = onClosed;
  }

  /** @internal Sessions of users come from `application.newSession()`. */
  static of(protocol: ProtocolSession, options: SessionOptions, onClosed: () => void): Session {
    return new Session(protocol, options, onClosed);
  }

  /**
   * Calls a method: `MI_Session_Invoke`. The outcome holds the out-parameters and `ReturnValue`, which the MI of
   * Windows gives as `true` for a void method, too; calls of generated methods leave that out.
   * @param target the name of the class for a static method; else the instance.
   * @param parameters the in-parameters, as elements of an instance of `__Parameters`.
   */
  invoke(
    namespace: string,
    target: string | Target,
    methodName: string,
    parameters: CimInstance | null = null,
    options?: InvokeOptions,
  ): Invocation<CimInstance, Record<string, CimValue>> {
    return startInvocation(
      this,
      {
        called: null,
        streams: null,
        refuse: (mistake) => {
          throw new TypeError(`session.invoke: ${mistake}`);
        },
        request: () => requests.invoke(namespace, target, methodName, parameters),
        item: (element) => element.value,
        outcome: (outbound) => outbound,
      },
      options,
    );
  }

  /** Reads an instance: `MI_Session_GetInstance`. */
  async getInstance(namespace: string, target: Target, options?: OperationOptions): Promise<CimInstance> {
    return this.#instance(requests.getInstance(namespace, target), options);
  }

  /** Reads the instances of a class: `MI_Session_EnumerateInstances`. Each loop over it is an operation of its own. */
  enumerate(namespace: string, className: string, options: EnumerateOptions = {}): Results<CimInstance> {
    return this.#instances(requests.enumerate(namespace, className, checked('enumerate', options)));
  }

  /**
   * Reads the instances that an instance is associated with: `MI_Session_AssociatorInstances`. Each loop over it is an
   * operation of its own.
   */
  associators(namespace: string, target: Target, options: AssociatorsOptions = {}): Results<CimInstance> {
    return this.#instances(requests.associators(namespace, target, checked('associators', options)));
  }

  /**
   * Reads the associations that refer to an instance: `MI_Session_ReferenceInstances`. Each loop over it is an
   * operation of its own.
   */
  references(namespace: string, target: Target, options: ReferencesOptions = {}): Results<CimInstance> {
    return this.#instances(requests.references(namespace, target, checked('references', options)));
  }

  /**
   * Reads the instances that a query finds: `MI_Session_QueryInstances`. Each loop over it is an operation of its own.
   */
  query(namespace: string, query: string | WqlText, options: QueryOptions = {}): Results<CimInstance> {
    return this.#instances(requests.query(namespace, query, checked('query', options)));
  }

  /**
   * Waits for events: `MI_Session_Subscribe`. Each loop over it is a subscription of its own, which begins with the
   * loop and ends when the loop is left, or the signal or the session ends it.
   */
  subscribe(namespace: string, query: string | WqlText, options: SubscribeOptions = {}): Events<IndicationResult> {
    const asked = requests.subscribe(namespace, query, checked('subscribe', options));
    const receiver = (events: ResultStream<IndicationResult>): ResultReceiver => ({
      indication: (event) => events.push(event),
    });
    return new LazyEvents(() => this.#stream(asked, receiver, null));
  }

  /** Reads a class: `MI_Session_GetClass`. */
  async getClass(namespace: string, className: string, options?: OperationOptions): Promise<CimClass> {
    let found: CimClass | null = null;
    const receiver: ResultReceiver = {
      cimClass: (cimClass) => {
        found = cimClass;
      },
    };
    await this.#run(requests.getClass(namespace, className), receiver, options);
    return found ?? requests.noResult('getClass', 'class');
  }

  /**
   * Reads the classes below a class, or the root classes and those below: `MI_Session_EnumerateClasses`. Each loop over
   * it is an operation of its own.
   */
  enumerateClasses(
    namespace: string,
    className: string | null = null,
    options: EnumerateClassesOptions = {},
  ): Results<CimClass> {
    const asked = requests.enumerateClasses(namespace, className, checked('enumerateClasses', options));
    const receiver = (results: ResultStream<CimClass>): ResultReceiver => ({
      cimClass: (cimClass) => results.push(cimClass),
    });
    return new LazyResults(() => this.#stream(asked, receiver));
  }

  /** Creates an instance: `MI_Session_CreateInstance`. The answer holds at least its keys. */
  async create(namespace: string, instance: CimInstance, options?: OperationOptions): Promise<CimInstance> {
    return this.#instance(requests.create(namespace, instance), options);
  }

  /**
   * Changes an instance: `MI_Session_ModifyInstance`.
   * @param instance holds the keys, and the properties to change.
   */
  async modify(namespace: string, instance: CimInstance, options?: OperationOptions): Promise<void> {
    return this.#run(requests.modify(namespace, instance), {}, options);
  }

  /** Deletes an instance: `MI_Session_DeleteInstance`. */
  async delete(namespace: string, target: Target, options?: OperationOptions): Promise<void> {
    return this.#run(requests.deleteInstance(namespace, target), {}, options);
  }

  /** Asks whether the server can be reached: `MI_Session_TestConnection`. */
  async testConnection(options?: OperationOptions): Promise<void> {
    return this.#run(requests.testConnection(), {}, options);
  }

  /**
   * The same operations on the calling thread, for scripts and build steps, and not for services: the MI of Windows is
   * known to lose handles of events with each.
   * @throws MiError NOT_SUPPORTED where the handler cannot, FAILED when the session is closed.
   */
  get sync(): SynchronousSession {
    this.#requireOpen();
    const { sync } = this.#protocol;
    if (sync === undefined) {
      throw new MiError('NOT_SUPPORTED', 'the handler of this session has no synchronous operations');
    }
    return SynchronousSession.of(sync, this.#options, () => this.#requireOpen());
  }

  /**
   * Waits until no operation of the session is under way any more: a cancelled one is over for the caller at once, but
   * may go on for a while. Then {@link sync} can be used. Not for use inside a loop or a callback of the session: its
   * operation waits for that.
   */
  idle(): Promise<void> {
    return this.#operations.idle();
  }

  /**
   * Cancels the operations that still run, waits for their end, and closes the session. Further calls give the same
   * promise.
   * @throws MiError FAILED when that takes longer than the session's `closeTimeout`; it names the operations that have
   * not ended. The session is closed when they have.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** How generated classes send embedded instances that the schema declares as strings. */
  get embeddedInstances(): EmbeddedForm {
    return this.#options.embeddedInstances ?? this.#protocol.embeddedInstances ?? 'instance';
  }

  /** @internal The same, where it has to be known: not every handler knows it before the server has answered. */
  async askEmbeddedInstances(): Promise<EmbeddedForm> {
    const known = this.#options.embeddedInstances ?? this.#protocol.embeddedInstances;
    return known ?? (await this.#protocol.askEmbeddedInstances?.()) ?? 'instance';
  }

  /** @internal */
  prepare(
    receiver: ResultReceiver,
    options: OperationOptions = {},
    defaultTimeout: number | null = this.#options.timeout ?? null,
  ): Operation {
    const timeout = options.timeout ?? defaultTimeout;
    const operation = new Operation(this.#protocol, receiver, timeout === null ? options : { ...options, timeout });
    this.#operations.add(operation);
    if (this.#closed !== null) operation.cancel(closedSession());
    return operation;
  }

  #requireOpen(): void {
    if (this.#closed !== null) throw closedSession();
  }

  async #run(request: RequestBody, receiver: ResultReceiver, options?: OperationOptions): Promise<void> {
    const operation = this.prepare(receiver, checked(request.kind, options));
    operation.start(request);
    try {
      await operation.result;
    } catch (error) {
      throw withCallers(error);
    }
  }

  async #instance(request: RequestBody, options?: OperationOptions): Promise<CimInstance> {
    let found: CimInstance | null = null;
    const receiver: ResultReceiver = {
      instance: (instance) => {
        found = instance;
      },
    };
    await this.#run(request, receiver, options);
    return found ?? requests.noResult(request.kind, 'instance');
  }

  #instances(asked: readonly [RequestBody, OperationOptions]): Results<CimInstance> {
    const receiver = (results: ResultStream<CimInstance>): ResultReceiver => ({
      instance: (instance) => results.push(instance),
    });
    return new LazyResults(() => this.#stream(asked, receiver));
  }

  /** The results of an operation that begins when the first of them is asked for. */
  #stream<T>(
    [request, options]: readonly [RequestBody, OperationOptions],
    receiver: (results: ResultStream<T>) => ResultReceiver,
    defaultTimeout?: null,
  ): ResultStream<T> {
    return ResultStream.starting((results) => {
      const operation = this.prepare(receiver(results), options, defaultTimeout);
      operation.start(request);
      return operation;
    });
  }

  async #close(): Promise<void> {
    const cancelled = this.#operations.cancel(
      () => new MiError('FAILED', 'the session was closed while the operation ran'),
    );
    const timeout = this.#options.closeTimeout ?? CLOSE_TIMEOUT;
    // If it fails later, the application reports it: its handler finds the session open.
    const closing = cancelled.then(() => this.#protocol.close());
    try {
      await inTime(closing, timeout, () => {
        const { subjects } = this.#operations;
        const what = subjects.length > 0 ? `ended ${subjects.join(', ')}` : 'closed it';
        return new MiError('FAILED', `the session cannot be closed: the handler has not ${what} after ${timeout} ms`);
      });
    } finally {
      this.#onClosed();
    }
  }
}

function closedSession(): MiError {
  return new MiError('FAILED', 'the session is closed');
}
