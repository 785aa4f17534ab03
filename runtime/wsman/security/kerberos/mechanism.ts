import { MiError } from '../../../errors.js';
import type { SealedMessage } from '../security-context.js';

/** The Kerberos of the system on one connection: without what negotiates it, and used by one caller at a time. */
export interface Mechanism {
  /**
   * Makes the next token of Kerberos.
   * @param received the token of the server; null for the first call.
   * @param binding the channel bindings; null without TLS.
   * @returns null when the server needs no further token.
   * @throws MiError ACCESS_DENIED, or FAILED when what Kerberos needs is not there.
   */
  step(received: Buffer | null, binding: Buffer | null): Promise<Buffer | null>;
  /** Whether both sides know each other, and messages can be sealed. */
  readonly isEstablished: boolean;
  seal(message: Buffer): SealedMessage;
  /** @throws MiError FAILED for anything but the next message of the server. */
  unseal(sealed: SealedMessage): Buffer;
  /** Signs bytes that are not sent with the signature. */
  sign(bytes: Buffer): Buffer;
  /** @throws MiError FAILED for anything but the next signature of the server, and of these bytes. */
  verify(bytes: Buffer, signature: Buffer): void;
  /** Releases all that the system keeps. No step may be under way. */
  close(): void;
}

/** Whom a login is for, and to what. */
export interface KerberosOptions {
  /** The principal of the service: `HTTP/server01.example.org`. It is taken as it is; no DNS is asked for it. */
  readonly target: string;
  /** Default: the user whose ticket the system has. */
  readonly user?: KerberosUser | undefined;
}

/** What a {@link Mechanism} is opened with. */
export interface MechanismOptions extends KerberosOptions {
  /** Aborted when nobody waits for the login any more. */
  readonly signal: AbortSignal;
}

export interface KerberosUser {
  /** The name, or `name@REALM`. */
  readonly username: string;
  /** The realm. It is written in upper case, as realms are by convention. Not used where the name has one. */
  readonly domain?: string | undefined;
  /** Default: the system has a ticket of this user. */
  readonly password?: string | undefined;
}

/** The principal of a user: `ann@EXAMPLE.ORG`. Without a realm, that of the system's settings is meant. */
export function principalOf({ username, domain = '' }: KerberosUser): string {
  return username.includes('@') || domain === '' ? username : `${username}@${domain.toUpperCase()}`;
}

/** The error for a message, or a signature, that is not the next one of the server. */
export function notNext(reason: string): MiError {
  return new MiError(
    'FAILED',
    `what the server sent is not the next message that it has sealed; it was changed, repeated or cut off: ${reason}`,
  );
}
