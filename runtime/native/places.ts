import { LIMIT } from './koffi.js';

/** Left to calls on threads of the pool, and to callbacks of sessions. */
const RESERVED = 96;

/** Each operation may have one callback waiting: as many may run as koffi can relay callbacks at once. */
export const PLACES: number = LIMIT - RESERVED;

let free = PLACES;
const waiting = new Set<() => void>();

/** Calls `begin` when there is a place: at once, if there is one. */
export function takePlace(begin: () => void): void {
  if (free === 0) {
    waiting.add(begin);
  } else {
    free -= 1;
    begin();
  }
}

/** Stops waiting for a place. False when `begin` has been called. */
export function leaveQueue(begin: () => void): boolean {
  return waiting.delete(begin);
}

/** Gives a place to who waits longest. */
export function givePlace(): void {
  const [next] = waiting;
  if (next === undefined) {
    free += 1;
  } else {
    waiting.delete(next);
    next();
  }
}
