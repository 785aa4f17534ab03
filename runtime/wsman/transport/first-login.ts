import { isMiError } from '../../errors.js';
import { abortable } from '../../handler/running-operation.js';
import type { RawReply } from './posting.js';

/** Logs a connection in. @returns the answer that refuses the user; null for none. */
type LogIn = () => Promise<RawReply | null>;

/** How a login has ended: refused by an answer, or by an error, or neither. */
interface Outcome {
  readonly refusal?: RawReply | null;
  readonly error?: unknown;
}

/**
 * Lets one connection log in first, and the others after it. Where the user is refused, all of them are: each attempt
 * with a wrong password brings an account nearer to being locked.
 */
export class FirstLogin {
  #hasSucceeded = false;
  #first: Promise<Outcome> | null = null;

  /** Like {@link LogIn}. @throws the reason of the signal, or what the login throws. */
  async run(signal: AbortSignal, logIn: LogIn): Promise<RawReply | null> {
    if (!this.#hasSucceeded && this.#first !== null) {
      const { refusal = null, error } = await abortable(signal, this.#first);
      if (error !== undefined) throw error;
      if (refusal !== null) return refusal;
    }
    return this.#hasSucceeded ? this.#run(logIn) : this.#runFirst(logIn);
  }

  async #runFirst(logIn: LogIn): Promise<RawReply | null> {
    const login = this.#run(logIn);
    // Whatever else may go wrong is no reason for the others not to try.
    const first = login.then(
      (refusal): Outcome => ({ refusal }),
      (error): Outcome => (isMiError(error) && error.result === 'ACCESS_DENIED' ? { error } : {}),
    );
    this.#first ??= first;
    try {
      return await login;
    } finally {
      if (this.#first === first) this.#first = null;
    }
  }

  async #run(logIn: LogIn): Promise<RawReply | null> {
    const refusal = await logIn();
    this.#hasSucceeded = refusal === null;
    return refusal;
  }
}
