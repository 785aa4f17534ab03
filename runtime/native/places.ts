import { env } from 'node:process';
import { MiError } from '../errors.js';
import { Semaphore } from '../semaphore.js';
import { shared } from '../values/copies.js';
import { initialVariable, LIMIT } from './koffi.js';

/** The threads of Node's pool when nothing else is said, and at most. */
const [THREADS, MOST_THREADS] = [4, 1024];
const POOL_SIZE = 'UV_THREADPOOL_SIZE';

/** The number of threads that libuv reads from a value of `UV_THREADPOOL_SIZE`. */
export function poolThreads(value: string | undefined): number {
  if (value === undefined) return THREADS;
  // It takes the digits that the value begins with, and 1 for 0. A negative number is a large one.
  const size = Number.parseInt(value, 10) | 0;
  return size < 0 ? MOST_THREADS : Math.min(Math.max(size, 1), MOST_THREADS);
}

/**
 * The pool is started by whatever uses it first. A program that has changed the variable before has another pool than
 * one that changed it afterwards, so the smaller number counts.
 */
export const POOL_THREADS: number = Math.min(poolThreads(initialVariable(POOL_SIZE)), poolThreads(env[POOL_SIZE]));

/**
 * Refuses operations whose results are drawn where they would keep all else from the pool, what their callbacks wait
 * for included.
 * @throws MiError NOT_SUPPORTED.
 */
export function requirePull(): void {
  if (POOL_THREADS > 1) return;
  throw new MiError(
    'NOT_SUPPORTED',
    "the delivery 'pull' needs two threads of Node's pool, which has one here. " +
      `Set ${POOL_SIZE} to 2 or more before the process starts, or use the delivery 'callbacks'.`,
  );
}

/** The least of koffi's limit that MI can do with. */
const LEAST_LIMIT = 64;

/** @throws MiError NOT_SUPPORTED where koffi allows too few calls at once. */
export function requirePlaces(): void {
  if (LIMIT >= LEAST_LIMIT) return;
  throw new MiError(
    'NOT_SUPPORTED',
    `koffi, which reaches the MI library, allows ${LIMIT} asynchronous calls at once here, and MI needs ` +
      `${LEAST_LIMIT}. Other code has set its option max_async_calls, which cannot be changed any more: set it to ` +
      `${LEAST_LIMIT} or more there, or call initialize() before other code loads a library.`,
  );
}

/** Calls on threads of the pool that may be under way at once. Each may have a callback that waits for this thread. */
const CALLS = Math.min(64, Math.floor(LIMIT / 16));
/** Calls that wait for a server leave one thread of the pool to the other calls. */
const WAITS = Math.max(1, Math.min(POOL_THREADS - 1, Math.floor(LIMIT / 8)));
/** What is left to other code that uses koffi. */
const OTHERS = Math.floor(LIMIT / 4);

/**
 * Operations that may run at once. Each may have one callback that waits for this thread, and koffi counts a callback
 * until its thread has woken: on a busy machine the next operation in its place may have a callback before that.
 */
export const PLACES: number = Math.floor((LIMIT - OTHERS - 2 * CALLS - WAITS) / 2);

export const operationPlaces: Semaphore = placesFor('operations', PLACES);
export const callPlaces: Semaphore = placesFor('calls', CALLS);
export const waitPlaces: Semaphore = placesFor('waits', WAITS);

/** Copies of this package that use one koffi have one limit. */
function placesFor(use: string, places: number): Semaphore {
  return shared(`${use} within ${LIMIT}`, () => new Semaphore(places));
}
