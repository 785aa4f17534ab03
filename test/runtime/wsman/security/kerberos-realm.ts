import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { KerberosContext } from '../../../../runtime/wsman/security/kerberos/kerberos-context.js';
import type { KerberosOptions } from '../../../../runtime/wsman/security/kerberos/mechanism.js';
import { missingClock } from '../../../tools/kerberos/clock.js';
import { REALM } from '../../../tools/kerberos/configuration.js';
import { type Kdc, missingKdc, startKdc } from '../../../tools/kerberos/kdc.js';
import { missingServer, type ServerContext, startServer } from '../../../tools/kerberos/server-context.js';

/** What keeps tests of Kerberos from running here, or null. */
export const missingRealm: string | null = missingKdc() ?? missingClock() ?? missingServer();

export const TARGET = 'HTTP/server01.example.test';
export const PASSWORD = 'pä ss"w';

/** A realm with the user ann and the service {@link TARGET}, for all tests of a suite. */
export class Realm {
  #kdc: Kdc | null = null;
  #keytab = '';

  constructor() {
    beforeAll(async () => {
      this.#kdc = await startKdc();
      this.kdc.addUser('ann', PASSWORD);
      this.#keytab = this.kdc.keytabFor(TARGET);
    });
    afterAll(() => this.kdc.stop());
  }

  get kdc(): Kdc {
    if (this.#kdc === null) throw new Error('the KDC has not been started');
    return this.#kdc;
  }

  get keytab(): string {
    return this.#keytab;
  }

  /** Gives this process, which the library asks for its environment, the realm and a new ticket of ann. */
  async enter(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const KRB5CCNAME = env['KRB5CCNAME'] ?? (await this.kdc.ticketFor('ann', PASSWORD));
    Object.assign(process.env, this.kdc.env, env, { KRB5CCNAME });
  }

  /** Settings of a realm of this name whose KDC is said to be at another port. */
  settingsFor(port: number): Readonly<Record<string, string>> {
    const path = join(dirname(this.#keytab), `port-${port}.conf`);
    const kdc = `${REALM} = {\n kdc = 127.0.0.1:${port}\n}`;
    writeFileSync(path, `[libdefaults]\ndefault_realm = ${REALM}\nudp_preference_limit = 1\n[realms]\n${kdc}\n`);
    return { KRB5_CONFIG: path };
  }

  /** The server with the keys of {@link TARGET}. */
  server(env: Readonly<Record<string, string>> = {}): ServerContext {
    return startServer({ ...this.kdc.env, KRB5_KTNAME: this.#keytab, ...env });
  }
}

/** Logs in to a server. */
export async function login(
  server: ServerContext,
  options: KerberosOptions = { target: TARGET },
  binding: Buffer | null = null,
): Promise<{ readonly context: KerberosContext; readonly user: string | null; readonly mechanism: string }> {
  const context = new KerberosContext(options);
  const { token, user, mechanism } = await server.accept(await first(context, binding), binding);
  const end = await context.next(token, binding);
  if (end !== null) throw new Error('Kerberos needs one token of each side');
  return { context, user, mechanism };
}

/** The first token of a login. */
export async function first(context: KerberosContext, binding: Buffer | null = null): Promise<Buffer> {
  const token = await context.next(null, binding);
  if (token === null) throw new Error('the client begins');
  return token;
}
