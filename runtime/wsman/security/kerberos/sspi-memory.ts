import { type Address, addressOf, bytesAt, type CallMemory } from './c-library.js';

/** The size of a handle, `SecHandle`, in bytes. */
export const HANDLE = 16;

/** The kinds of buffers: `SECBUFFER_DATA` and so on. */
export const BufferKind = { DATA: 1, TOKEN: 2, PADDING: 9, CHANNEL_BINDINGS: 14 } as const;

/** A buffer for SSPI: a kind, and bytes, or how many SSPI may write. */
export type SecBuffer = readonly [kind: number, content: Uint8Array | number];

/** `SecBuffer`: `{ u32 size; u32 kind; void *bytes }`. */
const BUFFER = { size: 0, kind: 4, bytes: 8, length: 16 };
/** `SecBufferDesc`: `{ u32 version; u32 count; SecBuffer *buffers }`. */
const LIST = { count: 4, buffers: 8, length: 16 };
/** `SEC_CHANNEL_BINDINGS`: eight u32, of which the last two say how long the application's data is, and where. */
const BINDINGS = { size: 24, offset: 28, length: 32 };
/** `SEC_WINNT_AUTH_IDENTITY_W`: three texts, each with its length in characters, and u32 flags. */
const IDENTITY = { text: 16, flags: 44, length: 48 };
/** `SEC_WINNT_AUTH_IDENTITY_UNICODE`. */
const UNICODE = 2;

/** Buffers of SSPI, which it fills and changes. */
export class SecBuffers {
  readonly address: Address;
  readonly #buffers: Buffer;

  constructor(memory: CallMemory, list: readonly SecBuffer[]) {
    this.#buffers = memory.take(list.length * BUFFER.length);
    for (const [index, [kind, content]] of list.entries()) {
      const bytes = typeof content === 'number' ? memory.take(content) : memory.copy(content);
      const start = index * BUFFER.length;
      this.#buffers.writeUInt32LE(bytes.length, start + BUFFER.size);
      this.#buffers.writeUInt32LE(kind, start + BUFFER.kind);
      this.#buffers.writeBigUInt64LE(addressOf(bytes), start + BUFFER.bytes);
    }
    const description = memory.take(LIST.length);
    description.writeUInt32LE(list.length, LIST.count);
    description.writeBigUInt64LE(addressOf(this.#buffers), LIST.buffers);
    this.address = addressOf(description);
  }

  /** A copy of the bytes of a buffer. SSPI may have changed where they are, and how many. */
  bytesAt(index: number): Buffer {
    const start = index * BUFFER.length;
    const size = this.#buffers.readUInt32LE(start + BUFFER.size);
    return bytesAt(this.#buffers.readBigUInt64LE(start + BUFFER.bytes), size);
  }
}

/** `SEC_CHANNEL_BINDINGS` without addresses of the network. */
export function channelBindings(binding: Uint8Array): Buffer {
  const head = Buffer.alloc(BINDINGS.length);
  head.writeUInt32LE(binding.length, BINDINGS.size);
  head.writeUInt32LE(BINDINGS.length, BINDINGS.offset);
  return Buffer.concat([head, binding]);
}

/** The address of a text in UTF-16 that ends with a zero. */
export function textIn(memory: CallMemory, text: string): Address {
  return addressOf(memory.text(`${text}\0`, 'utf16le'));
}

/** The address of a `SEC_WINNT_AUTH_IDENTITY_W`. */
export function identityIn(memory: CallMemory, user: string, domain: string, password: string): Address {
  const identity = memory.take(IDENTITY.length);
  for (const [index, text] of [user, domain, password].entries()) {
    identity.writeBigUInt64LE(textIn(memory, text), index * IDENTITY.text);
    identity.writeUInt32LE(text.length, index * IDENTITY.text + 8);
  }
  identity.writeUInt32LE(UNICODE, IDENTITY.flags);
  return addressOf(identity);
}
