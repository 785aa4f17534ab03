import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { MiError } from '../errors.js';
import { inTime } from '../waiting.js';
import { endProcess, type NativeFunction } from './koffi.js';
import { callPlaces, waitPlaces } from './places.js';

/** The memory that calls under way use. C does not keep it alive. */
const pinned = new Set<readonly object[]>();

/**
 * Calls a function that may wait, on a thread of the pool, so that callbacks can reach this thread meanwhile.
 * @param memory what the arguments point into.
 */
export function callAsync<Args extends readonly unknown[]>(
  use: NativeFunction<Args, number>,
  args: NoInfer<Args>,
  memory: readonly object[],
): Promise<number> {
  return callPlaces.run(() => call(use, args, memory));
}

/** Like {@link callAsync}, for a call that waits for the answer of a server. */
export function waitAsync<Args extends readonly unknown[]>(
  use: NativeFunction<Args, number>,
  args: NoInfer<Args>,
  memory: readonly object[],
): Promise<number> {
  return waitPlaces.run(() => call(use, args, memory));
}

function call<Args extends readonly unknown[]>(
  use: NativeFunction<Args, number>,
  args: Args,
  memory: readonly object[],
): Promise<number> {
  pinned.add(memory);
  const called = new Promise<number>((resolve, reject) => {
    use.async(...args, (error, result) => (error ? reject(error) : resolve(result)));
  });
  return called.finally(() => pinned.delete(memory));
}

/**
 * Waits for a call on a thread of the pool.
 * @throws MiError when the call has not returned after a number of milliseconds.
 */
export function withDeadline<T>(call: Promise<T>, milliseconds: number, subject: string): Promise<T> {
  return inTime(call, milliseconds, () => {
    doNotWaitAtExit(call);
    return new MiError('FAILED', `${subject} has not returned after ${milliseconds} ms`);
  });
}

const cancels = new Set<() => void>();
let listening = false;

/**
 * A process that exits waits for the threads of the pool, and one of them may wait for a result that never comes. So
 * what it waits for is cancelled first.
 * @returns a function that withdraws this request.
 */
export function cancelAtExit(cancel: () => void): () => void {
  if (!listening) process.on('exit', cancelAll);
  listening = true;
  cancels.add(cancel);
  return () => cancels.delete(cancel);
}

function cancelAll(): void {
  for (const cancel of cancels) cancel();
}

let stuck = 0;

/**
 * A call that has not returned in time may never return. If it has not when the process exits, the process is ended by
 * force, with the exit code that it would have had.
 */
export function doNotWaitAtExit(call: Promise<unknown>): void {
  if (!isMainThread) return;
  if (stuck === 0) process.on('exit', endByForce);
  stuck += 1;
  const returned = (): void => {
    stuck -= 1;
    if (stuck === 0) process.off('exit', endByForce);
  };
  call.then(returned, returned);
}

function endByForce(code: number): void {
  cancelAll();
  endProcess(code);
}
