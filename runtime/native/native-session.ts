import { asMiError, MiError } from '../errors.js';
import type { OperationRequest, OperationSink, ProtocolOperation, ProtocolSession } from '../protocol.js';
import { noResult } from '../requests.js';
import { type CimClass, foldName, withoutInherited } from '../schema/index.js';
import { NULL } from './abi/c-types.js';
import { SESSION } from './abi/functions.js';
import { callAsync, withDeadline } from './async-calls.js';
import type { ClassDelivery } from './delivery.js';
import type { Environment } from './environment.js';
import type { Block } from './memory.js';
import { check } from './mi.js';
import { NativeOperation, type OperationOwner } from './native-operation.js';
import { requirePull } from './places.js';
import type { SessionHandle } from './prepared-request.js';
import { SyncSession } from './sync-session.js';

/** An open `MI_Session`. */
export class NativeSession implements ProtocolSession, OperationOwner {
  readonly environment: Environment;
  readonly handle: SessionHandle;
  readonly closeTimeout: number;
  /** Operations on the calling thread. */
  readonly sync: SyncSession;
  readonly #block: Block;
  readonly #onClosed: () => void;
  readonly #operations = new Set<NativeOperation>();
  /** Why operations could not be closed: {@link close} throws the first reason. */
  readonly #failures: unknown[] = [];
  /** Called when the number of operations or of abandoned ones changes. */
  #onChange: () => void = () => {};

  /** @param block the `MI_Session`. */
  constructor(
    environment: Environment,
    block: Block,
    { closeTimeout, listsClasses }: { readonly closeTimeout: number; readonly listsClasses: boolean },
    onClosed: () => void,
  ) {
    this.environment = environment;
    this.closeTimeout = closeTimeout;
    this.#block = block;
    this.#onClosed = onClosed;
    const functions = environment.mi.handle(SESSION, block.address);
    this.handle = { address: block.address, functions, listsClasses };
    this.sync = new SyncSession(environment, this.handle, () => [...this.#operations].find((each) => !each.isOver));
  }

  /** @param deliverClass gives a class that the operation reads to the sink. */
  start(
    request: OperationRequest,
    sink: OperationSink,
    deliverClass: ClassDelivery = this.#deliverClass,
  ): ProtocolOperation {
    try {
      if (request.options.delivery === 'pull') requirePull();
      const operation = new NativeOperation(this, request, sink, deliverClass);
      this.#operations.add(operation);
      operation.start();
      return operation;
    } catch (error) {
      const failure = asMiError(error, request.kind);
      setImmediate(() => sink.done(failure));
      return { cancel: () => {} };
    }
  }

  readonly #deliverClass: ClassDelivery = (address, request, sink) => {
    const { cimClass, inherits } = this.environment.classes.readResult(address, request);
    if (inherits === null) return sink.classResult(cimClass);
    return this.#readWhole(request, inherits).then((superclass) =>
      sink.classResult(withoutInherited(cimClass, superclass)),
    );
  };

  closed(operation: NativeOperation, failure: unknown): void {
    this.#operations.delete(operation);
    if (failure !== null) this.#failures.push(failure);
    this.#onChange();
  }

  abandoned(): void {
    this.#onChange();
  }

  /**
   * Cancels the operations, waits for their end, and closes the session.
   * @throws MiError when MI does not end an operation, or the session itself, in time. The session is closed later,
   * when the last operation has ended, if that ever happens.
   */
  async close(): Promise<void> {
    for (const operation of this.#operations) operation.cancel();
    await this.#until(() => [...this.#operations].every((operation) => operation.isAbandoned));
    if (this.#operations.size > 0) {
      // If this fails as well, closing the application will fail, since the session is still open.
      this.#until(() => this.#operations.size === 0)
        .then(() => this.#closeNative())
        .catch(() => {});
      const running = [...this.#operations].map((operation) => operation.subject).join(', ');
      throw new MiError('FAILED', `the session cannot be closed: MI has not ended ${running}`);
    }
    await this.#closeNative();
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  async #closeNative(): Promise<void> {
    const subject = 'MI_Session_Close';
    const closing = callAsync(this.handle.functions.Close, [this.#block.address, NULL, NULL], [this.#block]).then(
      (code) => {
        check(code, subject);
        this.#onClosed();
      },
    );
    await withDeadline(closing, this.closeTimeout, subject);
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#onChange = () => {
        if (condition()) resolve();
      };
      this.#onChange();
    });
  }

  /** Reads a class with all that it inherits, by an operation of its own. */
  async #readWhole(request: OperationRequest, className: string): Promise<CimClass> {
    const { namespace, options } = request;
    let found: CimClass | undefined;
    const error = await new Promise<MiError | null>((done) => {
      this.start({ kind: 'getClass', namespace, className, options }, quietSink(done), (address) => {
        found = this.environment.classes.read(address, namespace);
      });
    });
    if (found !== undefined && foldName(found.name) === foldName(className)) return found;
    if (error !== null) throw error;
    return noResult(`getClass ${className}`, 'class');
  }
}

/** A sink that handles nothing but the end. */
function quietSink(done: OperationSink['done']): OperationSink {
  return {
    handled: [],
    instanceResult: () => {},
    indicationResult: () => {},
    classResult: () => {},
    streamedParameterResult: () => {},
    writeMessage: () => {},
    writeProgress: () => {},
    writeError: () => 'no',
    promptUser: () => 'no',
    done,
  };
}
