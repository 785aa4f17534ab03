import { isMiError, type MiError } from './errors.js';
import { waitingFrames } from './stack-frames.js';

/** The stacks of errors as they were made. A handler may fail with one error many times. */
const ownStacks = new WeakMap<MiError, string | undefined>();

/**
 * Adds the functions that wait for an operation to the stack of the error that it failed with. The error was made where
 * the answer came: its stack alone does not lead to the line of the program that asked. Nothing is recorded until an
 * operation fails: the engine knows who awaits a promise. So this is to be called in an async function, whose promise
 * the callers await.
 * @returns the reason.
 */
export function withCallers(reason: unknown): unknown {
  if (!isMiError(reason)) return reason;
  if (!ownStacks.has(reason)) ownStacks.set(reason, reason.stack);
  const stack = ownStacks.get(reason);
  const callers = waitingFrames(withCallers).filter((frame) => stack?.includes(lineOf(frame)) !== true);
  // An error may be frozen.
  if (callers.length > 0) Reflect.set(reason, 'stack', [stack, ...callers].join('\n'));
  return reason;
}

/** The frame up to its line. Of a call that is awaited, the column is another one than that of the call. */
function lineOf(frame: string): string {
  return frame.replace('async ', '').replace(/:\d+\)?$/, ':');
}
