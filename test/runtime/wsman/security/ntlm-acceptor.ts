import { randomBytes } from 'node:crypto';
import { MiError } from '../../../../runtime/errors.js';
import type { AccountName } from '../../../../runtime/wsman/security/ntlm/account-name.js';
import { AvId, type AvPairs, readAvPairs, writeAvPairs } from '../../../../runtime/wsman/security/ntlm/av-pairs.js';
import { MIC_START } from '../../../../runtime/wsman/security/ntlm/login-messages.js';
import type { MessageSeal } from '../../../../runtime/wsman/security/ntlm/message-seal.js';
import { hmacMd5, uint32, utf16 } from '../../../../runtime/wsman/security/ntlm/ntlm-bytes.js';
import { OFFERED } from '../../../../runtime/wsman/security/ntlm/ntlm-flags.js';
import {
  channelHash,
  messageSeal,
  ntlmv2Response,
  passwordHash,
  responseKey,
} from '../../../../runtime/wsman/security/ntlm/ntlmv2.js';
import { rc4 } from '../../../../runtime/wsman/security/ntlm/rc4.js';

/** 2024-02-29, in units of 100 nanoseconds since 1601. */
export const SERVER_TIME: Buffer = Buffer.from('0080f2d9a46ada01', 'hex');

/** What a server of Windows says of itself. */
export const SERVER_PAIRS: AvPairs = new Map([
  [AvId.DOMAIN_NAME, utf16('EXAMPLE')],
  [AvId.COMPUTER_NAME, utf16('SERVER01')],
  [4, utf16('example.org')],
  [3, utf16('server01.example.org')],
  [AvId.TIMESTAMP, SERVER_TIME],
]);

export interface ChallengeParts {
  readonly flags?: number;
  readonly pairs?: AvPairs;
  /** The pairs as they are sent, where they are none. */
  readonly targetInfo?: Buffer;
  readonly serverChallenge?: Buffer;
}

export function challengeMessage(parts: ChallengeParts = {}): Buffer {
  const { flags = OFFERED, pairs = SERVER_PAIRS, serverChallenge = randomBytes(8) } = parts;
  const { targetInfo = writeAvPairs(pairs) } = parts;
  const name = utf16('EXAMPLE');
  const start = 56;
  return Buffer.concat([
    Buffer.from('NTLMSSP\0\x02\0\0\0', 'latin1'),
    field(name.length, start),
    uint32(flags),
    serverChallenge,
    Buffer.alloc(8),
    field(targetInfo.length, start + name.length),
    Buffer.from('0a0039380000000f', 'hex'),
    name,
    targetInfo,
  ]);
}

function field(length: number, start: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(length, 0);
  bytes.writeUInt16LE(length, 2);
  bytes.writeUInt32LE(start, 4);
  return bytes;
}

/** The server's side of a login. */
export class NtlmAcceptor {
  readonly #passwords: (account: AccountName) => string | undefined;
  readonly #binding: Buffer | null;
  readonly #serverChallenge = randomBytes(8);
  readonly #parts: ChallengeParts;
  #negotiate: Buffer = Buffer.alloc(0);
  #challenge: Buffer = Buffer.alloc(0);
  /** What the last message has said. */
  said: Authenticated | null = null;
  incoming: MessageSeal | null = null;
  outgoing: MessageSeal | null = null;

  constructor(
    passwords: (account: AccountName) => string | undefined,
    binding: Buffer | null = null,
    parts: ChallengeParts = {},
  ) {
    this.#passwords = passwords;
    this.#binding = binding;
    this.#parts = parts;
  }

  challenge(negotiate: Buffer): Buffer {
    this.#negotiate = negotiate;
    this.#challenge = challengeMessage({ serverChallenge: this.#serverChallenge, ...this.#parts });
    return this.#challenge;
  }

  /** @throws Error when the user is not believed, or a message of the login was changed. */
  accept(message: Buffer): void {
    const said = authenticated(message);
    this.said = said;
    const key = responseKey(passwordHash(this.#passwords(said) ?? ''), said);
    const { response, baseKey } = ntlmv2Response(key, { ...said, serverChallenge: this.#serverChallenge });
    if (this.#passwords(said) === undefined || !response.equals(said.ntResponse)) throw new Error('wrong password');
    const sessionKey = rc4(baseKey, said.encryptedSessionKey);
    const unsigned = Buffer.from(message);
    unsigned.fill(0, MIC_START, MIC_START + 16);
    const mic = hmacMd5(sessionKey, this.#negotiate, this.#challenge, unsigned);
    if (!mic.equals(said.mic)) throw new Error('wrong proof of the messages');
    if (!said.pairs.get(AvId.CHANNEL_BINDINGS)?.equals(channelHash(this.#binding))) throw new Error('wrong channel');
    this.incoming = messageSeal('client-to-server', sessionKey);
    this.outgoing = messageSeal('server-to-client', sessionKey);
  }
}

/** What the last message of a client says. */
export interface Authenticated extends AccountName {
  readonly flags: number;
  readonly workstation: string;
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
  readonly time: Buffer;
  readonly clientChallenge: Buffer;
  readonly targetInfo: Buffer;
  readonly pairs: AvPairs;
  readonly encryptedSessionKey: Buffer;
  readonly mic: Buffer;
}

export function authenticated(message: Buffer): Authenticated {
  const part = (place: number): Buffer => {
    const start = message.readUInt32LE(place + 4);
    return message.subarray(start, start + message.readUInt16LE(place));
  };
  const ntResponse = part(20);
  // The proof is followed by 8 bytes of versions; four bytes of zeros end the response.
  const targetInfo = ntResponse.subarray(44, -4);
  return {
    lmResponse: part(12),
    ntResponse,
    domain: part(28).toString('utf16le'),
    username: part(36).toString('utf16le'),
    workstation: part(44).toString('utf16le'),
    encryptedSessionKey: part(52),
    flags: message.readUInt32LE(60),
    mic: message.subarray(MIC_START, MIC_START + 16),
    time: ntResponse.subarray(24, 32),
    clientChallenge: ntResponse.subarray(32, 40),
    targetInfo,
    pairs: readAvPairs(targetInfo, (flaw) => new MiError('FAILED', flaw)),
  };
}
