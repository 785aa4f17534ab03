/**
 * One side of a login that exchanges tokens, and what protects messages after it: a security context, as GSSAPI
 * (RFC 2743) and SSPI call it. Each connection has its own.
 */
export interface SecurityContext {
  /**
   * Makes the next token of the login.
   * @param received the token of the server; null for the first call.
   * @param binding the channel bindings of the TLS connection (RFC 5929): `tls-server-end-point:` and the hash of its
   * certificate. Null without TLS.
   * @returns null when the login needs no further token.
   * @throws MiError ACCESS_DENIED when this side cannot log in, or does not believe the server. FAILED when what it
   * needs for that cannot be reached.
   */
  next(received: Buffer | null, binding: Buffer | null): Promise<Buffer | null>;
  /** Whether both sides know each other. Until then nothing can be sealed. */
  readonly isEstablished: boolean;
  /** Encrypts a message and signs it. Messages must arrive in the order in which they were sealed. */
  seal(message: Buffer): SealedMessage;
  /**
   * Decrypts the next message of the server.
   * @throws MiError FAILED when it is not the next one that the server has sealed: changed, repeated or cut off.
   */
  unseal(sealed: SealedMessage): Buffer;
  /** Forgets the keys. Safe to call again. */
  close(): void;
}

/** A message that nobody on the way can read or change. */
export interface SealedMessage {
  /** What proves that the message was not changed: the header of GSSAPI's wrap token, the signature of NTLM. */
  readonly signature: Buffer;
  /** The encrypted message. With RC4 Kerberos makes it a byte longer than the message is. */
  readonly content: Buffer;
}
