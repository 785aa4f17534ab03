/** What MI waits for. Each hold is completed once: when its promise is settled, or when all holds are released. */
export class Holds {
  readonly #open = new Set<() => void>();
  readonly #onFailure: (error: unknown) => void;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** @returns a promise that is resolved when the hold is completed. */
  add(until: Promise<void>, complete: () => void): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        if (!this.#open.delete(finish)) return;
        complete();
        resolve();
      };
      this.#open.add(finish);
      until.catch((error: unknown) => this.#onFailure(error)).finally(finish);
    });
  }

  /** Completes all open holds, without waiting for their promises. */
  release(): void {
    for (const finish of this.#open) finish();
  }
}
