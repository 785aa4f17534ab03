import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiError } from '../../../runtime/errors.js';
import { NtlmContext } from '../../../runtime/wsman/security/ntlm/ntlm-context.js';
import { NegotiateLogin } from '../../../runtime/wsman/transport/negotiate-login.js';
import type { Carrier, Posting, RawReply } from '../../../runtime/wsman/transport/posting.js';
import { SEALED_TYPE, sealedBody } from '../../../runtime/wsman/transport/sealed-body.js';
import { NtlmAcceptor } from '../../runtime/wsman/security/ntlm-acceptor.js';
import { fuzz } from './fuzz.js';

const XML = 'application/soap+xml;charset=UTF-8';
const END = '--Encrypted Boundary--\r\n';
const target = { targetName: 'HTTP/server01', username: 'alice', domain: 'EXAMPLE', password: 'x' };

/** What can happen to an answer: at a place, some bytes are removed and others put in. */
const change = fc.record({
  at: fc.nat(2 ** 16),
  removed: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.nat(300)),
  inserted: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom('0', '9', '\r\n', END, '--Encrypted Boundary\r\n', ';Length=0', '\x10\0\0\0')
      .map((each) => Buffer.from(each)),
    fc.integer({ min: 0, max: 2 ** 16 }).map((length) => Buffer.alloc(length, 'x')),
  ),
});

interface Case {
  readonly texts: readonly string[];
  readonly changes: readonly { readonly at: number; readonly removed: number; readonly inserted: Uint8Array }[];
  readonly isSwapped: boolean;
  readonly status: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  texts: fc.array(fc.string({ maxLength: 200 }), { minLength: 1, maxLength: 3 }),
  changes: fc.array(change, { maxLength: 3 }),
  isSwapped: fc.boolean(),
  status: fc.constantFrom(200, 500),
});

function reply(statusCode: number, contentType: string, body: Buffer, token = ''): RawReply {
  const socket = new Socket();
  const message = new IncomingMessage(socket);
  message.statusCode = statusCode;
  message.headersDistinct['www-authenticate'] = [`Negotiate ${token}`];
  return { message, socket, contentType, body };
}

/** A server that logs a user in, and answers with what was sealed and then changed. */
class Server implements Carrier {
  readonly #acceptor = new NtlmAcceptor(() => 'x');
  readonly #given: Case;
  isChanged = false;

  constructor(given: Case) {
    this.#given = given;
  }

  async post({ headers, received }: Posting): Promise<RawReply> {
    const token = Buffer.from(headers['Authorization']?.slice('Negotiate '.length) ?? '', 'base64');
    if (token.length === 0) {
      const answer = reply(this.#given.status, SEALED_TYPE, this.#answer());
      if (received === undefined) return answer;
      await received(answer);
      return { ...answer, body: Buffer.alloc(0) };
    }
    if (token[8] === 1) return reply(401, '', Buffer.alloc(0), this.#acceptor.challenge(token).toString('base64'));
    this.#acceptor.accept(token);
    return reply(200, '', Buffer.alloc(0));
  }

  #answer(): Buffer {
    const { texts, changes, isSwapped } = this.#given;
    const parts = texts.map((text) => {
      const message = this.#acceptor.outgoing?.seal(Buffer.from(text));
      if (message === undefined) throw new Error('nobody is logged in');
      return sealedBody(message, XML).subarray(0, -END.length);
    });
    const sealed = Buffer.concat([...parts, Buffer.from(END)]);
    const sent = Buffer.concat([...(isSwapped ? parts.reverse() : parts), Buffer.from(END)]);
    const arrived = changes.reduce((before, { at, removed, inserted }) => {
      const start = at % (before.length + 1);
      return Buffer.concat([before.subarray(0, start), inserted, before.subarray(start + removed)]);
    }, sent);
    this.isChanged = !arrived.equals(sealed);
    return arrived;
  }
}

async function login(server: Server): Promise<Carrier> {
  const begin = async (): Promise<NtlmContext> => new NtlmContext(target);
  const negotiate = new NegotiateLogin({ scheme: 'NTLM', key: '', url: 'http://server01/wsman', seals: true, begin });
  return negotiate.connect(server);
}

const { signal } = new AbortController();
const POSTING: Posting = { body: Buffer.from('x'), headers: {}, signal, patience: null };

/** What a connection reads, or null when it refuses that, which it must do with a sentence. */
async function read<T>(run: Promise<T>): Promise<T | null> {
  return run.catch((error: unknown) => {
    expect(isMiError(error), String(error)).toBe(true);
    return null;
  });
}

describe('an encrypted answer that is changed on the way', () => {
  const counts = { kept: 0, refused: 0 };
  fuzz('is read as it was sealed, or not at all', 5000, cases, async (given) => {
    const server = new Server({ ...given, texts: given.texts.slice(0, 1) });
    const carrier = await login(server);
    const reply = await read(carrier.post(POSTING));
    if (reply === null) expect(server.isChanged).toBe(true);
    // An empty answer says nothing. Whoever wants to hear something refuses it.
    else if (reply.body.length === 0) expect(server.isChanged || given.texts[0] === '').toBe(true);
    // What may be changed without a trace is how the lines around the message are written.
    else expect(reply).toMatchObject({ body: Buffer.from(given.texts[0] ?? ''), contentType: 'application/soap+xml' });
    counts[reply === null ? 'refused' : 'kept'] += 1;
  });

  fuzz(
    'and has several messages is read message by message, as far as nothing is changed',
    5000,
    cases,
    async (given) => {
      const server = new Server({ ...given, status: 200 });
      const carrier = await login(server);
      const texts: string[] = [];
      const received = async ({ body }: RawReply): Promise<boolean> => {
        texts.push(body.toString());
        return true;
      };
      await read(carrier.post({ ...POSTING, received }));
      expect(texts).toEqual(given.texts.slice(0, texts.length));
      if (!server.isChanged) expect(texts).toEqual(given.texts);
    },
  );

  it('is one of many, of which some are not changed', () => {
    expect(Math.min(counts.kept, counts.refused)).toBeGreaterThan(50);
  });
});
