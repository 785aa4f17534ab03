import { createHmac } from 'node:crypto';

/** What all messages of a login begin with. */
export const SIGNATURE: Buffer = Buffer.from('NTLMSSP\0', 'latin1');

/** A number in four bytes, as NTLM writes it. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

/** A text as NTLM writes it. */
export function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** The authentication code of bytes that come in parts. */
export function hmacMd5(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
