import koffiPackage from 'koffi';

/** The limit that is asked for. Each call takes a stack of its own, but only while it is under way. */
const HIGHEST_LIMIT = 2048;
/** Opening a session, or looking up a name, may need a deep stack: this is what a thread has on Windows. In bytes. */
const STACK_SIZE = 1_048_576;

/**
 * koffi with its limit raised, which is possible only before a library is loaded: all libraries are loaded with this,
 * and not with the package itself.
 */
export const koffi: typeof koffiPackage = withRaisedLimit();

/**
 * How many calls on threads of the pool, and callbacks that wait for this thread, may be under way at once, together.
 * koffi ends the process when there are more. Other code in this thread that uses koffi has its part of them.
 */
export const LIMIT: number = koffi.config().max_async_calls ?? 0;

function withRaisedLimit(): typeof koffiPackage {
  const { max_async_calls: before = 0 } = koffiPackage.config();
  try {
    koffiPackage.config({ max_async_calls: Math.max(before, HIGHEST_LIMIT), async_stack_size: STACK_SIZE });
  } catch {
    // Other code has loaded a library with koffi in this thread before. The settings cannot be changed any more.
  }
  return koffiPackage;
}
