import { MessageChannel } from 'node:worker_threads';
import type { ProtocolHandler } from '../../../runtime/handler/index.js';
import { MainConnection } from '../../../runtime/threads/main-connection.js';
import { WorkerHandler } from '../../../runtime/threads/worker-handler.js';
import { hostWorker } from '../../../runtime/threads/worker-host.js';

/** A handler as a worker has it, and what stands for the end of the worker. Both ends are in this thread. */
export interface Joined {
  readonly worker: WorkerHandler;
  /** Ends the worker. */
  readonly end: () => void;
  /** Sends the main thread something else than a worker would. */
  readonly send: (message: unknown) => void;
}

/** @param open opens the handler in the main thread. */
export async function joined(open: (library: string | undefined) => Promise<ProtocolHandler>): Promise<Joined> {
  const { port1, port2 } = new MessageChannel();
  hostWorker(port2, open);
  const main = new MainConnection(port1);
  await main.call({ kind: 'open', library: 'libmi.so' });
  return { worker: new WorkerHandler(main), end: () => port1.close(), send: (message) => port1.postMessage(message) };
}
