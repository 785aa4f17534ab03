import { timingSafeEqual } from 'node:crypto';
import type { SealedMessage } from '../security-context.js';
import { hmacMd5, uint32 } from './ntlm-bytes.js';
import { Rc4 } from './rc4.js';

const VERSION = uint32(1);
const CHECKSUM_SIZE = 8;

/** Seals the messages of one direction, in their order, or opens them at the other end (MS-NLMP 3.4). */
export class MessageSeal {
  readonly #signingKey: Buffer;
  readonly #cipher: Rc4;
  #sequence = 0;

  constructor(signingKey: Buffer, sealingKey: Buffer) {
    this.#signingKey = signingKey;
    this.#cipher = new Rc4(sealingKey);
  }

  seal(message: Buffer): SealedMessage {
    const content = this.#cipher.apply(message);
    return { signature: this.#sign(message), content };
  }

  /** @returns null when this is not the next message that the other end has sealed. */
  open({ signature, content }: SealedMessage): Buffer | null {
    const message = this.#cipher.apply(content);
    const expected = this.#sign(message);
    if (signature.length === expected.length && timingSafeEqual(signature, expected)) return message;
    message.fill(0);
    return null;
  }

  /** Forgets the keys. */
  wipe(): void {
    this.#signingKey.fill(0);
    this.#cipher.wipe();
  }

  #sign(message: Buffer): Buffer {
    const sequence = uint32(this.#sequence);
    this.#sequence += 1;
    const checksum = hmacMd5(this.#signingKey, sequence, message).subarray(0, CHECKSUM_SIZE);
    return Buffer.concat([VERSION, this.#cipher.apply(checksum), sequence]);
  }
}
