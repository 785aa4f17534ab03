import { type Address, addressOf, bytesAt, type CallMemory, NULL } from './c-library.js';
import type { Gssapi } from './gssapi-library.js';

/** The sizes of the types of C, in bytes. */
export const POINTER = 8;
export const INTEGER = 4;
/** `gss_buffer_desc`: `{ size_t length; void *value }`. */
export const BUFFER = 16;

/** On Macs with processors of Intel the structures of GSSAPI are packed to two bytes, as they were on PowerPC. */
const isPacked = process.platform === 'darwin' && process.arch === 'x64';

/** Where a pointer begins that follows an integer of 32 bits. */
const AFTER_INTEGER = isPacked ? INTEGER : POINTER;

/** The address of a `gss_buffer_desc` with a copy of the bytes; NULL for null. */
export function bufferIn(memory: CallMemory, bytes: Uint8Array | null): Address {
  if (bytes === null) return NULL;
  const buffer = memory.take(BUFFER);
  fillBuffer(buffer, 0, bytes, memory);
  return addressOf(buffer);
}

/** The address of a `gss_OID_desc`: `{ u32 length; void *elements }`. */
export function oidIn(memory: CallMemory, bytes: Uint8Array): Address {
  const oid = memory.take(AFTER_INTEGER + POINTER);
  oid.writeUInt32LE(bytes.length);
  oid.writeBigUInt64LE(addressOf(memory.copy(bytes)), AFTER_INTEGER);
  return addressOf(oid);
}

/** The address of a `gss_OID_set_desc` of one: `{ size_t count; gss_OID_desc *elements }`. */
export function oidSetIn(memory: CallMemory, oid: Address): Address {
  const set = memory.take(2 * POINTER);
  set.writeBigUInt64LE(1n);
  set.writeBigUInt64LE(oid, POINTER);
  return addressOf(set);
}

/**
 * The address of a `gss_channel_bindings_struct`, NULL for null: two addresses of the network, which stay empty, each a
 * u32 and a `gss_buffer_desc`, and a `gss_buffer_desc` for the data.
 */
export function bindingsIn(memory: CallMemory, data: Uint8Array | null): Address {
  if (data === null) return NULL;
  const offset = 2 * (AFTER_INTEGER + BUFFER);
  const bindings = memory.take(offset + BUFFER);
  fillBuffer(bindings, offset, data, memory);
  return addressOf(bindings);
}

/** A copy of what GSSAPI has put into a `gss_buffer_desc`, and the release of that. */
export function takeBytes(gssapi: Gssapi, buffer: Buffer, memory: CallMemory): Buffer {
  const bytes = bytesAt(buffer.readBigUInt64LE(POINTER), Number(buffer.readBigUInt64LE()));
  gssapi.gss_release_buffer(addressOf(memory.take(INTEGER)), addressOf(buffer));
  return bytes;
}

function fillBuffer(structure: Buffer, offset: number, bytes: Uint8Array, memory: CallMemory): void {
  structure.writeBigUInt64LE(BigInt(bytes.length), offset);
  structure.writeBigUInt64LE(addressOf(memory.copy(bytes)), offset + POINTER);
}
