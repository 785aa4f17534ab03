import { randomFillSync } from 'node:crypto';

const SIZE = 256;

/** A stream of key bytes (RC4, RFC 6229), which encrypts messages one after the other. Node's OpenSSL has none. */
export class Rc4 {
  readonly #state: Uint8Array = Uint8Array.from({ length: SIZE }, (_, index) => index);
  #i = 0;
  #j = 0;

  constructor(key: Uint8Array) {
    const state = this.#state;
    let j = 0;
    for (let i = 0; i < SIZE; i += 1) {
      const byte = state[i] ?? 0;
      j = (j + byte + (key[i % key.length] ?? 0)) % SIZE;
      state[i] = state[j] ?? 0;
      state[j] = byte;
    }
  }

  /** Encrypts the next bytes, or decrypts them. */
  apply(bytes: Uint8Array): Buffer {
    const applied = Buffer.allocUnsafe(bytes.length);
    // The engine keeps local variables in registers.
    const state = this.#state;
    let i = this.#i;
    let j = this.#j;
    for (let index = 0; index < bytes.length; index += 1) {
      i = (i + 1) & 0xff;
      const first = state[i] ?? 0;
      j = (j + first) & 0xff;
      const second = state[j] ?? 0;
      state[i] = second;
      state[j] = first;
      applied[index] = (bytes[index] ?? 0) ^ (state[(first + second) & 0xff] ?? 0);
    }
    this.#i = i;
    this.#j = j;
    return applied;
  }

  /** Forgets the key. Zeros in its place would encrypt nothing. */
  wipe(): void {
    randomFillSync(this.#state);
  }
}

/** Encrypts bytes, or decrypts them, with a key that is not used again. */
export function rc4(key: Uint8Array, bytes: Uint8Array): Buffer {
  const stream = new Rc4(key);
  const applied = stream.apply(bytes);
  stream.wipe();
  return applied;
}
