import { setImmediate } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does what must not be left half done. A signal that would end the process meanwhile ends it afterwards; one that the
 * program listens to is the program's own affair.
 */
export async function uninterrupted<T>(work: () => T): Promise<T> {
  const raised = new Set<NodeJS.Signals>();
  const remember = (signal: NodeJS.Signals) => raised.add(signal);
  const fatal = SIGNALS.filter((signal) => process.listenerCount(signal) === 0);
  for (const signal of fatal) process.on(signal, remember);
  try {
    return work();
  } finally {
    // Node polls for signals between two turns of setImmediate, and not always before the first.
    await setImmediate();
    await setImmediate();
    for (const signal of fatal) process.off(signal, remember);
    // Windows ends a process in one way only, and process.kill knows no SIGHUP there.
    for (const signal of raised) process.kill(process.pid, process.platform === 'win32' ? 'SIGKILL' : signal);
  }
}
