import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiError } from '../../../runtime/errors.js';
import { NtlmContext } from '../../../runtime/wsman/security/ntlm/ntlm-context.js';
import type { SealedMessage } from '../../../runtime/wsman/security/security-context.js';
import { NtlmAcceptor } from '../../runtime/wsman/security/ntlm-acceptor.js';
import { fuzz } from './fuzz.js';

/** What can happen to bytes on the way: at a place, some are removed and others put in. */
const change = fc.record({
  at: fc.nat(2 ** 16),
  removed: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.nat(300)),
  inserted: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom([0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff], [0xff, 0xff], [0, 0], [2, 0, 0, 0])
      .map((each) => Buffer.from(each)),
    fc.integer({ min: 0, max: 2 ** 16 }).map((length) => Buffer.alloc(length, 'x')),
  ),
});
const changes = fc.array(change, { maxLength: 3 });

type Change = ReturnType<typeof change.generate>['value'];

function changed(bytes: Buffer, all: readonly Change[]): Buffer {
  return all.reduce((before, { at, removed, inserted }) => {
    const start = at % (before.length + 1);
    return Buffer.concat([before.subarray(0, start), inserted, before.subarray(start + removed)]);
  }, bytes);
}

interface Login {
  readonly client: NtlmContext;
  readonly server: NtlmAcceptor;
  /** Whether both sides believe each other. */
  readonly isDone: boolean;
  /** Whether a message has arrived that was not sent. */
  readonly isChanged: boolean;
}

/** A login whose messages are changed on the way. */
async function login(ofChallenge: readonly Change[] = [], ofAnswer: readonly Change[] = []): Promise<Login> {
  const client = new NtlmContext({ username: 'alice', domain: 'EXAMPLE', password: 'x', targetName: 'HTTP/server01' });
  const server = new NtlmAcceptor(() => 'x');
  const challenge = server.challenge((await client.next(null, null)) ?? Buffer.alloc(0));
  const arrived = changed(challenge, ofChallenge);
  const answer = await answerTo(client, arrived);
  if (answer === null) return { client, server, isDone: false, isChanged: !arrived.equals(challenge) };
  const last = changed(answer, ofAnswer);
  const isChanged = !arrived.equals(challenge) || !last.equals(answer);
  return { client, server, isDone: accepts(server, last), isChanged };
}

/** What a client answers to a challenge; null when it refuses that, which it must do with a sentence. */
async function answerTo(client: NtlmContext, challenge: Buffer): Promise<Buffer | null> {
  try {
    return await client.next(challenge, null);
  } catch (error) {
    expect(isMiError(error), String((error as Error).stack)).toBe(true);
    expect(client.isEstablished).toBe(false);
    return null;
  }
}

/** The acceptor of the tests may fail in any way. */
function accepts(server: NtlmAcceptor, answer: Buffer): boolean {
  try {
    server.accept(answer);
    return true;
  } catch {
    return false;
  }
}

describe('a login by NTLM whose messages are changed', () => {
  const counts = { kept: 0, refused: 0 };
  fuzz('is refused by one of both sides', 10_000, fc.tuple(changes, changes), async ([ofChallenge, ofAnswer]) => {
    const { isDone, isChanged } = await login(ofChallenge, ofAnswer);
    expect(isDone).toBe(!isChanged);
    counts[isDone ? 'kept' : 'refused'] += 1;
  });

  it('is one of many, of which some are not changed', () => {
    expect(Math.min(counts.kept, counts.refused)).toBeGreaterThan(50);
  });
});

/** Several messages of a server, of which one is changed, left out, or repeated on the way. */
const sealedCase = fc.record({
  texts: fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 }),
  which: fc.nat(),
  other: fc.nat(),
  ofSignature: changes,
  ofContent: changes,
});

describe('sealed messages', () => {
  fuzz('are read as they were sealed, or not at all', 10_000, sealedCase, async (given) => {
    const { texts, which, other, ofSignature, ofContent } = given;
    const { client, server } = await login();
    const sealed = texts.map((text) => server.outgoing?.seal(Buffer.from(text)) ?? neverSealed());
    const place = which % sealed.length;
    const { signature, content } = sealed[other % sealed.length] ?? neverSealed();
    const arrived = { signature: changed(signature, ofSignature), content: changed(content, ofContent) };
    const isRight =
      other % sealed.length === place && arrived.signature.equals(signature) && arrived.content.equals(content);
    for (const [index, message] of sealed.entries()) {
      const isRead = reads(client, index === place ? arrived : message, Buffer.from(texts[index] ?? []));
      expect(isRead, `message ${index}`).toBe(index < place || isRight);
    }
  });
});

function neverSealed(): SealedMessage {
  throw new Error('nothing is sealed');
}

/** Whether a message is read, which must be the one that was sealed. */
function reads(client: NtlmContext, sealed: SealedMessage, text: Buffer): boolean {
  try {
    expect(client.unseal(sealed).equals(text)).toBe(true);
    return true;
  } catch (error) {
    expect(isMiError(error), String((error as Error).stack)).toBe(true);
    return false;
  }
}
