import { Worker, type WorkerOptions } from 'node:worker_threads';
import { serveWorkers } from '../../../../runtime/index.js';
import { RUNTIME } from './built.js';
import { checked, later } from './native-test.js';
import { test } from './suite.js';
import { library } from './test-library.js';

/** What programs of workers begin with. */
export const PROLOGUE: string = `
  const { parentPort, Worker } = await import('node:worker_threads');
  const { initialize, CimInstance } = await import(${JSON.stringify(RUNTIME)});
  const NAMESPACE = 'root/test';
  const number = (name, type, value) => ({ name, type, array: false, value });
  const add = (a) => new CimInstance('__Parameters', [number('A', 'sint32', a), number('B', 'sint32', 1)]);
  `;
/** Opens an application. */
export const APPLICATION: string = `
  const application = await initialize({ library: ${JSON.stringify(library.path)} });
  `;
/** Opens an application and a session. */
export const OPEN: string = `${APPLICATION}
  const session = await application.newSession();
  `;

export interface End {
  /** What the worker posted. */
  readonly posted: readonly unknown[];
  readonly errors: readonly string[];
  readonly code: number;
}

/** Runs the program in a worker thread, to its end. */
export function inWorker(body: string, options: WorkerOptions = {}, started?: (worker: Worker) => void): Promise<End> {
  const worker = new Worker(`(async () => {${PROLOGUE}${body}})()`, { ...options, eval: true });
  started?.(worker);
  const posted: unknown[] = [];
  const errors: string[] = [];
  worker.on('message', (message: unknown) => posted.push(message));
  worker.on('error', ({ message }: Error) => errors.push(message));
  return new Promise((resolve) => worker.on('exit', (code) => resolve({ posted, errors, code })));
}

/** Waits until nothing of MI is alive: what a worker leaves is closed after its end. */
export async function nothingAlive(): Promise<void> {
  for (let time = 0; time < 60_000 && Object.keys(library.alive()).length > 0; time += 5) await later(5);
}

/** A test in a main thread that serves its workers. */
export function workerTest(name: string, settings: Readonly<Record<string, number>>, run: () => Promise<void>): void {
  test(name, () =>
    checked(settings, async () => {
      serveWorkers();
      await run();
      await nothingAlive();
    }),
  );
}
