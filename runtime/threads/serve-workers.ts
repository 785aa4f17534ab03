import { openHere } from './open-here.js';
import { hostWorker, type WorkerPort } from './worker-host.js';

/** The member by which a greeting is told from other messages between threads. It holds the {@link VERSION}. */
export const GREETING = 'mi-codegen:worker';
/** The version of the messages between threads. The copies of this package in both threads must have the same. */
export const VERSION = 1;

/** What {@link Greeting.reply} holds. */
export const REPLY = { none: 0, otherVersion: 1, welcome: 2 } as const;

/** The first message of a worker, which it sends to the main thread for each application. */
export interface Greeting {
  readonly [GREETING]: number;
  readonly port: WorkerPort;
  /** Shared memory. The main thread replies in it before it returns from the event of the message. */
  readonly reply: Int32Array;
}

/**
 * Lets the worker threads of this process use MI: their `initialize()` has this thread carry out the operations, since
 * MI can be called from the main thread only. Call it in the main thread, before the workers start. A main thread that
 * has called `initialize()` without a `handler` serves its workers already. It loads nothing and does not keep the
 * process alive.
 */
export function serveWorkers(): void {
  // Without Node there are no such threads, but handlers of the user's own.
  if (typeof process === 'undefined') return;
  if (!process.listeners('workerMessage').includes(welcome)) process.on('workerMessage', welcome);
}

function welcome(message: unknown): void {
  if (!isGreeting(message) || message.reply[0] === REPLY.welcome) return;
  const isKnown = message[GREETING] === VERSION;
  message.reply[0] = isKnown ? REPLY.welcome : REPLY.otherVersion;
  if (isKnown) hostWorker(message.port, openHere);
}

/** Other packages send messages between threads, too. */
function isGreeting(message: unknown): message is Greeting {
  return typeof message === 'object' && message !== null && GREETING in message;
}
