import { describe, expect, it } from 'vitest';
import { writeAvPairs } from '../../../../runtime/wsman/security/ntlm/av-pairs.js';
import { readChallenge } from '../../../../runtime/wsman/security/ntlm/challenge-message.js';
import { authenticateMessage } from '../../../../runtime/wsman/security/ntlm/login-messages.js';
import { utf16 } from '../../../../runtime/wsman/security/ntlm/ntlm-bytes.js';
import {
  channelHash,
  messageSeal,
  ntlmv2Response,
  passwordHash,
  responseKey,
} from '../../../../runtime/wsman/security/ntlm/ntlmv2.js';
import { rc4 } from '../../../../runtime/wsman/security/ntlm/rc4.js';

// The values of MS-NLMP 4.2.1 and 4.2.4. Their messages have no proof of the whole login, and a response by LMv2.

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');

const CHALLENGE = bytes(`
  4e544c4d53535000 02000000 0c000c0038000000 33828ae2 0123456789abcdef 0000000000000000 2400240044000000
  060070170000000f 530065007200760065007200
  02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000`);

const LM_RESPONSE = bytes('86c35097ac9cec102554764a57cccc19 aaaaaaaaaaaaaaaa');
const ENCRYPTED_SESSION_KEY = bytes('c5dad2544fc979909 4ce1ce90bc9d03e');

const AUTHENTICATE = bytes(`
  4e544c4d53535000 03000000 180018006c000000 5400540084000000 0c000c0048000000 0800080054000000 100010005c000000
  10001000d8000000 358288e2 050128 0a0000000f 44006f006d00610069006e00 5500730065007200 43004f004d0050005500540045005200
  86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa
  68cd0ab851e51c96aabc927bebef6a1c 0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
  02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000
  c5dad2544fc9799094ce1ce90bc9d03e`);

/** The message names another version of Windows. */
const VERSION_PLACE = 64;

const USER = { username: 'User', domain: 'Domain' };
const SESSION_KEY = Buffer.alloc(16, 0x55);

const challenge = readChallenge(CHALLENGE, 'HTTP/Server');
const key = responseKey(passwordHash('Password'), USER);
const { response, baseKey } = ntlmv2Response(key, {
  serverChallenge: challenge.serverChallenge,
  clientChallenge: Buffer.alloc(8, 0xaa),
  time: Buffer.alloc(8),
  targetInfo: writeAvPairs(challenge.pairs),
});

describe('the published values of NTLMv2', () => {
  it('are the challenge that is read', () => {
    expect(challenge.flags.toString(16)).toBe('e28a8233');
    expect(challenge.serverChallenge).toEqual(bytes('0123456789abcdef'));
    expect([...challenge.pairs]).toEqual([
      [2, utf16('Domain')],
      [1, utf16('Server')],
    ]);
  });

  it('are the key of the user', () => {
    expect(key).toEqual(bytes('0c868a403bfd7a93a3001ef22ef02e3f'));
  });

  it('are the response, the key of the session, and what the server gets of that', () => {
    expect(response.subarray(0, 16)).toEqual(bytes('68cd0ab851e51c96aabc927bebef6a1c'));
    expect(baseKey).toEqual(bytes('8de40ccadbc14a82f15cb0ad0de95ca3'));
    expect(rc4(baseKey, SESSION_KEY)).toEqual(ENCRYPTED_SESSION_KEY);
  });

  it('are the last message', () => {
    const message = authenticateMessage({
      flags: 0xe2888235,
      domain: utf16('Domain'),
      username: utf16('User'),
      workstation: utf16('COMPUTER'),
      lmResponse: LM_RESPONSE,
      ntResponse: response,
      encryptedSessionKey: ENCRYPTED_SESSION_KEY,
      mic: Buffer.alloc(0),
    });
    const version = message.subarray(VERSION_PLACE, VERSION_PLACE + 8);
    expect(version).toEqual(bytes('0a0000000000000f'));
    version.set(AUTHENTICATE.subarray(VERSION_PLACE, VERSION_PLACE + 8));
    expect(message).toEqual(AUTHENTICATE);
  });

  it('are a message that is sealed', () => {
    const sealed = {
      signature: bytes('01000000 7fb38ec5c55d4976 00000000'),
      content: bytes('54e50165bf1936dc996020c1811b0f06fb5f'),
    };
    expect(messageSeal('client-to-server', SESSION_KEY).seal(utf16('Plaintext'))).toEqual(sealed);
    expect(messageSeal('client-to-server', SESSION_KEY).open(sealed)).toEqual(utf16('Plaintext'));
    expect(messageSeal('server-to-client', SESSION_KEY).open(sealed)).toBeNull();
  });
});

describe('the hash of a channel', () => {
  it('is the one that Microsoft has published for a certificate', () => {
    const certificate = bytes('ea05fefecc6b0bd571dbbc5baa3ed45386d0446835f7b74c85621b9983475f95');
    const hash = channelHash(Buffer.concat([Buffer.from('tls-server-end-point:'), certificate]));
    expect(hash).toEqual(bytes('6586e99d81c2fc984e47172fd4dd0310'));
  });

  it('is zero where there is none', () => {
    expect(channelHash(null)).toEqual(Buffer.alloc(16));
  });
});
