import { env } from 'node:process';
import { LIMIT } from './koffi.js';
import { Semaphore } from './semaphore.js';

/** Calls on threads of the pool that may be under way at once. */
const CALLS = 64;
/** What of koffi's limit is left to such calls, and to callbacks of sessions. */
const RESERVED = 96;
const POOL_THREADS = Number(env['UV_THREADPOOL_SIZE']) || 4;

/** Operations that may run at once. Each may have one callback that waits for this thread. */
export const PLACES: number = LIMIT - RESERVED;

export const operationPlaces: Semaphore = new Semaphore(PLACES);
export const callPlaces: Semaphore = new Semaphore(CALLS);
/** Calls that wait for a server leave one thread of the pool to the other calls. */
export const waitPlaces: Semaphore = new Semaphore(Math.max(1, POOL_THREADS - 1));
