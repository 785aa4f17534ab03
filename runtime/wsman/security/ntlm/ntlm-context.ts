import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { MiError } from '../../../errors.js';
import type { SealedMessage, SecurityContext } from '../security-context.js';
import type { AccountName } from './account-name.js';
import { AvId, type AvPairs, writeAvPairs } from './av-pairs.js';
import { ntlmRefusal, readChallenge } from './challenge-message.js';
import { authenticateMessage, MIC_START, negotiateMessage } from './login-messages.js';
import type { MessageSeal } from './message-seal.js';
import { hmacMd5, uint32, utf16 } from './ntlm-bytes.js';
import { OFFERED } from './ntlm-flags.js';
import { channelHash, messageSeal, ntlmv2Response, passwordHash, responseKey } from './ntlmv2.js';
import { rc4 } from './rc4.js';

/** Who logs in, and where. */
export interface NtlmOptions {
  /** The name of the user, without the domain, or `user@example.org`. */
  readonly username: string;
  /** The domain of the user; `.` for the accounts of the server itself. Absent: the server looks for the user. */
  readonly domain?: string | undefined;
  readonly password: string;
  /** The name of this computer, which the server writes into its log. Absent: the one it has. */
  readonly workstation?: string | undefined;
  /** The name of the service, such as `HTTP/server01`. */
  readonly targetName: string;
}

/** What protects the messages of both directions. */
interface Seals {
  readonly outgoing: MessageSeal;
  readonly incoming: MessageSeal;
}

/** In characters: no name that Windows allows is longer. */
const LONGEST_NAME = 1024;

const KEY_SIZE = 16;
const CLIENT_CHALLENGE_SIZE = 8;
const MIC_SIZE = 16;
/** No answer by LM is sent: so many zeros. */
const NO_LM_RESPONSE = Buffer.alloc(24);
/**
 * The flag of the pairs that says that the last message proves the whole login. Windows leaves it out where a server
 * says no time; but somebody on the way can take that out.
 */
const HAS_MIC = 0x2;

/** From the year 1601 to 1970, in milliseconds. */
const UNTIL_1970 = 11_644_473_600_000;

/**
 * The client's side of a login by NTLMv2, with messages that are encrypted and signed (MS-NLMP). Only the first message
 * that can be unsealed shows that the server knows the user, too.
 */
export class NtlmContext implements SecurityContext {
  readonly #account: AccountName;
  readonly #workstation: string;
  readonly #targetName: string;
  readonly #passwordHash: Buffer;
  #state: 'new' | 'negotiating' | Seals | 'closed' = 'new';

  constructor({ username, domain = '', password, workstation = hostname(), targetName }: NtlmOptions) {
    this.#account = { domain, username };
    this.#workstation = workstation;
    this.#targetName = targetName;
    this.#passwordHash = passwordHash(password);
  }

  get isEstablished(): boolean {
    return typeof this.#state === 'object';
  }

  async next(received: Buffer | null, binding: Buffer | null): Promise<Buffer | null> {
    try {
      return this.#next(received ?? Buffer.alloc(0), binding);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  seal(message: Buffer): SealedMessage {
    return this.#seals().outgoing.seal(message);
  }

  unseal(sealed: SealedMessage): Buffer {
    const message = this.#seals().incoming.open(sealed);
    if (message !== null) return message;
    this.close();
    throw new MiError(
      'FAILED',
      `${this.#targetName} has sent an encrypted message that cannot be trusted: on the way it was changed or cut off, ` +
        'or one was left out, repeated or swapped. Nothing of it was read. A new connection is needed.',
    );
  }

  close(): void {
    this.#passwordHash.fill(0);
    if (typeof this.#state === 'object') {
      this.#state.outgoing.wipe();
      this.#state.incoming.wipe();
    }
    this.#state = 'closed';
  }

  #next(received: Buffer, binding: Buffer | null): Buffer | null {
    if (this.#state === 'new') {
      this.#checkNames();
      this.#state = 'negotiating';
      return negotiateMessage();
    }
    if (this.#state === 'negotiating') return this.#answer(received, binding);
    this.#seals();
    if (received.length === 0) return null;
    throw ntlmRefusal(this.#targetName, 'the server goes on after the last message. A proxy may be in between.');
  }

  #seals(): Seals {
    if (typeof this.#state === 'object') return this.#state;
    const reason = this.#state === 'closed' ? 'is over: a new connection is needed' : 'is not done yet';
    throw new MiError('FAILED', `The login to ${this.#targetName} by NTLM ${reason}.`);
  }

  #checkNames(): void {
    const { domain, username } = this.#account;
    if (username === '') throw ntlmRefusal(this.#targetName, 'it needs the name of a user: give a username.');
    if ([domain, username, this.#workstation, this.#targetName].every(({ length }) => length <= LONGEST_NAME)) return;
    throw ntlmRefusal(this.#targetName, `a name is longer than ${LONGEST_NAME} characters. Check username and domain.`);
  }

  /** The last message, which answers the challenge. */
  #answer(token: Buffer, binding: Buffer | null): Buffer {
    const { flags, serverChallenge, pairs } = readChallenge(token, this.#targetName);
    const account = this.#accountAt(pairs);
    const key = responseKey(this.#passwordHash, account);
    const { response, baseKey } = ntlmv2Response(key, {
      serverChallenge,
      clientChallenge: randomBytes(CLIENT_CHALLENGE_SIZE),
      time: pairs.get(AvId.TIMESTAMP) ?? now(),
      targetInfo: writeAvPairs(this.#answered(pairs, binding)),
    });
    const sessionKey = randomBytes(KEY_SIZE);
    const message = authenticateMessage({
      flags: flags & OFFERED,
      domain: utf16(account.domain),
      username: utf16(account.username),
      workstation: utf16(this.#workstation),
      lmResponse: NO_LM_RESPONSE,
      ntResponse: response,
      encryptedSessionKey: rc4(baseKey, sessionKey),
      mic: Buffer.alloc(MIC_SIZE),
    });
    message.set(hmacMd5(sessionKey, negotiateMessage(), token, message), MIC_START);
    this.#state = {
      outgoing: messageSeal('client-to-server', sessionKey),
      incoming: messageSeal('server-to-client', sessionKey),
    };
    for (const secret of [this.#passwordHash, key, baseKey, sessionKey]) secret.fill(0);
    return message;
  }

  #accountAt(server: AvPairs): AccountName {
    const { domain, username } = this.#account;
    return { domain: domain === '.' ? (server.get(AvId.COMPUTER_NAME)?.toString('utf16le') ?? '') : domain, username };
  }

  /** What the server says of itself, with what this side says of the login. */
  #answered(pairs: AvPairs, binding: Buffer | null): AvPairs {
    const flags = pairs.get(AvId.FLAGS)?.readUInt32LE() ?? 0;
    return new Map([
      ...pairs,
      [AvId.FLAGS, uint32(flags | HAS_MIC)],
      [AvId.CHANNEL_BINDINGS, channelHash(binding)],
      [AvId.TARGET_NAME, utf16(this.#targetName)],
    ]);
  }
}

/** This computer's time, in units of 100 nanoseconds since 1601. */
function now(): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Date.now() + UNTIL_1970) * 10_000n);
  return bytes;
}
