import type { SealedMessage } from '../security-context.js';

/** The header of a wrap token of RFC 4121, in bytes, and what begins it. */
const HEADER = 16;
const TOKEN_ID = 0x0504;
/** Where the number stands by which the bytes after the header are rotated to the right. */
const ROTATION = 6;
/** The random bytes before the message: a block of the cipher, which is AES or Camellia. */
const CONFOUNDER = 16;
/** RC4 (RFC 4757) adds one byte to a message. */
const PADDING = 1;

/**
 * Cuts a wrap token into what stands before the encrypted message and the message itself, as Windows sends them.
 * @param length the length of the message, in bytes.
 */
export function cutWrapToken(token: Buffer, length: number): SealedMessage {
  if (token.readUInt16BE(0) !== TOKEN_ID) return cut(token, token.length - length - PADDING);
  // Header, random bytes, message, and what proves the message. The latter has to stand behind the header.
  const [header, body] = [Buffer.from(token.subarray(0, HEADER)), token.subarray(HEADER)];
  const rotation = body.length - CONFOUNDER - length;
  const start = (body.length + header.readUInt16BE(ROTATION) - rotation) % body.length;
  header.writeUInt16BE(rotation, ROTATION);
  return cut(Buffer.concat([header, body.subarray(start), body.subarray(0, start)]), token.length - length);
}

function cut(token: Buffer, at: number): SealedMessage {
  return { signature: token.subarray(0, at), content: token.subarray(at) };
}
