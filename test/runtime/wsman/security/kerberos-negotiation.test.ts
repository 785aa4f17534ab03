import { beforeEach, describe, expect, it } from 'vitest';
import { KerberosContext } from '../../../../runtime/wsman/security/kerberos/kerberos-context.js';
import type { Mechanism } from '../../../../runtime/wsman/security/kerberos/mechanism.js';
import { Negotiation } from '../../../../runtime/wsman/security/kerberos/negotiation.js';
import { MECHANISMS, readNegotiationAnswer } from '../../../../runtime/wsman/security/kerberos/spnego.js';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { first, missingRealm, Realm, TARGET } from './kerberos-realm.js';

/** One element of DER. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

interface Answer {
  readonly state?: number;
  readonly mechanism?: string;
  readonly token?: Buffer;
  readonly mic?: Buffer;
}

const COMPLETED = 0;
const INCOMPLETE = 1;
const REJECTED = 2;
const MIC_REQUESTED = 3;

/** What a server answers (RFC 4178, 4.2.2). */
function answer({ state, mechanism, token, mic }: Answer): Buffer {
  const parts = [
    ...(state === undefined ? [] : [der(0xa0, der(0x0a, Buffer.from([state])))]),
    ...(mechanism === undefined ? [] : [der(0xa1, der(0x06, Buffer.from(mechanism, 'hex')))]),
    ...(token === undefined ? [] : [der(0xa2, der(0x04, token))]),
    ...(mic === undefined ? [] : [der(0xa3, der(0x04, mic))]),
  ];
  return der(0xa1, der(0x30, ...parts));
}

/** A mechanism that is established by the token `proof`, and whose signatures are `signed`. */
class FakeMechanism implements Mechanism {
  isEstablished = false;
  readonly log: string[] = [];

  async step(received: Buffer | null): Promise<Buffer | null> {
    this.log.push(`step ${received ?? 'first'}`);
    this.isEstablished = received?.toString() === 'proof';
    return this.isEstablished ? null : Buffer.from('token');
  }

  seal(message: Buffer) {
    return { signature: message, content: message };
  }

  unseal({ content }: { readonly content: Buffer }): Buffer {
    return content;
  }

  sign(bytes: Buffer): Buffer {
    this.log.push(`sign ${bytes.toString('hex')}`);
    return Buffer.from('signed');
  }

  verify(bytes: Buffer, signature: Buffer): void {
    this.log.push(`verify ${bytes.toString('hex')} ${signature}`);
    if (signature.toString() !== 'signed') throw new Error('it is not the signature');
  }

  close(): void {
    this.log.push('close');
  }
}

const REJECTION =
  'the server does not accept the login by Kerberos. It may take NTLM: give credentials: ' +
  "{ type: 'NegoWithCreds', domain, username, password }";

describe('the negotiation of Kerberos', () => {
  let mechanism: FakeMechanism;
  let negotiation: Negotiation;
  const proof = Buffer.from('proof');
  const next = (given: Answer) => negotiation.next(answer(given), null);
  beforeEach(async () => {
    mechanism = new FakeMechanism();
    negotiation = new Negotiation(mechanism);
    expect((await negotiation.next(null, null))?.toString('hex')).toBe(
      '602406062b0601050502a01a3018a00d300b06092a864886f712010202a2070405746f6b656e',
    );
  });

  it.each(['2a864886f712010202', '2a864882f712010202'])('is complete when a server has chosen %s', async (chosen) => {
    expect(await next({ state: COMPLETED, mechanism: chosen, token: proof })).toBe(null);
    expect(negotiation.isComplete).toBe(true);
    expect(mechanism.log).toEqual(['step first', 'step proof']);
  });

  it('checks the signature that a server adds, and would miss the next message otherwise', async () => {
    expect(await next({ state: COMPLETED, token: proof, mic: Buffer.from('signed') })).toBe(null);
    expect(mechanism.log.at(-1)).toBe(`verify ${MECHANISMS.toString('hex')} signed`);
  });

  it('is refused with a wrong signature', async () => {
    await expect(next({ state: COMPLETED, token: proof, mic: Buffer.from('other') })).rejects.toThrow(
      'not the signature',
    );
    expect(negotiation.isComplete).toBe(false);
  });

  it('signs what was offered where a server asks for it', async () => {
    const signed = await next({ state: MIC_REQUESTED, token: proof });
    expect(signed?.toString('hex')).toBe('a10c300aa30804067369676e6564');
    expect(negotiation.isComplete).toBe(false);
    expect(await next({ state: COMPLETED, mic: Buffer.from('signed') })).toBe(null);
    expect(negotiation.isComplete).toBe(true);
  });

  it('goes on with a mechanism that needs several tokens', async () => {
    const reply = await next({ state: INCOMPLETE, token: Buffer.from('more') });
    expect(reply?.toString('hex')).toBe('a10b3009a2070405746f6b656e');
    expect(await next({ state: COMPLETED, token: proof })).toBe(null);
  });

  it.each<[string, readonly Answer[], string]>([
    [
      'has chosen NTLM',
      [{ state: COMPLETED, mechanism: '2b06010401823702020a', token: Buffer.from('proof') }],
      'the server has chosen another way to log in than Kerberos, which was not offered',
    ],
    [
      'says that all is done without having proved who it is',
      [{ state: COMPLETED }],
      'the server ends the login without having proved who it is',
    ],
    ['rejects the login', [{ state: REJECTED }], REJECTION],
    ['rejects the login after its proof', [{ state: REJECTED, token: Buffer.from('proof') }], REJECTION],
    [
      'does not come to an end',
      [{ state: MIC_REQUESTED, token: Buffer.from('proof') }, { state: MIC_REQUESTED }],
      'the server does not come to an end of the login',
    ],
    [
      'begins again',
      [
        { state: MIC_REQUESTED, token: Buffer.from('proof') },
        { state: COMPLETED, token: Buffer.from('proof') },
      ],
      'the server does not come to an end of the login',
    ],
  ])('is refused when a server %s', async (_, answers, message) => {
    const all = (async () => {
      for (const each of answers) await next(each);
    })();
    await expect(all).rejects.toMatchObject({ result: 'ACCESS_DENIED', message });
    expect(negotiation.isComplete).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['another element', '3000'],
    ['an answer without a sequence', 'a1020500'],
    ['a length beyond the end', 'a18400ffffff30'],
    ['a length without an end', 'a1803000'],
    ['bytes after the end', 'a107 3005 a003 0a01 00 00'],
    ['a token in a wrong element', 'a107 3005 a203 0a01 00'],
    ['NTLM', '4e544c4d53535000'],
  ])('is refused when a server answers with %s', async (_, hex) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    await expect(negotiation.next(bytes, null)).rejects.toMatchObject({
      result: 'ACCESS_DENIED',
      message: 'the server answered the login with a token that is no answer of SPNEGO',
    });
  });
});

it('an answer of SPNEGO may leave everything out', () => {
  expect(readNegotiationAnswer(answer({}))).toEqual({ state: null, isKerberos: true, token: null, mic: null });
});

describeNeeding(missingRealm, 'the signature of the negotiation', () => {
  const realm = new Realm();
  beforeEach(() => realm.enter());

  it('is one of Kerberos, on both sides, and counts as a message', async () => {
    await using server = realm.server();
    const context = new KerberosContext({ target: TARGET });
    const request = await first(context);
    const { token } = await server.accept(request.subarray(request.indexOf(0x60, 1)));
    if (token === null) throw new Error('the server has an answer');
    const signed = await context.next(answer({ state: MIC_REQUESTED, token }), null);
    if (signed === null) throw new Error('the client signs');
    const { mic } = readNegotiationAnswer(signed);
    if (mic === null) throw new Error('the client signs');
    await server.verify(MECHANISMS, mic);
    const end = await context.next(answer({ state: COMPLETED, mic: await server.sign(MECHANISMS) }), null);
    expect(end).toBe(null);
    expect(context.isEstablished).toBe(true);
    expect(context.unseal(await server.seal(Buffer.from('hello'))).toString()).toBe('hello');
    const { signature, content } = context.seal(Buffer.from('and back'));
    expect((await server.unwrap(Buffer.concat([signature, content]))).message.toString()).toBe('and back');
    context.close();
  });

  it('is refused when it is not one of Kerberos', async () => {
    await using server = realm.server();
    const context = new KerberosContext({ target: TARGET });
    const request = await first(context);
    const { token } = await server.accept(request.subarray(request.indexOf(0x60, 1)));
    if (token === null) throw new Error('the server has an answer');
    const mic = await server.sign(Buffer.from('other mechanisms'));
    await expect(context.next(answer({ state: COMPLETED, token, mic }), null)).rejects.toMatchObject({
      result: 'ACCESS_DENIED',
    });
    expect(context.isEstablished).toBe(false);
  });
});
