import { MiError } from '../../../errors.js';
import type { SealedMessage } from '../security-context.js';
import { type Address, addressOf, CallMemory, callAsync, NULL, withMemory } from './c-library.js';
import { gssapiFailure } from './gssapi-failure.js';
import { type Gssapi, systemGssapi } from './gssapi-library.js';
import { BUFFER, bindingsIn, bufferIn, INTEGER, oidIn, oidSetIn, POINTER, takeBytes } from './gssapi-memory.js';
import { requireProtection } from './login-failure.js';
import { type KerberosUser, type Mechanism, type MechanismOptions, notNext, principalOf } from './mechanism.js';
import { cutWrapToken } from './wrap-token.js';

/** The statuses of success (RFC 2744). All others are errors, or say that a message is not the next one. */
const [COMPLETE, CONTINUE_NEEDED] = [0, 1];
/** `GSS_C_INITIATE`. */
const INITIATE = 1;
/** What the login must come to: mutual, replay and sequence detection, confidentiality and integrity. */
const FLAGS = 0x02 | 0x04 | 0x08 | 0x10 | 0x20;
/** What kind of code a text is asked for: `GSS_C_GSS_CODE`, `GSS_C_MECH_CODE`. */
const [GSSAPI_CODE, KERBEROS_CODE] = [1, 2];

/** Opens the library of the system. @throws MiError FAILED when there is none. */
export function openGssapi(options: MechanismOptions): Mechanism {
  return new GssapiMechanism(systemGssapi(), options);
}

/** Kerberos by GSSAPI: MIT's and Heimdal's library on Linux, the framework GSS on macOS. */
export class GssapiMechanism implements Mechanism {
  /** What never changes. A variable of the module would not keep it in memory. */
  static readonly #constants = new CallMemory();
  /** Kerberos alone, 1.2.840.113554.1.2.2. No other mechanism is asked, whichever are installed. */
  static readonly #kerberos = oidIn(this.#constants, Buffer.from('2a864886f712010202', 'hex'));
  static readonly #onlyKerberos = oidSetIn(this.#constants, this.#kerberos);
  /**
   * A principal as text: `GSS_KRB5_NT_PRINCIPAL_NAME`, 1.2.840.113554.1.2.2.1. The other form of services, `HTTP@host`,
   * would be looked up in DNS, unless krb5.conf forbids it, and may become another host.
   */
  static readonly #principal = oidIn(this.#constants, Buffer.from('2a864886f71201020201', 'hex'));

  readonly #gssapi: Gssapi;
  readonly #options: MechanismOptions;
  /** The handles, which GSSAPI writes. Zero: there is none. */
  readonly #handles = new CallMemory();
  readonly #context = this.#handles.take(POINTER);
  readonly #target = this.#handles.take(POINTER);
  readonly #user = this.#handles.take(POINTER);
  readonly #credential = this.#handles.take(POINTER);
  /** What Kerberos says of the last call. */
  readonly #code = this.#handles.take(INTEGER);
  #isEstablished = false;

  constructor(gssapi: Gssapi, options: MechanismOptions) {
    this.#gssapi = gssapi;
    this.#options = options;
  }

  get isEstablished(): boolean {
    return this.#isEstablished;
  }

  async step(received: Buffer | null, binding: Buffer | null): Promise<Buffer | null> {
    const memory = new CallMemory();
    try {
      if (received === null) await this.#prepare(memory);
      const [output, flags] = [memory.take(BUFFER), memory.take(INTEGER)];
      const status = await callAsync(
        this.#options.signal,
        this.#gssapi.gss_init_sec_context,
        addressOf(this.#code),
        handleIn(this.#credential),
        addressOf(this.#context),
        handleIn(this.#target),
        GssapiMechanism.#kerberos,
        FLAGS,
        0,
        bindingsIn(memory, binding),
        bufferIn(memory, received),
        NULL,
        addressOf(output),
        addressOf(flags),
        NULL,
      );
      const token = takeBytes(this.#gssapi, output, memory);
      if (status === COMPLETE) this.#establish(flags.readUInt32LE());
      else if (status !== CONTINUE_NEEDED) throw this.#failure(status);
      return token.length === 0 ? null : token;
    } finally {
      memory.wipe();
    }
  }

  seal(message: Buffer): SealedMessage {
    return withMemory((memory) => {
      const [output, isEncrypted] = [memory.take(BUFFER), memory.take(INTEGER)];
      const status = this.#gssapi.gss_wrap(
        addressOf(this.#code),
        handleIn(this.#context),
        1,
        0,
        bufferIn(memory, message),
        addressOf(isEncrypted),
        addressOf(output),
      );
      const token = takeBytes(this.#gssapi, output, memory);
      if (status !== COMPLETE || isEncrypted.readUInt32LE() === 0)
        throw new MiError('FAILED', `Kerberos cannot encrypt a message: ${this.#said(status)}`);
      return cutWrapToken(token, message.length);
    });
  }

  unseal({ signature, content }: SealedMessage): Buffer {
    return withMemory((memory) => {
      const [output, isEncrypted] = [memory.take(BUFFER), memory.take(INTEGER)];
      const status = this.#gssapi.gss_unwrap(
        addressOf(this.#code),
        handleIn(this.#context),
        bufferIn(memory, Buffer.concat([signature, content])),
        addressOf(output),
        addressOf(isEncrypted),
        NULL,
      );
      const message = takeBytes(this.#gssapi, output, memory);
      if (status !== COMPLETE) throw notNext(this.#said(status));
      if (isEncrypted.readUInt32LE() === 0) throw notNext('it is not encrypted');
      return message;
    });
  }

  sign(bytes: Buffer): Buffer {
    return withMemory((memory) => {
      const output = memory.take(BUFFER);
      const [code, context] = [addressOf(this.#code), handleIn(this.#context)];
      const status = this.#gssapi.gss_get_mic(code, context, 0, bufferIn(memory, bytes), addressOf(output));
      const signature = takeBytes(this.#gssapi, output, memory);
      if (status !== COMPLETE) throw this.#failure(status);
      return signature;
    });
  }

  verify(bytes: Buffer, signature: Buffer): void {
    withMemory((memory) => {
      const [code, context] = [addressOf(this.#code), handleIn(this.#context)];
      const [signed, by] = [bufferIn(memory, bytes), bufferIn(memory, signature)];
      const status = this.#gssapi.gss_verify_mic(code, context, signed, by, NULL);
      if (status !== COMPLETE) throw this.#failure(status);
    });
  }

  close(): void {
    this.#isEstablished = false;
    this.#release();
    if (handleIn(this.#context) !== NULL)
      this.#gssapi.gss_delete_sec_context(addressOf(this.#code), addressOf(this.#context), NULL);
  }

  /** Names the service, and takes the ticket of the user who is named. */
  async #prepare(memory: CallMemory): Promise<void> {
    const { target, user } = this.#options;
    // A realm that is empty is not that of krb5.conf, but the one where the user's KDC finds the service.
    this.#name(target.includes('@') ? target : `${target}@`, this.#target, memory);
    if (user === undefined) return;
    this.#name(principalOf(user), this.#user, memory);
    const status = await this.#acquire(user, memory);
    if (status !== COMPLETE) throw this.#failure(status);
  }

  #name(principal: string, name: Buffer, memory: CallMemory): void {
    const text = bufferIn(memory, memory.text(principal, 'utf8'));
    const status = this.#gssapi.gss_import_name(
      addressOf(this.#code),
      text,
      GssapiMechanism.#principal,
      addressOf(name),
    );
    if (status !== COMPLETE) throw this.#failure(status);
  }

  #acquire({ password }: KerberosUser, memory: CallMemory): Promise<number> {
    const { gss_acquire_cred, gss_acquire_cred_with_password } = this.#gssapi;
    const { signal } = this.#options;
    const [code, user, credential] = [addressOf(this.#code), handleIn(this.#user), addressOf(this.#credential)];
    const what = [0, GssapiMechanism.#onlyKerberos, INITIATE, credential, NULL, NULL] as const;
    if (password === undefined) return callAsync(signal, gss_acquire_cred, code, user, ...what);
    const secret = bufferIn(memory, memory.text(password, 'utf8'));
    return callAsync(signal, gss_acquire_cred_with_password, code, user, secret, ...what);
  }

  #establish(flags: number): void {
    // They are of no use any more. The library keeps the password with the credential.
    this.#release();
    requireProtection(flags, FLAGS, this.#options);
    this.#isEstablished = true;
  }

  #release(): void {
    const { gss_release_name, gss_release_cred } = this.#gssapi;
    const code = addressOf(this.#code);
    for (const name of [this.#target, this.#user]) if (handleIn(name) !== NULL) gss_release_name(code, addressOf(name));
    if (handleIn(this.#credential) !== NULL) gss_release_cred(code, addressOf(this.#credential));
  }

  #failure(status: number): MiError {
    return gssapiFailure(status, this.#code.readUInt32LE(), this.#said(status), this.#options);
  }

  /** What the library says of the last call: of the code of Kerberos, or, where there is none, of the status. */
  #said(status: number): string {
    const code = this.#code.readUInt32LE();
    return code === 0 ? this.#text(status, GSSAPI_CODE) : this.#text(code, KERBEROS_CODE);
  }

  #text(code: number, kind: number): string {
    const { gss_display_status } = this.#gssapi;
    return withMemory((memory) => {
      const [ignored, more, output] = [memory.take(INTEGER), memory.take(INTEGER), memory.take(BUFFER)];
      const texts: string[] = [];
      do {
        gss_display_status(
          addressOf(ignored),
          code,
          kind,
          GssapiMechanism.#kerberos,
          addressOf(more),
          addressOf(output),
        );
        texts.push(takeBytes(this.#gssapi, output, memory).toString());
      } while (more.readUInt32LE() !== 0);
      return texts.join('; ');
    });
  }
}

function handleIn(cell: Buffer): Address {
  return cell.readBigUInt64LE();
}
