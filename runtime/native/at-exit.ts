import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { endProcess } from './koffi.js';

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
