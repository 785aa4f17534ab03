/** How long the loop stays awake after a result, in milliseconds. */
const WAIT = 0.1;
/** How soon a result must follow another one to count, in milliseconds: staying awake gains nothing for others. */
const QUICK = 0.5;
/** How many results are timed together. */
const BLOCK = 64;
/** How many blocks pass before the two ways are compared again. */
const BLOCKS = 16;
/** Where results take less than this part of the time that they take with a sleeping loop, the loop stays awake. */
const WORTHWHILE = 0.85;

/**
 * Keeps the event loop awake for a short time after each result, where results come faster by it. A loop that sleeps
 * has to be woken before a callback of C reaches JavaScript. On a quiet machine, whose processors sleep too, that takes
 * longer than all else that is done for a result; on a loaded machine, or with a slow server, staying awake gains
 * nothing. So some results are awaited in both ways now and then, and the better way is kept.
 *
 * Timers, I/O and promises go on while the loop is awake.
 */
export class LoopVigil {
  readonly #now: () => number;
  /** When the last result came. */
  #last = Number.NEGATIVE_INFINITY;
  /** Whether the loop stays awake after the results of this block. */
  #stays = false;
  /** The block: the first two of each {@link BLOCKS} try the two ways. */
  #block = 0;
  #results = 0;
  /** How long the results of the block took. */
  #took = 0;
  /** How long those of the last block took that were awaited asleep. */
  #asleep = 0;
  #until = 0;
  #watching = false;

  /** @param now gives the time in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether the loop stays awake after a result that comes soon after another one. */
  get staysAwake(): boolean {
    return this.#stays;
  }

  /** Whether it is kept awake just now. */
  get isAwake(): boolean {
    return this.#watching;
  }

  /**
   * A result has come.
   * @param more whether others follow.
   */
  result(more: boolean): void {
    const now = this.#now();
    const took = now - this.#last;
    this.#last = more ? now : Number.NEGATIVE_INFINITY;
    this.#until = 0;
    if (!more || took > QUICK) return;
    this.#count(took);
    if (!this.#stays) return;
    this.#until = now + WAIT;
    if (this.#watching) return;
    this.#watching = true;
    setImmediate(this.#watch);
  }

  #count(took: number): void {
    this.#took += took;
    this.#results += 1;
    if (this.#results < BLOCK) return;
    this.#next(this.#took);
    this.#results = 0;
    this.#took = 0;
  }

  /** The next block begins: asleep, awake, and then in the better way. */
  #next(took: number): void {
    if (this.#block === 0) this.#asleep = took;
    this.#block = (this.#block + 1) % BLOCKS;
    if (this.#block < 2) this.#stays = this.#block === 1;
    else if (this.#block === 2) this.#stays = took < this.#asleep * WORTHWHILE;
  }

  /** An immediate that waits keeps the loop from sleeping, and each turn of the loop brings what has come. */
  readonly #watch = (): void => {
    this.#watching = this.#now() < this.#until;
    if (this.#watching) setImmediate(this.#watch);
  };
}

/** That of this thread. */
export const loopVigil: LoopVigil = new LoopVigil();
