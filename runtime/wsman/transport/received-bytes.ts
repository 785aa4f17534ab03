/** Bytes that arrive in parts. They take up to twice their room, however small the parts are. */
export class ReceivedBytes {
  #room: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(part: Buffer): void {
    const length = this.#length + part.length;
    if (length > this.#room.length) {
      const room = Buffer.alloc(Math.max(length, 2 * this.#room.length));
      this.whole().copy(room);
      this.#room = room;
    }
    part.copy(this.#room, this.#length);
    this.#length = length;
  }

  /** All bytes so far. */
  whole(): Buffer {
    return this.#room.subarray(0, this.#length);
  }
}
