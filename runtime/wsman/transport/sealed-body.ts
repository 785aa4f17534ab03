import { MiError } from '../../errors.js';
import type { SealedMessage } from '../security/security-context.js';
import { ReceivedBytes } from './received-bytes.js';

const PROTOCOL = 'application/HTTP-SPNEGO-session-encrypted';
const BOUNDARY = 'Encrypted Boundary';

/** The media type of a body whose message is sealed (MS-WSMV 2.2.9.1.1.1). */
export const SEALED_TYPE: string = `multipart/encrypted;protocol="${PROTOCOL}";boundary="${BOUNDARY}"`;

/** What stands before and after the bytes of a message (MS-WSMV 2.2.9.1.1.2). */
const LENGTH_FIELD = 4;
/** In bytes. Servers write some 250. */
const LONGEST_HEAD = 4096;
/** In bytes. Kerberos has 60. */
const LONGEST_SIGNATURE = 65_536;
/** In bytes: as much as is read of an answer that is not taken in parts. */
const LONGEST_CONTENT = 2 ** 25;

/**
 * Exchange and the examples of MS-WSMV have a blank before the boundary. Windows indents the lines with a tab, and
 * takes lines without one, as OMI's client writes them; OMI takes no others.
 */
const BETWEEN = `-- ?${BOUNDARY}\\r\\n[\\t ]*`;
/** What ends a body. A server that sends an answer in several may end each of them. */
const LAST = `-- ?${BOUNDARY}--(?:\\r\\n)*`;
const HEAD = new RegExp(
  `^(?:${LAST})?${BETWEEN}Content-Type: *application/HTTP-(?:SPNEGO|Kerberos)-session-encrypted\\r\\n` +
    '[\\t ]*OriginalContent: *type=[^\\r\\n]+; *Length=(\\d{1,10})\\r\\n' +
    `${BETWEEN}Content-Type: *application/octet-stream\\r\\n`,
  'i',
);
const END = new RegExp(`^${LAST}$`);

/** True for the media type of a sealed body. */
export function isSealed(contentType: string): boolean {
  return /^multipart\/(?:x-multi-)?encrypted\b/i.test(contentType.trim());
}

/** The body of a request. @param contentType the media type of the message, with parameters. */
export function sealedBody({ signature, content }: SealedMessage, contentType: string): Buffer {
  const lengthField = Buffer.alloc(LENGTH_FIELD);
  lengthField.writeUInt32LE(signature.length);
  const head =
    `--${BOUNDARY}\r\nContent-Type: ${PROTOCOL}\r\n` +
    `OriginalContent: type=${contentType};Length=${content.length}\r\n` +
    `--${BOUNDARY}\r\nContent-Type: application/octet-stream\r\n`;
  return Buffer.concat([Buffer.from(head), lengthField, signature, content, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/**
 * Cuts a sealed body into its messages while it arrives. It goes by the lengths in it: encrypted bytes may look like a
 * boundary. What the body says of the type of a message is left out: nothing proves that it was not changed.
 */
export class SealedParts {
  #pending = new ReceivedBytes();
  /** How many bytes must be there before there is anything more to read. */
  #needed = 0;

  /**
   * The messages that are complete with these bytes.
   * @throws MiError FAILED for bytes that are no such body.
   */
  add(bytes: Buffer): readonly SealedMessage[] {
    this.#pending.add(bytes);
    if (this.#pending.length < this.#needed) return [];
    const messages: SealedMessage[] = [];
    let rest = this.#pending.whole();
    for (;;) {
      const next = this.#read(rest);
      if (next === null) break;
      messages.push(next.message);
      rest = rest.subarray(next.length);
    }
    if (messages.length > 0) {
      this.#pending = new ReceivedBytes();
      this.#pending.add(rest);
    }
    return messages;
  }

  /** True in the middle of no message. */
  get isBetween(): boolean {
    return this.#pending.length === 0 || END.test(this.#begun);
  }

  /** Called when no more bytes come. @throws MiError FAILED when something is missing. */
  end(): void {
    if (!END.test(this.#begun)) throw wrong('it is cut off');
  }

  /** The beginning of what is pending. */
  get #begun(): string {
    return this.#pending.whole().toString('latin1', 0, LONGEST_HEAD);
  }

  /** The message that bytes begin with, and how many of them it takes; null when it is not complete. */
  #read(bytes: Buffer): { readonly message: SealedMessage; readonly length: number } | null {
    this.#needed = 0;
    const [head, lengthText = ''] = HEAD.exec(bytes.toString('latin1', 0, LONGEST_HEAD)) ?? [];
    if (head === undefined) {
      if (bytes.length >= LONGEST_HEAD) throw wrong('it does not begin with the headers of a sealed message');
      return null;
    }
    const signatureAt = head.length + LENGTH_FIELD;
    if (bytes.length < signatureAt) return null;
    const signatureLength = bytes.readUInt32LE(head.length);
    if (signatureLength > LONGEST_SIGNATURE) throw wrong(`it says that its signature has ${signatureLength} bytes`);
    const contentAt = signatureAt + signatureLength;
    const length = Number(lengthText);
    if (length > LONGEST_CONTENT) throw wrong(`it says that its message has ${length} bytes`);
    this.#needed = contentAt + length;
    if (bytes.length < this.#needed) return null;
    const message = {
      signature: bytes.subarray(signatureAt, contentAt),
      content: bytes.subarray(contentAt, this.#needed),
    };
    return { message, length: this.#needed };
  }
}

function wrong(reason: string): MiError {
  return new MiError('FAILED', `the body of a sealed message cannot be read: ${reason}`);
}
