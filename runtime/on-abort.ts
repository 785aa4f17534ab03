/** The callbacks that wait for one signal. They share a listener, since Node warns of more than ten as of a leak. */
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
