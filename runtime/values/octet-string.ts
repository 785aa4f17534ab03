import { shown } from './shown.js';

/** The number of bytes of the length, which are counted in it. */
const LENGTH_BYTES = 4;

/** `0x`, the length in four bytes, and the bytes, in hexadecimal digits: DSP0004 5.6.3.35. */
export function encodeOctets(bytes: Uint8Array): string {
  return `0x${Buffer.from(withLength(bytes)).toString('hex')}`;
}

/**
 * The bytes of an octet string. Some servers leave out the length: then all digits are bytes. OMI sends base64 over
 * WS-Management, without a length; such a text is read as one of digits only if it begins with `0x` and has nothing but
 * pairs of hexadecimal digits behind. An empty text has no bytes.
 * @throws SyntaxError for a text that is not an octet string.
 */
export function decodeOctets(text: string): Uint8Array {
  if (!/^0x(?:[\da-f]{2})*$/i.test(text)) return fromBase64(text, 'octet string');
  const bytes = Uint8Array.from(Buffer.from(text.slice(2), 'hex'));
  return hasLength(bytes) ? withoutLength(bytes) : bytes;
}

/**
 * The bytes of an array of uint8 that a server sends as one text: in base64 (`xs:base64Binary`).
 * @throws SyntaxError for a text that is not base64.
 */
export function bytesOfText(text: string): Uint8Array {
  return fromBase64(text, 'base64');
}

/** True for bytes that begin with their length, as those of an octet string do. */
export function hasLength(bytes: Uint8Array): boolean {
  return bytes.length >= LENGTH_BYTES && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === bytes.length;
}

/** What follows the length. */
export function withoutLength(bytes: Uint8Array): Uint8Array {
  return bytes.slice(LENGTH_BYTES);
}

/** The bytes with their length in front, as a `uint8[]` holds an octet string: DSP0004 5.6.3.35. */
export function withLength(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length + LENGTH_BYTES);
  return Uint8Array.from(Buffer.concat([length, bytes]));
}

/** Lines may be broken, as in MIME. */
function fromBase64(text: string, kind: string): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 4 !== 0 || !/^[\d+/A-Za-z]*={0,2}$/.test(digits)) {
    throw new SyntaxError(`no ${kind}: ${shown(text)}`);
  }
  return Uint8Array.from(Buffer.from(digits, 'base64'));
}
