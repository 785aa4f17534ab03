import { FirstLogin } from './first-login.js';
import type { Login } from './login.js';
import { NegotiatedConnection, type NegotiateOptions } from './negotiated-connection.js';
import type { Carrier } from './posting.js';

/** NTLM or Kerberos: each connection logs in before its first request (RFC 4559). */
export class NegotiateLogin implements Login {
  readonly scheme: 'NTLM' | 'Kerberos';
  readonly seals: boolean;
  readonly key: string;
  readonly #first = new FirstLogin();
  // A private field: what it remembers of the user must not be logged.
  readonly #options: NegotiateOptions;

  constructor(options: NegotiateOptions) {
    this.scheme = options.scheme;
    this.seals = options.seals;
    this.key = options.key;
    this.#options = options;
  }

  connect(connection: Carrier): Carrier {
    return new NegotiatedConnection(connection, this.#options, this.#first);
  }
}
