import { type Address, offsetBy, toAddress } from './abi/c-types.js';
import { addressOf } from './koffi.js';

const TWO_TO_32 = 2 ** 32;

/** Reads the pointer at an offset. */
export function readAddress(view: DataView, offset: number): Address {
  return toAddress(view.getUint32(offset, true) + view.getUint32(offset + 4, true) * TWO_TO_32);
}

/** Writes a pointer at an offset. */
export function writeAddress(view: DataView, offset: number, address: Address): void {
  view.setUint32(offset, address % TWO_TO_32, true);
  view.setUint32(offset + 4, Math.floor(address / TWO_TO_32), true);
}

/** Memory that C and JavaScript share. It lives as long as something refers to this object. */
export class Block {
  readonly address: Address;
  readonly view: DataView;
  readonly bytes: Buffer;

  constructor(size: number) {
    const buffer = new ArrayBuffer(size);
    this.bytes = Buffer.from(buffer);
    this.view = new DataView(buffer);
    this.address = addressOf(new Uint8Array(buffer));
  }

  /** The address of the byte at an offset. */
  at(offset: number): Address {
    return offsetBy(this.address, offset);
  }

  /** The pointer that is stored at an offset. */
  getAddress(offset: number): Address {
    return readAddress(this.view, offset);
  }

  /** Stores a pointer at an offset. */
  setAddress(offset: number, address: Address): void {
    writeAddress(this.view, offset, address);
  }
}

/** Blocks of one size, which are used again. */
export class BlockPool {
  readonly #size: number;
  readonly #free: Block[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  /** A block of zeros. */
  take(): Block {
    const block = this.#free.pop();
    block?.bytes.fill(0);
    return block ?? new Block(this.#size);
  }

  give(block: Block): void {
    this.#free.push(block);
  }
}

/** A part of an arena's memory. */
export interface Piece {
  readonly block: Block;
  readonly offset: number;
  readonly address: Address;
}

const CHUNK = 65_536;
const ALIGNMENT = 8;

/** Memory for the arguments of a call into C. It is taken piece by piece, and released all at once. */
export class Arena {
  readonly #first: Block = new Block(CHUNK);
  #chunk: Block = this.#first;
  #used = 0;
  #depth = 0;
  /** Chunks beyond the first, kept alive until the release. */
  #more: Block[] = [];

  take(size: number): Piece {
    if (this.#used + size > this.#chunk.bytes.length) this.#grow(size);
    const offset = this.#used;
    this.#used = Math.ceil((offset + size) / ALIGNMENT) * ALIGNMENT;
    return { block: this.#chunk, offset, address: this.#chunk.at(offset) };
  }

  /** Returns what `use` returns, and releases what `use` took. Calls may be nested: the outermost one releases. */
  using<T>(use: () => T): T {
    this.#depth += 1;
    try {
      return use();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#release();
    }
  }

  /** Overwrites all of the memory with zeros, so that no secret stays there. */
  wipe(): void {
    for (const block of [this.#first, ...this.#more]) block.bytes.fill(0);
  }

  #grow(size: number): void {
    this.#chunk = new Block(Math.max(CHUNK, size));
    this.#more.push(this.#chunk);
    this.#used = 0;
  }

  #release(): void {
    this.#chunk = this.#first;
    this.#used = 0;
    this.#more = [];
  }
}
