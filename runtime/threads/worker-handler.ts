import { writeSync } from 'node:fs';
import process from 'node:process';
import { MessageChannel, type MessagePort, postMessageToThread } from 'node:worker_threads';
import { MiError } from '../errors.js';
import { holdProcess, releaseProcess } from '../handler/index.js';
import type { ProtocolHandler } from '../protocol.js';
import type { SessionCallbacks, SessionOptions } from '../session-options.js';
import { inTime, OPEN_TIMEOUT } from '../waiting.js';
import { MainConnection } from './main-connection.js';
import { callSession, type SessionEvent } from './messages.js';
import { GREETING, type Greeting, REPLY, VERSION } from './serve-workers.js';
import { WorkerSession } from './worker-session.js';

const MAIN_THREAD = 0;
/** After how many milliseconds a worker says what it waits for. */
const PATIENCE = 10_000;
/** The file descriptor. */
const STDERR = 2;

const ONLY_MAIN = 'MI is called in the main thread only, since a worker thread can be ended at any moment';

/**
 * MI by way of the main thread.
 * @throws MiError NOT_SUPPORTED when the main thread does not serve its workers.
 */
export async function openInMainThread(library: string | undefined): Promise<ProtocolHandler> {
  const { port1, port2 } = new MessageChannel();
  const main = new MainConnection(port1);
  try {
    await greet(port2);
    await main.call({ kind: 'open', library });
  } catch (error) {
    main.close();
    throw error;
  }
  return new WorkerHandler(main);
}

/**
 * Gives the main thread the port. Resolves when the main thread has taken it, however long it is busy before that.
 * @throws MiError NOT_SUPPORTED when it does not take it.
 */
async function greet(port: MessagePort): Promise<void> {
  if (typeof postMessageToThread !== 'function') {
    const needed = 'A worker thread reaches it by postMessageToThread() of Node.js 20.19, 22.12 or later';
    throw new MiError('NOT_SUPPORTED', `${ONLY_MAIN}. ${needed}; this is ${process.version}`);
  }
  const greeting: Greeting = { [GREETING]: VERSION, port, reply: new Int32Array(new SharedArrayBuffer(4)) };
  holdProcess();
  const impatient = setTimeout(warnOfBusyThread, PATIENCE);
  // It fails also when another listener of the main thread has thrown. So only the reply counts.
  const [sent] = await Promise.allSettled([postMessageToThread(MAIN_THREAD, greeting, [port])]);
  clearTimeout(impatient);
  releaseProcess();
  if (greeting.reply[0] === REPLY.welcome) return;
  const cause: unknown = sent.status === 'rejected' ? sent.reason : undefined;
  throw new MiError('NOT_SUPPORTED', refusal(greeting.reply[0]), cause === undefined ? {} : { cause });
}

function refusal(reply: number | undefined): string {
  if (reply === REPLY.otherVersion) {
    return `${ONLY_MAIN}. There another version of mi-codegen is loaded than in this worker: install only one`;
  }
  return `${ONLY_MAIN}, and there nobody serves this worker. Write in the main thread, before it starts its workers:
  import { serveWorkers } from 'mi-codegen/runtime';
  serveWorkers();`;
}

function warnOfBusyThread(): void {
  const waiting = `initialize() in a worker thread has been waiting for ${PATIENCE / 1000} s for the main thread`;
  const warning = `${waiting}, which runs MI but is busy. It must not wait for a worker by Atomics.wait()`;
  try {
    // The standard streams of a worker, and so its warnings, wait for the main thread, too.
    writeSync(STDERR, `(node:${process.pid}) Warning: ${warning}\n`);
  } catch {
    process.emitWarning(warning);
  }
}

/** MI in the main thread, as a handler of this one. */
export class WorkerHandler implements ProtocolHandler {
  readonly #main: MainConnection;

  constructor(main: MainConnection) {
    this.#main = main;
  }

  async newSession({ callbacks = {}, ...options }: SessionOptions): Promise<WorkerSession> {
    const observer = new SessionObserver(callbacks);
    const names = Object.keys(callbacks) as (keyof SessionCallbacks)[];
    const session = await this.#main.openSession(
      (event) => observer.receive(event),
      (number) => this.#main.call({ kind: 'newSession', session: number, options, callbacks: names }),
    );
    const opened = new WorkerSession(this.#main, session);
    const timeout = options.openTimeout ?? OPEN_TIMEOUT;
    const late = (): MiError => new MiError('FAILED', `a callback of the new session is not done after ${timeout} ms`);
    try {
      await inTime(observer.settled(), timeout, late);
    } catch (error) {
      await opened.close();
      throw error;
    }
    return opened;
  }

  async close(): Promise<void> {
    await this.#main.call({ kind: 'close' });
    this.#main.close();
  }
}

/** Calls the callbacks of a session that is being opened. */
class SessionObserver {
  readonly #callbacks: SessionCallbacks;
  readonly #calls: Promise<void>[] = [];
  #failure: { readonly reason: unknown } | null = null;

  constructor(callbacks: SessionCallbacks) {
    this.#callbacks = callbacks;
  }

  receive(event: SessionEvent): void {
    this.#calls.push(this.#call(event));
  }

  /**
   * Waits for callbacks that are under way.
   * @throws what the first of them that failed has thrown, or rejected with.
   */
  async settled(): Promise<void> {
    await Promise.all(this.#calls);
    if (this.#failure !== null) throw this.#failure.reason;
  }

  async #call(event: SessionEvent): Promise<void> {
    try {
      await callSession(this.#callbacks, event);
    } catch (reason) {
      this.#failure ??= { reason };
    }
  }
}
