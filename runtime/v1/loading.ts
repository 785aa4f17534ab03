/**
 * A piece of work that runs without waiting as long as the classes it needs are loaded. Where one is not, it yields the
 * promise of the class's module, and goes on when that has been loaded.
 */
export type Loading<T> = Generator<Promise<unknown>, T, void>;

/** Runs the work: gives its result at once, or a promise of it where a module has to be loaded first. */
export function whenLoaded<T>(work: Loading<T>): T | Promise<T> {
  const step = work.next();
  return step.done ? step.value : step.value.then(() => whenLoaded(work));
}
