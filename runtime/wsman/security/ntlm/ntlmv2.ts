import { createHash } from 'node:crypto';
import { type AccountName, inCapitals } from './account-name.js';
import { md4 } from './md4.js';
import { MessageSeal } from './message-seal.js';
import { hmacMd5, uint32, utf16 } from './ntlm-bytes.js';

/** What an answer to a challenge is made of. */
export interface Answered {
  /** 8 bytes of the server. */
  readonly serverChallenge: Buffer;
  /** 8 random bytes of this side. */
  readonly clientChallenge: Buffer;
  /** In units of 100 nanoseconds since 1601: 8 bytes. */
  readonly time: Buffer;
  /** The pairs of the server with those of this side. */
  readonly targetInfo: Buffer;
}

/** An answer to a challenge, and the key that only both sides can make of it. */
export interface Answer {
  readonly response: Buffer;
  readonly baseKey: Buffer;
}

/** The version of the answer, twice, and what is reserved. */
const RESPONSE_HEAD = Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]);
const FILLER = Buffer.alloc(4);

/** What stands for a password. */
export function passwordHash(password: string): Buffer {
  const bytes = utf16(password);
  const hash = md4(bytes);
  bytes.fill(0);
  return hash;
}

/** What the user answers challenges with: NTOWFv2 (MS-NLMP 3.3.2). */
export function responseKey(hash: Buffer, { domain, username }: AccountName): Buffer {
  return hmacMd5(hash, utf16(inCapitals(username) + domain));
}

/** The answer to a challenge by NTLMv2 (MS-NLMP 3.3.2). */
export function ntlmv2Response(key: Buffer, answered: Answered): Answer {
  const { serverChallenge, clientChallenge, time, targetInfo } = answered;
  const signed = Buffer.concat([RESPONSE_HEAD, time, clientChallenge, FILLER, targetInfo, FILLER]);
  const proof = hmacMd5(key, serverChallenge, signed);
  return { response: Buffer.concat([proof, signed]), baseKey: hmacMd5(key, proof) };
}

/** What seals the messages of a direction, by the key that this side has given to the server (MS-NLMP 3.4.5). */
export function messageSeal(direction: 'client-to-server' | 'server-to-client', sessionKey: Buffer): MessageSeal {
  const keyFor = (use: string): Buffer => {
    return md5(sessionKey, Buffer.from(`session key to ${direction} ${use} key magic constant\0`, 'latin1'));
  };
  const sealingKey = keyFor('sealing');
  const seal = new MessageSeal(keyFor('signing'), sealingKey);
  sealingKey.fill(0);
  return seal;
}

/**
 * The hash of the channel that carries the login: of a structure that has no addresses, and what names the channel
 * (RFC 2744 3.11). Zeros say that there is none.
 */
export function channelHash(binding: Buffer | null): Buffer {
  if (binding === null) return Buffer.alloc(16);
  return md5(Buffer.alloc(16), uint32(binding.length), binding);
}

function md5(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
