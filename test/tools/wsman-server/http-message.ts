import type { IncomingMessage } from 'node:http';

/** An answer of HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** The encodings that envelopes may have. */
export type Encoding = 'utf-8' | 'utf-16le';

/** The encoding of a body: what its mark says, or else its type. */
export function encodingOf(body: Buffer, contentType: string | undefined): Encoding {
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  return /charset\s*=\s*"?utf-16/i.test(contentType ?? '') ? 'utf-16le' : 'utf-8';
}

/** The text of a body, without a byte order mark. */
export function decode(body: Buffer, encoding: Encoding): string {
  return body.toString(encoding === 'utf-8' ? 'utf8' : 'utf16le').replace(/^\uFEFF/, '');
}

/** A function that says how many bytes a text takes. */
export function sizeIn(encoding: Encoding): (text: string) => number {
  return (text) => Buffer.byteLength(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
}

/** An answer that holds an envelope. */
export function envelopeAnswer(status: number, text: string, encoding: Encoding): HttpAnswer {
  const isShort = encoding === 'utf-8';
  const body = isShort ? Buffer.from(text) : Buffer.from(`\uFEFF${text}`, 'utf16le');
  const charset = isShort ? 'UTF-8' : 'UTF-16';
  return { status, headers: { 'Content-Type': `application/soap+xml;charset=${charset}` }, body };
}

/** An answer that holds nothing but its status. */
export function emptyAnswer(status: number, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return { status, headers, body: Buffer.alloc(0) };
}

/** The body of a request; null when it is larger than allowed. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read all the same: a client that is still sending would not see the answer.
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? null : Buffer.concat(chunks);
}
