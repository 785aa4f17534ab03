import { MiError } from '../../../errors.js';
import type { SealedMessage } from '../security-context.js';
import { addressOf, CallMemory, callAsync, NULL, withMemory } from './c-library.js';
import { type Cause, loginFailure, requireProtection } from './login-failure.js';
import { type KerberosUser, type Mechanism, type MechanismOptions, notNext } from './mechanism.js';
import { type Sspi, systemSspi } from './sspi-library.js';
import { BufferKind, channelBindings, HANDLE, identityIn, type SecBuffer, SecBuffers, textIn } from './sspi-memory.js';

/** `SEC_E_OK` and `SEC_I_CONTINUE_NEEDED`. */
const [OK, CONTINUE_NEEDED] = [0, 0x0009_0312];
/** `SECPKG_CRED_OUTBOUND`. */
const OUTBOUND = 2;
/** What the login must come to: mutual, replay and sequence detection, confidentiality and integrity. */
const FLAGS = 0x02 | 0x04 | 0x08 | 0x10 | 0x1_0000;
/** The longest token that Windows can be told to make (its setting MaxTokenSize), in bytes. */
const LONGEST_TOKEN = 65_536;
/** `SECPKG_ATTR_SIZES`, and where `SecPkgContext_Sizes`, four u32, says how long what is. */
const SIZES = { attribute: 0, signature: 4, block: 8, trailer: 12, length: 16 };
/** `FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS`. */
const FROM_SYSTEM = 0x1200;
/** The longest text of a status, in characters. */
const LONGEST_TEXT = 1024;

/** The statuses whose cause is known, from 0x80090300 on. The names of the constants begin with `SEC_E_`. */
const CAUSES: ReadonlyMap<number, Cause> = new Map<number, Cause>([
  [0x03, 'unknownService'], // TARGET_UNKNOWN
  [0x0c, 'logonDenied'], // LOGON_DENIED
  [0x0e, 'noLogon'], // NO_CREDENTIALS
  [0x11, 'noKdc'], // NO_AUTHENTICATING_AUTHORITY
  [0x17, 'ticketExpired'], // CONTEXT_EXPIRED
  [0x22, 'wrongServer'], // WRONG_PRINCIPAL
  [0x24, 'clocks'], // TIME_SKEW
  [0x41, 'unknownService'], // KDC_UNABLE_TO_REFER
  [0x42, 'noCommonCipher'], // KDC_UNKNOWN_ETYPE
]);
const BASE = 0x8009_0300;

/** Opens the Kerberos of Windows. */
export function openSspi(options: MechanismOptions): Mechanism {
  return new SspiMechanism(systemSspi(), options);
}

/** Kerberos by SSPI: the package `Kerberos`, and not `Negotiate`, which may choose NTLM. */
export class SspiMechanism implements Mechanism {
  readonly #sspi: Sspi;
  readonly #options: MechanismOptions;
  readonly #handles = new CallMemory();
  readonly #credential = this.#handles.take(HANDLE);
  readonly #context = this.#handles.take(HANDLE);
  readonly #expiry = this.#handles.take(8);
  #hasCredential = false;
  #hasContext = false;
  #isEstablished = false;

  constructor(sspi: Sspi, options: MechanismOptions) {
    this.#sspi = sspi;
    this.#options = options;
  }

  get isEstablished(): boolean {
    return this.#isEstablished;
  }

  async step(received: Buffer | null, binding: Buffer | null): Promise<Buffer | null> {
    const memory = new CallMemory();
    try {
      if (!this.#hasCredential) await this.#acquire(this.#options.user, memory);
      const input: SecBuffer[] = [];
      if (received !== null) input.push([BufferKind.TOKEN, received]);
      if (binding !== null) input.push([BufferKind.CHANNEL_BINDINGS, channelBindings(binding)]);
      const [output, flags] = [new SecBuffers(memory, [[BufferKind.TOKEN, LONGEST_TOKEN]]), memory.take(4)];
      const status = await callAsync(
        this.#options.signal,
        this.#sspi.InitializeSecurityContextW,
        addressOf(this.#credential),
        this.#hasContext ? addressOf(this.#context) : NULL,
        textIn(memory, this.#options.target),
        FLAGS,
        0,
        0,
        input.length === 0 ? NULL : new SecBuffers(memory, input).address,
        0,
        addressOf(this.#context),
        output.address,
        addressOf(flags),
        addressOf(this.#expiry),
      );
      const token = output.bytesAt(0);
      if (status !== OK && status !== CONTINUE_NEEDED) throw this.#failure(status);
      this.#hasContext = true;
      if (status === OK) requireProtection(flags.readUInt32LE(), FLAGS, this.#options);
      this.#isEstablished = status === OK;
      return token.length === 0 ? null : token;
    } finally {
      memory.wipe();
    }
  }

  seal(message: Buffer): SealedMessage {
    return withMemory((memory) => {
      const [trailer, block] = [this.#size(SIZES.trailer, memory), this.#size(SIZES.block, memory)];
      const buffers = new SecBuffers(memory, [
        [BufferKind.TOKEN, trailer],
        [BufferKind.DATA, message],
        [BufferKind.PADDING, block],
      ]);
      const status = this.#sspi.EncryptMessage(addressOf(this.#context), 0, buffers.address, 0);
      if (status !== OK) throw new MiError('FAILED', `Kerberos cannot encrypt a message: ${this.#text(status)}`);
      const content = Buffer.concat([buffers.bytesAt(1), buffers.bytesAt(2)]);
      return { signature: buffers.bytesAt(0), content };
    });
  }

  unseal({ signature, content }: SealedMessage): Buffer {
    return withMemory((memory) => {
      const quality = memory.take(4);
      const buffers = new SecBuffers(memory, [
        [BufferKind.TOKEN, signature],
        [BufferKind.DATA, content],
      ]);
      const context = addressOf(this.#context);
      const status = this.#sspi.DecryptMessage(context, buffers.address, 0, addressOf(quality));
      if (status !== OK) throw notNext(this.#text(status));
      if (quality.readUInt32LE() !== 0) throw notNext('it is not encrypted');
      return buffers.bytesAt(1);
    });
  }

  sign(bytes: Buffer): Buffer {
    return withMemory((memory) => {
      const buffers = new SecBuffers(memory, [
        [BufferKind.DATA, bytes],
        [BufferKind.TOKEN, this.#size(SIZES.signature, memory)],
      ]);
      const status = this.#sspi.MakeSignature(addressOf(this.#context), 0, buffers.address, 0);
      if (status !== OK) throw this.#failure(status);
      return buffers.bytesAt(1);
    });
  }

  verify(bytes: Buffer, signature: Buffer): void {
    withMemory((memory) => {
      const buffers = new SecBuffers(memory, [
        [BufferKind.DATA, bytes],
        [BufferKind.TOKEN, signature],
      ]);
      const context = addressOf(this.#context);
      const status = this.#sspi.VerifySignature(context, buffers.address, 0, addressOf(memory.take(4)));
      if (status !== OK) throw this.#failure(status);
    });
  }

  close(): void {
    this.#isEstablished = false;
    if (this.#hasContext) this.#sspi.DeleteSecurityContext(addressOf(this.#context));
    if (this.#hasCredential) this.#sspi.FreeCredentialsHandle(addressOf(this.#credential));
    this.#hasContext = false;
    this.#hasCredential = false;
  }

  async #acquire(user: KerberosUser | undefined, memory: CallMemory): Promise<void> {
    const status = await callAsync(
      this.#options.signal,
      this.#sspi.AcquireCredentialsHandleW,
      NULL,
      textIn(memory, 'Kerberos'),
      OUTBOUND,
      NULL,
      user === undefined ? NULL : identityOf(user, memory),
      NULL,
      NULL,
      addressOf(this.#credential),
      addressOf(this.#expiry),
    );
    if (status !== OK) throw this.#failure(status);
    this.#hasCredential = true;
  }

  /** A length that the context needs, in bytes. */
  #size(offset: number, memory: CallMemory): number {
    const sizes = memory.take(SIZES.length);
    const status = this.#sspi.QueryContextAttributesW(addressOf(this.#context), SIZES.attribute, addressOf(sizes));
    if (status !== OK) throw this.#failure(status);
    return sizes.readUInt32LE(offset);
  }

  #failure(status: number): MiError {
    return loginFailure(CAUSES.get(status - BASE) ?? null, this.#options, this.#text(status));
  }

  #text(status: number): string {
    return withMemory((memory) => {
      const text = memory.take(2 * LONGEST_TEXT);
      const length = this.#sspi.FormatMessageW(FROM_SYSTEM, NULL, status, 0, addressOf(text), LONGEST_TEXT, NULL);
      return `0x${status.toString(16)} ${text.toString('utf16le', 0, 2 * length)}`.trim();
    });
  }
}

/** @throws MiError NOT_SUPPORTED without a password: Windows has the tickets of one user. */
function identityOf({ username, domain = '', password }: KerberosUser, memory: CallMemory): bigint {
  if (password === undefined)
    throw new MiError(
      'NOT_SUPPORTED',
      `On Windows, Kerberos logs in the user who runs the program, or one whose password is known: give the password ` +
        `of ${username}, or no user.`,
    );
  return identityIn(memory, username, username.includes('@') ? '' : domain, password);
}
