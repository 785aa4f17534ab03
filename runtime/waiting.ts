import { MiError } from './errors.js';

/** A promise and the functions that settle it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T | PromiseLike<T>) => void;
  readonly reject: (reason: unknown) => void;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
export function deferred<T = void>(): Deferred<T> {
  let settle: Omit<Deferred<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...(settle as Omit<Deferred<T>, 'promise'>) };
}

/** True for a promise, also one of another library. */
export function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as Promise<T> | null | undefined)?.then === 'function';
}

/**
 * The callbacks that wait for one signal. They share a listener, since Node warns of a leak when a signal has more than
 * ten.
 */
class Waiting {
  readonly #signal: AbortSignal;
  readonly #callbacks = new Set<() => void>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(callback: () => void): void {
    if (this.#callbacks.size === 0) this.#signal.addEventListener('abort', this.#call);
    this.#callbacks.add(callback);
  }

  delete(callback: () => void): void {
    if (this.#callbacks.delete(callback) && this.#callbacks.size === 0) {
      this.#signal.removeEventListener('abort', this.#call);
    }
  }

  readonly #call = (): void => {
    for (const callback of this.#callbacks) callback();
  };
}

const bySignal = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls back when the signal is aborted. Any number of callbacks may wait for a signal.
 * @returns a function that ends the waiting.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const waiting = bySignal.get(signal) ?? new Waiting(signal);
  bySignal.set(signal, waiting);
  waiting.add(callback);
  return () => waiting.delete(callback);
}

/**
 * How long leaving a loop waits for the end of its operation, in milliseconds. Most end at once; others, which end in
 * the background, must not keep the caller waiting.
 */
export const LEAVE_TIMEOUT = 500;

/** How long a session may take to open by default, in milliseconds. */
export const OPEN_TIMEOUT = 60_000;

/** How long a cancelled operation, a session, and the application may take to end by default, in milliseconds. */
export const CLOSE_TIMEOUT = 10_000;

/** The longest time that a timer can be set to, in milliseconds. */
export const LONGEST_TIME: number = 2 ** 31 - 1;

/** The error for a time that no timer can be set to; null for a valid one, and where none is given. */
export function invalidMilliseconds(option: string, time: number | undefined): MiError | null {
  if (time === undefined || (Number.isInteger(time) && time > 0 && time <= LONGEST_TIME)) return null;
  return new MiError(
    'INVALID_PARAMETER',
    `${option} is a whole number of milliseconds from 1 to ${LONGEST_TIME}, not ${time}`,
  );
}

/**
 * Waits for the promise, but no longer than the given time.
 * @throws what `late` makes, when the promise is not settled in time.
 */
export async function inTime<T>(promise: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until the promise, which must not reject, is settled, or the time has passed. */
export async function atMost(promise: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([promise, passed]);
  clearTimeout(timer);
}

/** A time limit that can be put on hold. */
export class Deadline {
  readonly #onPassed: () => void;
  /** What is left of the time, in milliseconds. */
  #left: number;
  /** When the time last began to run. */
  #begun = 0;
  /** How many promises stop the time. */
  #holds = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number, onPassed: () => void) {
    this.#onPassed = onPassed;
    this.#left = milliseconds;
    this.#begin();
  }

  /** Stops the time until the promise, which must not reject, is settled. */
  hold(until: Promise<unknown>): void {
    if (this.#holds === 0) {
      clearTimeout(this.#timer);
      this.#left -= performance.now() - this.#begun;
    }
    this.#holds += 1;
    void until.then(() => {
      this.#holds -= 1;
      if (this.#holds === 0) this.#begin();
    });
  }

  /** Stops the time for good. */
  cancel(): void {
    this.#holds = Number.POSITIVE_INFINITY;
    clearTimeout(this.#timer);
  }

  #begin(): void {
    this.#begun = performance.now();
    this.#timer = setTimeout(this.#onPassed, this.#left);
  }
}
