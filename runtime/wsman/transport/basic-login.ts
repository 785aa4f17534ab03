import { createHash } from 'node:crypto';
import { type Login, withAuthorization } from './login.js';
import type { Carrier } from './posting.js';

/** The user and the password in each request (RFC 7617). No property holds them: none can be logged by mistake. */
export class BasicLogin implements Login {
  readonly scheme = 'Basic';
  readonly seals = false;
  readonly #authorization: string;

  constructor(username: string, password: string) {
    this.#authorization = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  }

  connect(connection: Carrier): Carrier {
    return withAuthorization(connection, this.#authorization);
  }

  get key(): string {
    return createHash('sha256').update(this.#authorization).digest('hex');
  }
}
