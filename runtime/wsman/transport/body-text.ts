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

/** How UTF-16 begins, in hexadecimal digits: with a byte order mark, or with `<` (XML 1.0, appendix F). */
const BEGINNINGS = new Map([
  ['fffe', 'utf-16le'],
  ['3c00', 'utf-16le'],
  ['feff', 'utf-16be'],
  ['003c', 'utf-16be'],
]);

/** The encoding of a body: what it begins with says more than the type that is named. */
export function encodingOf(bytes: Buffer, contentType: string): string {
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
  return BEGINNINGS.get(bytes.toString('hex', 0, 2)) ?? named ?? 'utf-8';
}

/** The text of a body; null where it is not in the encoding, or that is none which can be decoded. */
export function decodeBody(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
