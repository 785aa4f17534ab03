/** An element of DER (X.690), and the bytes that follow it. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  readonly rest: Buffer;
}

/** The first element; null for bytes that begin with none. Lengths have at most four bytes, and tags one. */
export function firstElement(bytes: Buffer): DerElement | null {
  const [tag = 0, short = 0] = bytes;
  const more = short < 0x80 ? 0 : short & 0x7f;
  const start = 2 + more;
  if (bytes.length < start || more > 4 || short === 0x80) return null;
  const end = start + (more === 0 ? short : bytes.readUIntBE(2, more));
  return bytes.length < end ? null : { tag, content: bytes.subarray(start, end), rest: bytes.subarray(end) };
}

/** An element. */
export function derElement(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content]);
}

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes = [length & 0xff];
  for (let rest = length >>> 8; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return [0x80 + bytes.length, ...bytes];
}
