import type { MessagePort } from 'node:worker_threads';
import { asMiError, MiError } from '../errors.js';
import type { ProtocolHandler, ProtocolSession } from '../protocol.js';
import type { SessionCallbacks } from '../session-options.js';
import { thrownText } from '../values/shown.js';
import { fromCloneable, toCloneable } from './cloneable.js';
import { HostedOperation } from './hosted-operation.js';
import type { Order, SessionEvent, ToMain, ToWorker } from './messages.js';

/** What the main thread uses of a port to a worker. */
export type WorkerPort = Pick<MessagePort, 'on' | 'postMessage' | 'close' | 'unref'>;

/** Opens what carries out the operations. */
type Open = (library: string | undefined) => Promise<ProtocolHandler>;

/** Carries out what an application in a worker asks for, until its port closes: the worker has ended, or closed it. */
export function hostWorker(port: WorkerPort, open: Open): void {
  const host = new WorkerHost(port, open);
  const refuse = (reason: unknown): void => {
    process.emitWarning(`a worker thread has sent the main thread what it cannot take: ${thrownText(reason)}`);
    port.close();
  };
  // Nothing that a worker sends may end the main thread.
  port.on('message', (message: unknown) => {
    try {
      host.receive(message);
    } catch (error) {
      refuse(error);
    }
  });
  port.on('messageerror', refuse);
  port.on('close', () => void host.end());
  port.unref();
}

class WorkerHost {
  readonly #port: WorkerPort;
  readonly #open: Open;
  #handler: ProtocolHandler | null = null;
  /** By the worker's numbers. */
  readonly #sessions = new Map<number, ProtocolSession>();
  readonly #operations = new Map<number, HostedOperation>();
  /** What is being carried out. */
  readonly #orders = new Set<Promise<void>>();

  constructor(port: WorkerPort, open: Open) {
    this.#port = port;
    this.#open = open;
  }

  /** @throws Error when the message is not one of a worker of this package. */
  receive(data: unknown): void {
    const message = fromCloneable(data) as ToMain;
    switch (message.kind) {
      case 'call':
        this.#call(message);
        break;
      case 'start':
        this.#start(message);
        break;
      case 'cancel':
        this.#operations.get(message.operation)?.cancel();
        break;
      case 'answer':
        this.#operations.get(message.operation)?.answer(message.question, message.answer);
        break;
    }
  }

  /** Ends and closes all that the worker has left. */
  async end(): Promise<void> {
    for (const operation of this.#operations.values()) operation.abandon();
    await Promise.all(this.#orders);
    await Promise.all(Array.from(this.#operations.values(), ({ ended }) => ended));
    const sessions = Array.from(this.#sessions.values(), (session) => session.close());
    const ends = await Promise.allSettled(sessions);
    const [last] = await Promise.allSettled([this.#handler?.close()]);
    for (const end of [...ends, last]) {
      if (end.status === 'fulfilled') continue;
      process.emitWarning(`MI could not be closed after its worker thread had ended: ${thrownText(end.reason)}`);
    }
  }

  #call({ call, order }: ToMain & { readonly kind: 'call' }): void {
    const settled = this.#carryOut(order).then(
      () => this.#send({ kind: 'settled', call, error: null }),
      (reason: unknown) => {
        const error = reason instanceof Error ? reason : asMiError(reason);
        this.#send({ kind: 'settled', call, error });
      },
    );
    this.#orders.add(settled);
    void settled.then(() => this.#orders.delete(settled));
  }

  async #carryOut(order: Order): Promise<void> {
    switch (order.kind) {
      case 'open':
        this.#handler = await this.#open(order.library);
        break;
      case 'newSession': {
        const { session, options, callbacks } = order;
        const said = this.#callbacks(session, callbacks);
        this.#sessions.set(session, await this.#opened.newSession({ ...options, callbacks: said }));
        break;
      }
      case 'closeSession': {
        const session = this.#sessions.get(order.session);
        this.#sessions.delete(order.session);
        await session?.close();
        break;
      }
      case 'close':
        await this.#handler?.close();
        this.#handler = null;
        break;
    }
  }

  get #opened(): ProtocolHandler {
    if (this.#handler === null) throw new MiError('FAILED', 'the application is closed');
    return this.#handler;
  }

  #callbacks(session: number, names: readonly (keyof SessionCallbacks)[]): SessionCallbacks {
    const tell = (event: SessionEvent): void => this.#send({ kind: 'session', session, event });
    const callbacks: Required<SessionCallbacks> = {
      onWriteMessage: (...args) => tell({ name: 'onWriteMessage', args }),
      onWriteError: (...args) => tell({ name: 'onWriteError', args }),
    };
    return Object.fromEntries(names.map((name) => [name, callbacks[name]]));
  }

  #start({ session, operation, request, handled }: ToMain & { readonly kind: 'start' }): void {
    const hosted = new HostedOperation((question, event) => {
      if (event.member === 'done') this.#operations.delete(operation);
      this.#send({ kind: 'sink', operation, question, event });
    }, handled);
    const open = this.#sessions.get(session);
    if (open === undefined) {
      hosted.done(new MiError('FAILED', 'the session is closed'));
      return;
    }
    this.#operations.set(operation, hosted);
    hosted.start(open, request);
  }

  #send(message: ToWorker): void {
    this.#port.postMessage(toCloneable(message));
  }
}
