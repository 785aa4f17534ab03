import { describe, expect, it } from 'vitest';
import { isMiError, type MiError } from '../../../../runtime/errors.js';
import { AvId, writeAvPairs } from '../../../../runtime/wsman/security/ntlm/av-pairs.js';
import { readChallenge } from '../../../../runtime/wsman/security/ntlm/challenge-message.js';
import { utf16 } from '../../../../runtime/wsman/security/ntlm/ntlm-bytes.js';
import { Flag, OFFERED } from '../../../../runtime/wsman/security/ntlm/ntlm-flags.js';
import { type ChallengeParts, challengeMessage, SERVER_PAIRS } from './ntlm-acceptor.js';

function refusal(token: Buffer): MiError {
  try {
    readChallenge(token, 'HTTP/server01');
  } catch (error) {
    if (isMiError(error)) return error;
    throw error;
  }
  throw new Error('It is read');
}

function written(place: number, value: number, token: Buffer = challengeMessage()): Buffer {
  token.writeUInt32LE(value, place);
  return token;
}

function withPairs(...pairs: readonly (readonly [number, Buffer])[]): Buffer {
  return challengeMessage({ pairs: new Map([...SERVER_PAIRS, ...pairs]) });
}

function withInfo(hex: string): Buffer {
  return challengeMessage({ targetInfo: Buffer.from(hex, 'hex') });
}

const LONGEST_INFO = 8192 - 56 - 'EXAMPLE'.length * 2;

function filled(length: number): ChallengeParts {
  const room = length - writeAvPairs(SERVER_PAIRS).length - 4;
  return { pairs: new Map([...SERVER_PAIRS, [99, Buffer.alloc(room)]]) };
}

const CHANGED =
  'Something in between may have changed it, or the service speaks another kind of NTLM; Kerberos is another way.';

describe('the challenge of a server', () => {
  it('may be as long as tokens get', () => {
    const token = challengeMessage(filled(LONGEST_INFO));
    expect(token).toHaveLength(8192);
    expect(readChallenge(token, 'x').pairs.get(99)).toBeDefined();
    expect(refusal(challengeMessage(filled(LONGEST_INFO + 1))).message).toContain(
      'has 8193 bytes, of which at most 8192',
    );
  });

  it('may have bytes that nothing points to', () => {
    expect(readChallenge(Buffer.concat([challengeMessage(), Buffer.alloc(9)]), 'x').pairs).toEqual(SERVER_PAIRS);
  });

  it.each([
    ['begins otherwise', Buffer.from(`${'x'.repeat(100)}`), 'does not begin with NTLMSSP'],
    ['is wrapped', Buffer.from('a1818a308187a0030a0101', 'hex'), 'does not begin with NTLMSSP'],
    ['is the head of one', Buffer.from('NTLMSSP\0'), 'has 8 bytes in place of at least 48'],
    ['has 64 kB', Buffer.alloc(65_536), 'has 65536 bytes, of which at most 8192 are read'],
    ['is another message', written(8, 3), 'is message 3 of NTLM in place of message 2'],
    [
      'points beyond its end',
      written(44, 100),
      'has 194 bytes, 48 of them its head, and points to those from 100 to 224',
    ],
    ['points far beyond', written(44, 0xffffffff), 'and points to those from 4294967295 to 4294967419'],
    ['points into its head', written(44, 47), 'and points to those from 47 to 171'],
    ['points with its name beyond its end', written(16, 181), 'and points to those from 181 to 195'],
    ['says nothing of the server', withInfo(''), 'has target information in which the mark of the end is missing'],
    ['ends in a pair', withInfo('010008'), 'has target information in which the mark of the end is missing'],
    ['ends in a value', withInfo('010008004100'), 'has target information in which value 1 ends 6 bytes after the end'],
    ['ends with a value', withInfo('0000040000000000'), 'in which value 0 has 4 bytes in place of 0'],
    ['says a thing twice', withInfo('010002004100010002004200'), 'in which value 1 is there twice'],
    ['has a short time', withPairs([AvId.TIMESTAMP, Buffer.alloc(4)]), 'in which value 7 has 4 bytes in place of 8'],
    ['has long flags', withPairs([AvId.FLAGS, Buffer.alloc(5)]), 'in which value 6 has 5 bytes in place of 4'],
    ['names nobody', challengeMessage({ pairs: new Map() }), 'does not name the server and its domain'],
    ['has an empty name', withPairs([AvId.COMPUTER_NAME, utf16('')]), 'does not name the server and its domain'],
    ['has half a letter', withPairs([AvId.DOMAIN_NAME, Buffer.alloc(3)]), 'does not name the server and its domain'],
  ])('is refused when it %s', (_, token, flaw) => {
    const error = refusal(token);
    expect(error.result).toBe('ACCESS_DENIED');
    expect(error.message).toMatch(/^The login to HTTP\/server01 by NTLM has failed: the challenge of the server /);
    expect(error.message).toContain(flaw);
    expect(error.message.endsWith(`. ${CHANGED}`)).toBe(true);
  });

  it('is missed where there is none', () => {
    expect(refusal(Buffer.alloc(0)).message).toBe(
      'The login to HTTP/server01 by NTLM has failed: the server has sent no challenge. The service may not take ' +
        'Negotiate (winrm get winrm/config/service/auth), or a policy of the server restricts NTLM.',
    );
  });

  it.each(Array.from({ length: challengeMessage().length }, (_, length) => length))(
    'is refused when only %i of its bytes arrive',
    (length) => {
      expect(refusal(challengeMessage().subarray(0, length)).result).toBe('ACCESS_DENIED');
    },
  );

  it.each([
    [Flag.UNICODE, 'Unicode'],
    [Flag.EXTENDED_SESSION_SECURITY, 'extended session security'],
    [Flag.KEYS_OF_128_BITS, 'keys of 128 bits'],
    [Flag.KEY_EXCHANGE, 'key exchange'],
    [Flag.SIGN, 'signatures'],
    [Flag.SEAL, 'encryption'],
    [Flag.TARGET_INFO, 'target information'],
    [Flag.SIGN | Flag.SEAL, 'signatures, encryption'],
  ])('is refused without %i', (flag, name) => {
    expect(refusal(challengeMessage({ flags: OFFERED & ~flag })).message).toBe(
      `The login to HTTP/server01 by NTLM has failed: the server does without ${name}. Nothing weaker is sent here. The ` +
        'server must be set up for NTLMv2 with keys of 128 bits, as Windows is since Vista; Kerberos is another way.',
    );
  });
});
