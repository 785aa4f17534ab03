import { isMiError, MiArgumentError } from '../errors.js';
import { captureStack } from '../stack-frames.js';
import { isThrown } from '../values/shown.js';

/**
 * A piece of work that runs without waiting as long as the classes it needs are loaded. Where one is not, it yields the
 * promise of the class's module, and goes on when that has been loaded.
 */
export type Loading<T> = Generator<Promise<unknown>, T, void>;

/** Runs the work: gives its result at once, or a promise of it where a module has to be loaded first. */
export function whenLoaded<T>(work: Loading<T>): T | Promise<T> {
  const step = nextStep(work);
  return step.done ? step.value : step.value.then(() => whenLoaded(work));
}

function nextStep<T>(work: Loading<T>): IteratorResult<Promise<unknown>, T> {
  try {
    return work.next();
  } catch (error) {
    // The way through values that lie in each other would fill the stack before it reaches the caller.
    if (isThrown(error, MiArgumentError) || isMiError(error)) captureStack(error, nextStep);
    throw error;
  }
}
