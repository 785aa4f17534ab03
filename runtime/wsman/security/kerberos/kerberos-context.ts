import { requireArchitecture } from '../../../architecture.js';
import { isMiError, MiError } from '../../../errors.js';
import { causedBy, thrownText } from '../../../values/shown.js';
import type { SealedMessage, SecurityContext } from '../security-context.js';
import type { KerberosOptions, Mechanism, MechanismOptions } from './mechanism.js';
import { Negotiation } from './negotiation.js';

/** Opens the Kerberos of the system. @throws MiError FAILED when there is none. */
export type OpenMechanism = (options: MechanismOptions) => Promise<Mechanism>;

/** A login by Kerberos in SPNEGO. Nothing else is tried where it fails. */
export class KerberosContext implements SecurityContext {
  readonly #options: KerberosOptions;
  readonly #open: OpenMechanism;
  #mechanism: Mechanism | null = null;
  #negotiation: Negotiation | null = null;
  /** While Kerberos talks to the KDC on another thread, the mechanism must be left alone. */
  #isBusy = false;
  /** Aborted by the caller, or by a failure. */
  readonly #closing = new AbortController();

  /** @param open opens another Kerberos than that of the system. */
  constructor(options: KerberosOptions, open: OpenMechanism = openSystem) {
    this.#options = options;
    this.#open = open;
  }

  get isEstablished(): boolean {
    return !this.#isClosed && this.#negotiation?.isComplete === true;
  }

  async next(received: Buffer | null, binding: Buffer | null): Promise<Buffer | null> {
    const isFirst = this.#negotiation === null;
    if (this.#isClosed || this.#isBusy || isFirst !== (received === null)) throw this.#outOfTurn();
    this.#isBusy = true;
    try {
      this.#mechanism ??= await this.#open({ ...this.#options, signal: this.#closing.signal });
      this.#negotiation ??= new Negotiation(this.#mechanism);
      const token = await this.#negotiation.next(received, binding);
      if (this.#isClosed) throw this.#outOfTurn();
      return token;
    } catch (error) {
      const failure = this.#isClosed ? this.#outOfTurn() : error;
      this.#closing.abort();
      throw failure;
    } finally {
      this.#isBusy = false;
      if (this.#isClosed) this.close();
    }
  }

  seal(message: Buffer): SealedMessage {
    return this.#use((mechanism) => mechanism.seal(message));
  }

  unseal(sealed: SealedMessage): Buffer {
    return this.#use((mechanism) => mechanism.unseal(sealed));
  }

  close(): void {
    this.#closing.abort();
    if (this.#isBusy) return;
    this.#mechanism?.close();
    this.#mechanism = null;
  }

  get #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** After a failure nothing can be in order any more. */
  #use<T>(use: (mechanism: Mechanism) => T): T {
    if (!this.isEstablished || this.#isBusy || this.#mechanism === null) throw this.#outOfTurn();
    try {
      return use(this.#mechanism);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #outOfTurn(): MiError {
    const state = this.#isClosed ? 'has ended' : this.isEstablished ? 'is complete' : 'is under way';
    return new MiError('FAILED', `the login by Kerberos to ${this.#options.target} ${state}`);
  }
}

async function openSystem(options: MechanismOptions): Promise<Mechanism> {
  requireArchitecture('Kerberos');
  try {
    if (process.platform === 'win32') {
      const { openSspi } = await import('./sspi-mechanism.js');
      return openSspi(options);
    }
    const { openGssapi } = await import('./gssapi-mechanism.js');
    return openGssapi(options);
  } catch (error) {
    if (isMiError(error)) throw error;
    // koffi has no binary for every system.
    throw new MiError('FAILED', `Kerberos cannot be used here: ${thrownText(error)}`, causedBy(error));
  }
}
