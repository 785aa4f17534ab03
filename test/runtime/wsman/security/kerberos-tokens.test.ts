import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { isMiError } from '../../../../runtime/errors.js';
import { thrownText } from '../../../../runtime/values/shown.js';
import { KerberosContext } from '../../../../runtime/wsman/security/kerberos/kerberos-context.js';
import type { SealedMessage } from '../../../../runtime/wsman/security/security-context.js';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { first, login, missingRealm, Realm, TARGET } from './kerberos-realm.js';

/** The encrypted part of what a server answers, which proves who it is, has more bytes than these, and stands last. */
const PROOF = 80;

const TIMES = Number(process.env['FUZZ_TIMES'] ?? 1);

/** How what a server sends is changed. */
const change: fc.Arbitrary<(sent: Buffer) => Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => () => Buffer.from(bytes)),
  fc.nat(300).map((length) => (sent: Buffer) => sent.subarray(0, length % sent.length)),
  fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => (sent: Buffer) => Buffer.concat([sent, bytes])),
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([at, by]) => (sent: Buffer) => {
    const bytes = Buffer.from(sent);
    bytes.writeUInt8(bytes.readUInt8(at % bytes.length) ^ by, at % bytes.length);
    return bytes;
  }),
  fc.constant(() => Buffer.alloc(65_536)),
);

describeNeeding(missingRealm, 'tokens of a server', () => {
  const realm = new Realm();
  beforeEach(() => realm.enter());

  it('are not believed when anything is changed that proves who it is', async () => {
    await using server = realm.server();
    await fc.assert(
      fc.asyncProperty(change, async (changed) => {
        const context = new KerberosContext({ target: TARGET });
        await server.reset();
        const { token: answer } = await server.accept(await first(context));
        if (answer === null) throw new Error('the server has an answer');
        const received = changed(answer);
        const reason = await context.next(received, null).catch((error: unknown) => error);
        expect(reason === null || reason instanceof Buffer || isMiError(reason)).toBe(true);
        // What stands before the proof only says what it is. MIT does not look at all of that.
        if (context.isEstablished) expect(received.includes(answer.subarray(-PROOF))).toBe(true);
        context.close();
      }),
      { numRuns: 300 * TIMES, seed: 15 },
    );
  });

  it('are read as the message that was sealed, or not at all', async () => {
    await using server = realm.server();
    await fc.assert(
      fc.asyncProperty(change, fc.nat(70), async (changed, length) => {
        await server.reset();
        const { context } = await login(server);
        const { signature, content } = await server.seal(Buffer.from('hello'));
        const received = changed(Buffer.concat([signature, content]));
        const attempt = { signature: received.subarray(0, length), content: received.subarray(length) };
        // By how much the bytes are rotated may be said in several ways (RFC 4121 4.2.5). Nothing else is left open.
        const isRotation = received.length > 7 && isSameBut([6, 7], received, Buffer.concat([signature, content]));
        if (isRotation) expect(read(context, attempt)).toMatch(/^(?:hello|.* is not the next message .*)$/);
        else expect(() => context.unseal(attempt)).toThrow('is not the next message that it has sealed');
      }),
      { numRuns: 300 * TIMES, seed: 15 },
    );
  });
});

/** Whether bytes differ only at some places. */
function isSameBut(places: readonly number[], bytes: Buffer, others: Buffer): boolean {
  const isSame = bytes.every((byte, at) => places.includes(at) || byte === others[at]);
  return bytes.length === others.length && isSame;
}

/** The text of a message, or why it is not read. */
function read(context: KerberosContext, sealed: SealedMessage): string {
  try {
    return context.unseal(sealed).toString();
  } catch (error) {
    return thrownText(error);
  }
}
