/** The number of bytes of the length, which are counted in it. */
const LENGTH_BYTES = 4;

/** `0x`, the length in four bytes, and the bytes, in hexadecimal digits: DSP0004 5.6.3.35. */
export function encodeOctets(bytes: Uint8Array): string {
  const length = (bytes.length + LENGTH_BYTES).toString(16).padStart(2 * LENGTH_BYTES, '0');
  return `0x${length}${Buffer.from(bytes).toString('hex')}`;
}

/**
 * The bytes of an octet string. Some servers leave out the length: then all digits are bytes. An empty text has none.
 * @throws SyntaxError for a text that is not an octet string.
 */
export function decodeOctets(text: string): Uint8Array {
  if (!/^(?:0x(?:[\da-f]{2})*)?$/i.test(text)) {
    throw new SyntaxError(`no octet string: ${JSON.stringify(text)}`);
  }
  const bytes = Uint8Array.from(Buffer.from(text.slice(2), 'hex'));
  const hasLength = bytes.length >= LENGTH_BYTES && new DataView(bytes.buffer).getUint32(0) === bytes.length;
  return hasLength ? bytes.slice(LENGTH_BYTES) : bytes;
}
