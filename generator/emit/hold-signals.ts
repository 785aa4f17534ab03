import { setImmediate } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Holds back the signals that would end the process, for work that must not be left half done. A signal that the
 * program itself listens to is left to the program.
 *
 * @returns releases the signals: one that was raised in the meantime ends the process
 */
export function holdSignals(): () => Promise<void> {
  const raised = new Set<NodeJS.Signals>();
  const remember = (signal: NodeJS.Signals) => raised.add(signal);
  const fatal = SIGNALS.filter((signal) => process.listenerCount(signal) === 0);
  for (const signal of fatal) process.on(signal, remember);
  return async () => {
    // Node delivers signals between two turns of setImmediate, but not always before the first turn.
    await setImmediate();
    await setImmediate();
    for (const signal of fatal) process.off(signal, remember);
    // On Windows a process can only be killed, and process.kill does not take SIGHUP.
    for (const signal of raised) process.kill(process.pid, process.platform === 'win32' ? 'SIGKILL' : signal);
  };
}
