import { describe, expect, it } from 'vitest';
import type { SealedMessage } from '../../../../runtime/wsman/security/security-context.js';
import { isSealed, SEALED_TYPE, SealedParts, sealedBody } from '../../../../runtime/wsman/transport/sealed-body.js';

const SIGNATURE = Buffer.from('sixteen bytes of');
const XML = 'application/soap+xml;charset=UTF-8';

function part(content: string): SealedMessage {
  return { signature: SIGNATURE, content: Buffer.from(content) };
}

function partsIn(body: Buffer, step: number = body.length): readonly SealedMessage[] {
  const parts = new SealedParts();
  const found: SealedMessage[] = [];
  for (let at = 0; at < body.length; at += step) found.push(...parts.add(body.subarray(at, at + step)));
  parts.end();
  return found;
}

const changed = (body: Buffer, from: string | RegExp, to: string): Buffer => {
  return Buffer.from(body.toString('latin1').replace(from, to), 'latin1');
};

const BODY = sealedBody(part('<a/>'), XML);

it('has the form that Windows takes', () => {
  expect(SEALED_TYPE).toBe(
    'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"',
  );
  expect(BODY.toString('latin1')).toBe(
    '--Encrypted Boundary\r\n' +
      'Content-Type: application/HTTP-SPNEGO-session-encrypted\r\n' +
      'OriginalContent: type=application/soap+xml;charset=UTF-8;Length=4\r\n' +
      '--Encrypted Boundary\r\n' +
      'Content-Type: application/octet-stream\r\n' +
      '\x10\0\0\0sixteen bytes of<a/>--Encrypted Boundary--\r\n',
  );
});

it.each([
  [SEALED_TYPE, true],
  ['Multipart/Encrypted; boundary=x', true],
  ['multipart/x-multi-encrypted;protocol="application/HTTP-CredSSP-session-encrypted"', true],
  ['application/soap+xml;charset=UTF-8', false],
  ['', false],
])('the media type %s', (type, sealed) => {
  expect(isSealed(type)).toBe(sealed);
});

describe('is cut into its messages', () => {
  it.each(['', '<a/>', '--Encrypted Boundary--\r\n', '\r\n--Encrypted Boundary\r\n\tContent-Type: x\r\n'])(
    'by their lengths, whatever is in them: %j',
    (content) => {
      for (const step of [1, 7, 10_000]) expect(partsIn(sealedBody(part(content), XML), step)).toEqual([part(content)]);
    },
  );

  it('of which there may be several', () => {
    const end = Buffer.byteLength('--Encrypted Boundary--\r\n');
    const all = [part('<a/>'), part(''), part('<c/>')];
    const body = Buffer.concat(
      all.map((each, index) => sealedBody(each, XML).subarray(0, index === 2 ? undefined : -end)),
    );
    for (const step of [1, 100, 10_000]) expect(partsIn(body, step)).toEqual(all);
  });

  it('as soon as they are complete', () => {
    const parts = new SealedParts();
    const end = Buffer.byteLength('--Encrypted Boundary--\r\n');
    expect(parts.add(BODY.subarray(0, -end - 1))).toEqual([]);
    expect(parts.add(BODY.subarray(-end - 1, -end))).toEqual([part('<a/>')]);
  });

  it.each<[string, Buffer]>([
    ['a blank before the boundary', changed(BODY, /--Enc/g, '-- Enc')],
    ['tabs', changed(BODY, /\r\n(?=\w)/g, '\r\n\t')],
    ['an empty line at the end', Buffer.concat([BODY, Buffer.from('\r\n')])],
    ['no end of its last line', BODY.subarray(0, -2)],
    ['the protocol of Kerberos', changed(BODY, /HTTP-SPNEGO/g, 'HTTP-Kerberos')],
    ['a blank before the length', changed(BODY, ';Length', '; Length')],
  ])('of a server that writes %s', (_, body) => {
    expect(partsIn(body)).toEqual([part('<a/>')]);
  });
});

describe('is refused', () => {
  const refused = (body: Buffer, reason: RegExp): void => {
    expect(() => partsIn(body)).toThrow(expect.objectContaining({ name: 'MiError', result: 'FAILED' }));
    expect(() => partsIn(body)).toThrow(reason);
  };

  it('wherever it is cut off', () => {
    for (let length = 0; length < BODY.length - 2; length += 1) refused(BODY.subarray(0, length), /: it is cut off$/);
  });

  it.each<[string, Buffer, RegExp]>([
    ['with bytes after its end', Buffer.concat([BODY, Buffer.from('x')]), /: it is cut off$/],
    ['with a length that is too short', changed(BODY, 'Length=4', 'Length=3'), /: it is cut off$/],
    ['with a length that is too long', changed(BODY, 'Length=4', 'Length=5'), /: it is cut off$/],
    [
      'with a length beyond all bounds',
      changed(BODY, 'Length=4', 'Length=9999999999'),
      /its message has 9999999999 bytes$/,
    ],
    ['with a length that is none', changed(BODY, 'Length=4', 'Length=-4'), /: it is cut off$/],
    ['without a length', changed(BODY, ';Length=4', ''), /: it is cut off$/],
    ['with a signature beyond all bounds', changed(BODY, '\x10\0\0\0', '\0\0\0\x80'), /its signature has 2147483648 b/],
    ['that is a text', Buffer.alloc(5000, 'x'), /: it does not begin with the headers of a sealed message$/],
  ])('%s', (_, body, reason) => {
    refused(body, reason);
  });

  it('or read, and nothing else, with any byte changed', () => {
    for (let at = 0; at < BODY.length; at += 1) {
      for (const value of [0, 0xff, 0x0d, 0x2d]) {
        const body = Buffer.from(BODY);
        body[at] = value;
        try {
          expect(partsIn(body)).toHaveLength(1);
        } catch (error) {
          expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
        }
      }
    }
  });
});
