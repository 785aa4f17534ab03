const CLEAR_LINE = '\r\x1b[K';

/** Progress on one line of a terminal. It is shown only when a run takes longer than a second. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #start: number = Date.now();
  #lastShown = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** @param total 0 where it is unknown */
  update(phase: string, done: number, total: number): void {
    const now = Date.now();
    if (!this.#stream.isTTY || now - this.#start < 1000 || now - this.#lastShown < 100) return;
    this.#lastShown = now;
    this.#stream.write(`${CLEAR_LINE}${phase}${total > 0 ? ` ${done}/${total}` : ''} …`);
  }

  clear(): void {
    if (this.#lastShown > 0) this.#stream.write(CLEAR_LINE);
    this.#lastShown = 0;
  }
}
