/** A body as it is sent. */
interface EncodedBody {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** The bytes of an envelope (DSP0226 13.1): UTF-8, or UTF-16 with a byte order mark. */
export function encodeBody(text: string, encoding: 'UTF8' | 'UTF16'): EncodedBody {
  return encoding === 'UTF8'
    ? { bytes: Buffer.from(text, 'utf8'), contentType: 'application/soap+xml;charset=UTF-8' }
    : { bytes: Buffer.from(`\uFEFF${text}`, 'utf16le'), contentType: 'application/soap+xml;charset=UTF-16' };
}

/** The text of a body; null where it is not in the encoding that its type names, or in none that can be decoded. */
export function decodeBody(bytes: Buffer, contentType: string): string | null {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
  try {
    return new TextDecoder(marked ?? named ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
