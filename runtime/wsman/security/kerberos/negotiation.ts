import { MiError } from '../../../errors.js';
import type { Mechanism } from './mechanism.js';
import { MECHANISMS, NegotiationState, negotiationReply, negotiationRequest, readNegotiationAnswer } from './spnego.js';

const REJECTION =
  'the server does not accept the login by Kerberos. It may take NTLM: give credentials: ' +
  "{ type: 'NegoWithCreds', domain, username, password }";

/**
 * Negotiates Kerberos by SPNEGO, as servers expect it that take several mechanisms. It offers nothing else, so nobody
 * on the way can make the two sides choose a weaker one.
 *
 * The library of the system could do this, too. It would offer all mechanisms that are installed, which not every
 * library can be told not to do, and it would hide the reasons of Kerberos behind numbers of its own.
 */
export class Negotiation {
  readonly #mechanism: Mechanism;
  #isComplete = false;

  constructor(mechanism: Mechanism) {
    this.#mechanism = mechanism;
  }

  /** True when the server has proved that it is the one that is meant, and needs no further token. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Like `SecurityContext.next`. */
  async next(received: Buffer | null, binding: Buffer | null): Promise<Buffer | null> {
    const mechanism = this.#mechanism;
    if (received === null) {
      const token = await mechanism.step(null, binding);
      return token === null ? null : negotiationRequest(token);
    }
    const { state, isKerberos, token, mic } = readNegotiationAnswer(received);
    if (!isKerberos) throw denied('the server has chosen another way to log in than Kerberos, which was not offered');
    if (mechanism.isEstablished && (token !== null || state !== NegotiationState.COMPLETED))
      throw denied('the server does not come to an end of the login');
    // Where the server rejects the login, its token may tell why.
    const reply = token === null ? null : await mechanism.step(token, binding);
    if (state === NegotiationState.REJECTED) throw denied(REJECTION);
    if (!mechanism.isEstablished) {
      if (reply === null) throw denied('the server ends the login without having proved who it is');
      return negotiationReply(reply, null);
    }
    if (mic !== null) mechanism.verify(MECHANISMS, mic);
    this.#isComplete = state === NegotiationState.COMPLETED;
    return this.#isComplete ? null : negotiationReply(reply, mechanism.sign(MECHANISMS));
  }
}

function denied(message: string): MiError {
  return new MiError('ACCESS_DENIED', message);
}
