import process from 'node:process';

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
