import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeEach, expect, it } from 'vitest';
import { isMiError, type MiError } from '../../../../runtime/errors.js';
import { loadGssapi } from '../../../../runtime/wsman/security/kerberos/gssapi-library.js';
import { KerberosContext } from '../../../../runtime/wsman/security/kerberos/kerberos-context.js';
import type { KerberosOptions } from '../../../../runtime/wsman/security/kerberos/mechanism.js';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { clockEnv } from '../../../tools/kerberos/clock.js';
import { first, missingRealm, PASSWORD, Realm, TARGET } from './kerberos-realm.js';

/** The error of a login that must fail. */
async function failureOf(login: Promise<unknown>): Promise<MiError> {
  const reason = await login.then(
    () => 'the login has not failed',
    (error: unknown) => error,
  );
  if (!isMiError(reason)) throw reason;
  return reason;
}

/** What the library says is the end of the message, in parentheses. */
const failure = (explanation: string, said: string) =>
  `Kerberos cannot log in to ${TARGET}: ${explanation}. (Kerberos: ${said})`;

describeNeeding(missingRealm, 'a failed login by Kerberos', () => {
  const realm = new Realm();
  beforeEach(() => realm.enter());

  const begin = (options: Partial<KerberosOptions> = {}) =>
    failureOf(first(new KerberosContext({ target: TARGET, ...options })));

  /** The failure of a login whose first token a server refuses, which gives its reasons in a token. */
  async function refusedBy(env: Readonly<Record<string, string>>): Promise<MiError> {
    await using server = realm.server(env);
    const context = new KerberosContext({ target: TARGET });
    const refusal = await server.accept(await first(context)).catch((error: { readonly token: Buffer }) => error);
    return await failureOf(context.next(refusal.token, null));
  }

  it('without a ticket says how to get one', async () => {
    await realm.enter({ KRB5CCNAME: 'FILE:/nonexistent' });
    const ways = 'or give username and password';
    const said = 'Matching credential not found';
    expect(await begin()).toMatchObject({
      result: 'ACCESS_DENIED',
      message: failure(`there is no ticket. Get one with "kinit user@REALM", ${ways}`, said),
    });
    expect(await begin({ user: { username: 'ann', domain: 'example.test' } })).toMatchObject({
      result: 'ACCESS_DENIED',
      message: failure(`there is no ticket of ann@EXAMPLE.TEST. Get one with "kinit ann@EXAMPLE.TEST", ${ways}`, said),
    });
  });

  it('with a ticket that has expired, or is not valid yet, says so', async () => {
    const getTicket = 'Get one with "kinit user@REALM", or give username and password';
    await realm.enter({ KRB5CCNAME: await realm.kdc.ticketFor('ann', PASSWORD, { clock: -2 * 86_400 }) });
    expect((await begin()).message).toBe(failure(`the ticket has expired. ${getTicket}`, 'Ticket expired'));
    await realm.enter({ KRB5CCNAME: await realm.kdc.ticketFor('ann', PASSWORD, { startTime: 3600 }) });
    expect((await begin()).message).toBe(
      failure(
        `the ticket is not valid yet: compare the clock with that of the KDC. ${getTicket}`,
        'Ticket not yet valid',
      ),
    );
  });

  it('with the password of nobody says which of the two is wrong', async () => {
    const wrong = await begin({ user: { username: 'ann', domain: 'EXAMPLE.TEST', password: 'wrong' } });
    expect(wrong).toMatchObject({
      result: 'ACCESS_DENIED',
      message: failure('the password of ann@EXAMPLE.TEST is wrong', 'Preauthentication failed'),
    });
    const unknown = await begin({ user: { username: 'eve', domain: 'EXAMPLE.TEST', password: PASSWORD } });
    expect(unknown).toMatchObject({ result: 'ACCESS_DENIED' });
    expect(unknown.message).toContain('the KDC knows no user of eve@EXAMPLE.TEST. A realm is the whole name');
  });

  it('to a service that the KDC does not know says how to name another one', async () => {
    const { result, message } = await begin({ target: 'HTTP/alias.example.test' });
    expect(result).toBe('ACCESS_DENIED');
    expect(message).toBe(
      'Kerberos cannot log in to HTTP/alias.example.test: the KDC knows no service HTTP/alias.example.test. Give the ' +
        'full name that the host has in its domain as destination, or name the service by ' +
        'servicePrincipalName, as in "HTTP/server01.example.org". (Kerberos: Server not found in Kerberos database)',
    );
  });

  it('in a realm that nobody knows, or without a KDC, is no question of access', async () => {
    const { result, message } = await begin({ user: { username: 'ann', domain: 'other.test', password: PASSWORD } });
    expect(result).toBe('FAILED');
    expect(message).toContain(
      'the KDC of the realm of ann@OTHER.TEST is not known. A realm is the whole name of a domain',
    );
    expect(message).toContain('[realms] EXAMPLE.ORG = { kdc = … }. (Kerberos: Cannot find KDC for requested realm)');
    // Nobody listens there.
    await realm.enter(realm.settingsFor(1));
    const unreachable = await begin({ user: { username: 'ann', password: PASSWORD } });
    expect(unreachable).toMatchObject({ result: 'FAILED' });
    expect(unreachable.message).toContain('no KDC of the realm answers: check that its port 88 can be reached');
  });

  it('with settings that cannot be read names them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-settings-'));
    const KRB5_CONFIG = join(folder, 'krb5.conf');
    writeFileSync(KRB5_CONFIG, '[libdefaults\n}\n');
    await realm.enter({ KRB5_CONFIG });
    const said = 'Improper format of Kerberos configuration file';
    expect(await begin()).toMatchObject({
      result: 'FAILED',
      message: failure('its settings cannot be read: see krb5.conf, or what KRB5_CONFIG names', said),
    });
    rmSync(folder, { recursive: true });
  });

  it('with clocks 10 minutes apart says so, whichever it is', async () => {
    const clocks = 'the clocks differ by more than Kerberos allows, which is 5 minutes by default';
    await using ahead = await realm.kdc.withClock(600);
    await realm.enter(ahead.env);
    const ofKdc = await begin();
    expect(ofKdc).toMatchObject({ result: 'ACCESS_DENIED' });
    expect(ofKdc.message).toContain(clocks);
    await realm.enter();
    const ofServer = await refusedBy(clockEnv(600));
    expect(ofServer).toMatchObject({ result: 'ACCESS_DENIED' });
    expect(ofServer.message).toContain(clocks);
    expect(ofServer.message).toContain('(Kerberos: Clock skew too great)');
  });

  it('to a server with the keys of another one says so', async () => {
    const KRB5_KTNAME = realm.kdc.keytabFor('HTTP/server02.example.test');
    const { result, message } = await refusedBy({ KRB5_KTNAME });
    expect(result).toBe('ACCESS_DENIED');
    expect(message).toContain(`the server does not have the key of ${TARGET}: it is another one, or has an old key`);
  });

  it('to a server that does not prove that it has the keys says so', async () => {
    await using server = realm.server();
    const { token } = await server.accept(await first(new KerberosContext({ target: TARGET })));
    // Another login with that ticket, and one with another ticket.
    for (const enter of [() => {}, () => realm.enter()]) {
      await enter();
      const context = new KerberosContext({ target: TARGET });
      await first(context);
      expect((await failureOf(context.next(token, null))).message).toContain('the server does not have the key of');
    }
  });

  it('without the library says which package it comes with', () => {
    expect(() => loadGssapi(['libnothing.so.1', '/nonexistent/libnothing.so'])).toThrow(
      /^Kerberos needs a library of the system, which cannot be loaded: install libgssapi-krb5-2 \(Debian, Ubuntu\), /,
    );
    expect(() => loadGssapi(['libnothing.so.1'])).toThrow('\n  libnothing.so.1: ');
  });

  it('ends the login for good', async () => {
    const context = new KerberosContext({ target: 'HTTP/nowhere.example.test' });
    await failureOf(first(context));
    expect((await failureOf(context.next(null, null))).message).toBe(
      'the login by Kerberos to HTTP/nowhere.example.test has ended',
    );
  });

  it('shows the password to nobody', async () => {
    const options = { target: 'HTTP/nowhere.example.test', user: { username: 'ann', password: PASSWORD } };
    const context = new KerberosContext(options);
    const error = await failureOf(first(context));
    for (const shown of [error, context]) {
      expect(inspect(shown, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(PASSWORD);
    }
    expect(JSON.stringify(context)).toBe('{}');
  });
});
