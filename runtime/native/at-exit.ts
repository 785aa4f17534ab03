import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { endProcess } from './koffi.js';

const cancels = new Set<() => void>();
let listening = false;

/**
 * The end of a process waits for the threads of the pool, and one of them may wait for a result that never comes: so
 * what it waits for is cancelled first.
 * @returns forgets it.
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

/** A call that has not returned in time may never return: then the process ends by force, with the code it would have had. */
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
