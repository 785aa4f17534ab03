import { type EmbeddedForm, FORM_OF_MI } from '../embedded-form.js';
import { asMiError, type MiError } from '../errors.js';
import type { OperationRequest, OperationSink, ProtocolOperation, ProtocolSession } from '../protocol.js';
import { noResult } from '../requests.js';
import { type CimClass, foldName, withoutInherited } from '../schema/index.js';
import { deferred } from '../waiting.js';
import { SESSION } from './abi/functions.js';
import { callAsync, doNotWaitAtExit } from './async-calls.js';
import { completionAddress, completionContexts } from './callbacks.js';
import type { ClassDelivery } from './delivery.js';
import type { Environment } from './environment.js';
import type { Block } from './memory.js';
import { check } from './mi.js';
import { NativeOperation } from './native-operation.js';
import type { OperationOwner } from './operation-owner.js';
import { requirePull } from './places.js';
import type { SessionHandle } from './prepared-request.js';
import { SyncSession } from './sync-session.js';

/** An open `MI_Session`. */
export class NativeSession implements ProtocolSession, OperationOwner {
  readonly environment: Environment;
  readonly handle: SessionHandle;
  readonly drainTime: number | null;
  readonly embeddedInstances: EmbeddedForm = FORM_OF_MI;
  /** Operations on the calling thread. */
  readonly sync: SyncSession;
  readonly #block: Block;
  readonly #onClosed: () => void;
  readonly #operations = new Set<NativeOperation>();
  /** Why operations could not be closed: {@link close} throws the first reason. */
  readonly #failures: unknown[] = [];
  /** Called when the last operation has been closed. */
  #onIdle: () => void = () => {};

  /**
   * @param block the `MI_Session`.
   * @param onClosed called when MI has closed the session.
   */
  constructor(
    environment: Environment,
    block: Block,
    { drainTime, listsClasses }: { readonly drainTime: number | null; readonly listsClasses: boolean },
    onClosed: () => void,
  ) {
    this.environment = environment;
    this.drainTime = drainTime;
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
      const operation: NativeOperation = new NativeOperation(this, request, sink, deliverClass, (failure) =>
        this.#closed(operation, failure),
      );
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

  #closed(operation: NativeOperation, failure: unknown): void {
    this.#operations.delete(operation);
    if (failure !== null) this.#failures.push(failure);
    if (this.#operations.size === 0) this.#onIdle();
  }

  /** What the session waits for, for messages: operations, or else MI itself. */
  get obstacle(): string {
    const running = [...this.#operations].map(({ subject }) => subject).join(', ');
    return running === '' ? 'MI has not closed it' : `MI has not ended ${running}`;
  }

  /**
   * Cancels the operations, waits for their end, and closes the session. That may never come to an end, when MI does
   * not end what it should: then no thread is held, and nothing keeps the process alive.
   * @throws MiError when an operation or the session cannot be closed.
   */
  async close(): Promise<void> {
    for (const operation of this.#operations) operation.cancel();
    if (this.#operations.size > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    const closing = this.#closeNative();
    doNotWaitAtExit(closing);
    await closing;
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  /** With a completion callback, `MI_Session_Close` returns at once, and no thread waits for the end. */
  async #closeNative(): Promise<void> {
    const { promise: completed, resolve, reject } = deferred();
    const context = completionContexts.open({ completed: resolve, failed: reject });
    try {
      const code = await callAsync(
        this.handle.functions.Close,
        [this.#block.address, context, completionAddress()],
        [this.#block],
      );
      check(code, 'MI_Session_Close');
      await completed;
      this.#onClosed();
    } finally {
      completionContexts.close(context);
    }
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
