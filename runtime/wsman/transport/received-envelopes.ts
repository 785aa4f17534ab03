import { TextDecoder } from 'node:util';
import { MiError } from '../../errors.js';
import { encodingOf } from './body-text.js';
import { EnvelopeSplitter } from './envelope-splitter.js';
import { tooLong } from './read-answer.js';

/** Takes the envelopes out of a body while it arrives. */
export class ReceivedEnvelopes {
  readonly #splitter = new EnvelopeSplitter();
  readonly #url: string;
  readonly #largest: number;
  #decoder: TextDecoder | null = null;
  /** Bytes that are too few to tell an encoding. */
  #begun: Buffer = Buffer.alloc(0);

  /** @param largest how long an envelope may be, in characters. */
  constructor(url: string, largest: number) {
    this.#url = url;
    this.#largest = largest;
  }

  /** True in the middle of no envelope. */
  get isBetween(): boolean {
    return this.#splitter.isBetween;
  }

  /** What is left when no more bytes come. */
  get rest(): string {
    return this.#splitter.rest;
  }

  /** The envelopes that are whole with these bytes. @throws MiError for bytes that are no text, and for too many. */
  add(bytes: Buffer, contentType: string): readonly string[] {
    const envelopes = this.#splitter.add(this.#decoded(bytes, contentType));
    if (this.#splitter.length > this.#largest) throw tooLong(this.#url, this.#largest);
    return envelopes;
  }

  #decoded(bytes: Buffer, contentType: string): string {
    this.#begun = Buffer.concat([this.#begun, bytes]);
    if (this.#decoder === null && this.#begun.length < 2) return '';
    const encoding = encodingOf(this.#begun, contentType);
    const given = this.#begun;
    this.#begun = Buffer.alloc(0);
    try {
      this.#decoder ??= new TextDecoder(encoding, { fatal: true });
      return this.#decoder.decode(given, { stream: true });
    } catch {
      throw unreadable(this.#url, encoding, contentType);
    }
  }
}

/** The error for a body that is not in its encoding, or in one that cannot be decoded. */
export function unreadable(url: string, encoding: string, contentType: string): MiError {
  const named = `its header Content-Type is ${JSON.stringify(contentType)}`;
  return new MiError('FAILED', `the answer of ${url} cannot be read as ${encoding}; ${named}`);
}
