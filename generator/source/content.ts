import { hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

/** What a file holds. */
export interface Content {
  /** In bytes. */
  readonly size: number;
  readonly digest: string;
}

/** What tells a text from all others, or bytes. The digest of a text is that of its bytes in UTF-8. */
export function digestOf(data: string | Uint8Array): string {
  return hash('sha256', data, 'base64');
}

/** The content of a file that holds these bytes, or this text in UTF-8. */
export function contentOf(data: string | Uint8Array): Content {
  return { size: Buffer.byteLength(data), digest: digestOf(data) };
}

/** Where files are read to that are smaller than this. */
const buffer = Buffer.allocUnsafeSlow(262_144);

/** Some file systems give less than they are asked for, but always this many bytes or a multiple of it. */
const BLOCK = 512;

/**
 * Whether a file has a content. It is read with as few calls as possible: the runs in which nothing has changed spend
 * most of their time here.
 *
 * @param flags how the file is opened
 * @throws an error of the file system when it cannot be opened or read
 */
export function hasContent(path: string, { size, digest }: Content, flags: number): boolean {
  const bytes = size < buffer.length ? buffer : Buffer.allocUnsafeSlow(size + 1);
  const file = openSync(path, flags);
  let length = 0;
  try {
    let count: number;
    do {
      // One byte more than there was: then a larger file shows. A pipe cannot be read from a place.
      count = readSync(file, bytes, length, size + 1 - length, length);
      length += count;
    } while (count > 0 && length <= size && !(length === size && isEnd(size)));
  } finally {
    closeSync(file);
  }
  return length === size && digestOf(bytes.subarray(0, size)) === digest;
}

/** Whether a read that ends here, and not where it was asked to, has met the end of the file. */
function isEnd(offset: number): boolean {
  return offset % BLOCK !== 0;
}
