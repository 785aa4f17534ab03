import type { MessagePort } from 'node:worker_threads';
import { withCallers } from '../caller-stack.js';
import { MiError } from '../errors.js';
import { holdProcess, releaseProcess } from '../handler/index.js';
import { type Deferred, deferred } from '../waiting.js';
import { fromCloneable, toCloneable } from './cloneable.js';
import type { Order, SessionEvent, SinkEvent, ToMain, ToWorker } from './messages.js';

/** Takes what the main thread tells an operation of this thread. */
export interface SinkListener {
  /** @param question the number that the answer bears; null where none is waited for. */
  receive(event: SinkEvent, question: number | null): void;
}

/** A worker's way to the main thread. A call keeps the worker alive until it is answered. */
export class MainConnection {
  readonly #port: MessagePort;
  readonly #calls = new Map<number, Deferred<void>>();
  readonly #operations = new Map<number, SinkListener>();
  /** Of the sessions that are being opened. */
  readonly #sessions = new Map<number, (event: SessionEvent) => void>();
  #last = 0;
  /** Why nothing can be begun any more. */
  #failure: MiError | null = null;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (data: unknown) => this.#receive(fromCloneable(data) as ToWorker));
    port.on('messageerror', () => port.close());
    port.on('close', () => this.#fail());
    port.unref();
  }

  /**
   * Has the main thread do something, and waits until it has.
   * @throws the error that it failed with.
   */
  async call(order: Order): Promise<void> {
    const call = this.#number();
    const answer = deferred();
    this.begin({ kind: 'call', call, order });
    this.#calls.set(call, answer);
    holdProcess();
    try {
      await answer.promise;
    } catch (error) {
      throw withCallers(error);
    } finally {
      releaseProcess();
    }
  }

  /**
   * Gives a session a number, and listens to it until it is open.
   * @param open has the main thread open the session of that number.
   */
  async openSession(
    listener: (event: SessionEvent) => void,
    open: (session: number) => Promise<void>,
  ): Promise<number> {
    const session = this.#number();
    this.#sessions.set(session, listener);
    try {
      await open(session);
    } finally {
      this.#sessions.delete(session);
    }
    return session;
  }

  /** Gives an operation a number, and listens to it until it is done. */
  openOperation(listener: SinkListener): number {
    const operation = this.#number();
    this.#operations.set(operation, listener);
    return operation;
  }

  /**
   * Sends what has an end.
   * @throws MiError for a message that cannot cross, and when the port is closed: the end would never come.
   */
  begin(message: ToMain & { readonly kind: 'call' | 'start' }): void {
    if (this.#failure !== null) throw this.#failure;
    this.send(message);
  }

  /** Sends what is ignored when the port is closed. */
  send(message: ToMain): void {
    this.#port.postMessage(toCloneable(message));
  }

  close(): void {
    this.#port.close();
  }

  #number(): number {
    this.#last += 1;
    return this.#last;
  }

  #receive(message: ToWorker): void {
    switch (message.kind) {
      case 'settled': {
        const { call, error } = message;
        const answer = this.#calls.get(call);
        this.#calls.delete(call);
        if (error === null) answer?.resolve();
        else answer?.reject(error);
        break;
      }
      case 'sink':
        this.#tell(message.operation, message.event, message.question);
        break;
      case 'session':
        this.#sessions.get(message.session)?.(message.event);
        break;
    }
  }

  #tell(operation: number, event: SinkEvent, question: number | null): void {
    const listener = this.#operations.get(operation);
    if (listener === undefined) return;
    if (event.member === 'done') this.endOperation(operation);
    listener.receive(event, question);
  }

  endOperation(operation: number): void {
    this.#operations.delete(operation);
  }

  /** Fails what is under way. */
  #fail(): void {
    const error = new MiError('FAILED', 'the main thread has closed its connection with this worker thread');
    this.#failure = error;
    for (const answer of this.#calls.values()) answer.reject(error);
    this.#calls.clear();
    for (const operation of this.#operations.keys()) this.#tell(operation, { member: 'done', args: [error] }, null);
  }
}
