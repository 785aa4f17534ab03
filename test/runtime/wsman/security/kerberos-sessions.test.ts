import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SessionOptions } from '../../../../runtime/index.js';
import { missingAcceptor } from '../../../tools/acceptor/acceptor.js';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { missingClock } from '../../../tools/kerberos/clock.js';
import { type Kdc, missingKdc, startKdc } from '../../../tools/kerberos/kdc.js';
import { all } from '../over-both.js';
import { NS } from '../things.js';
import { failure, pem } from '../transport/raw-server.js';
import { type Guarded, startGuarded } from './behind-acceptor.js';

const SERVICE = 'HTTP/server01.example.test';
const KERBEROS: SessionOptions = { servicePrincipalName: SERVICE };
const ANN = { type: 'Kerberos', domain: 'EXAMPLE.TEST', username: 'ann', password: 'secret of ann' } as const;

let kdc: Kdc;
beforeEach(async () => {
  kdc = await startKdc();
  kdc.addUser('ann', ANN.password);
  for (const [name, value] of Object.entries(kdc.env)) vi.stubEnv(name, value);
  vi.stubEnv('KRB5CCNAME', await kdc.ticketFor('ann', ANN.password));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await kdc.stop();
});

function guardedBy(service: string, options: Partial<Parameters<typeof startGuarded>[0]> = {}): Promise<Guarded> {
  return startGuarded({ keytab: kdc.keytabFor(service), env: kdc.env, ...options });
}

async function refusal(guarded: Guarded, options: SessionOptions): Promise<string> {
  const session = await guarded.open(options);
  const error = await failure(session.testConnection());
  expect(error).toMatchObject({ name: 'MiError' });
  expect(error.message).not.toContain('secret');
  expect(await guarded.events('request')).toEqual([]);
  return `${error.result}: ${error.message}`;
}

describeNeeding(missingAcceptor() ?? missingKdc() ?? missingClock(), 'a session with a login by Kerberos', () => {
  it.each<[string, SessionOptions['credentials']]>([
    ['the ticket of the user, where nothing is said', undefined],
    ['that ticket, by NegoNoCreds', { type: 'NegoNoCreds' }],
    ['that ticket, by its user', { type: 'Kerberos', username: 'ann@EXAMPLE.TEST' }],
    ['a password', ANN],
    ['a password, by Default', { ...ANN, type: 'Default' }],
    ['a password, of a user with the domain', { ...ANN, domain: undefined, username: 'EXAMPLE.TEST\\ann' }],
  ])('takes %s, and is encrypted and signed', async (_, credentials) => {
    if (credentials !== undefined && 'password' in credentials) vi.stubEnv('KRB5CCNAME', 'FILE:/nowhere/at all');
    await using guarded = await guardedBy(SERVICE);
    const session = await guarded.open({ ...KERBEROS, credentials });
    expect((await all(session.enumerate(NS, 'Thing'))).map((thing) => thing.get('Id'))).toEqual(['a', 'b']);
    const protection = ['confidentiality', 'integrity', 'mutual_authentication'];
    const expected = { mechanism: 'kerberos', user: 'ann@EXAMPLE.TEST', flags: expect.arrayContaining(protection) };
    expect(await guarded.events('login')).toMatchObject([expected]);
    expect(await guarded.events('refused')).toEqual([]);
  });

  it('is tied to the certificate of the server over TLS', async () => {
    const tls = { cert: pem('localhost.pem'), key: pem('localhost.key') };
    await using guarded = await guardedBy(SERVICE, { tls, demandBinding: true });
    const session = await guarded.open({ ...KERBEROS, transport: 'HTTPS', checkCertificateAuthority: false });
    await session.testConnection();
    expect(await guarded.events('login')).toHaveLength(1);
  });

  it('is refused by a server with the key of another', async () => {
    kdc.keytabFor(SERVICE);
    await using guarded = await guardedBy('HTTP/server02.example.test');
    expect(await refusal(guarded, KERBEROS)).toMatch(
      /^ACCESS_DENIED: http:\S+: .*: the server does not have the key of HTTP\/server01\.example\.test: /,
    );
  });

  it('says which service the KDC does not know, and how to name it', async () => {
    await using guarded = await guardedBy(SERVICE);
    expect(await refusal(guarded, {})).toMatch(
      /^ACCESS_DENIED: http:\S+: Kerberos cannot log in to HTTP\/127\.0\.0\.1: .*servicePrincipalName/,
    );
    expect(await refusal(guarded, { encodePortInSpn: true })).toContain(`HTTP/127.0.0.1:${guarded.acceptor.port}`);
  });

  it('never falls back to NTLM', async () => {
    // The KDC gives a ticket for it.
    kdc.keytabFor(SERVICE);
    const ntlmUsers = [{ domain: 'EXAMPLE.TEST', user: 'ann', password: ANN.password }];
    await using guarded = await startGuarded({ ntlmUsers });
    expect(await refusal(guarded, { ...KERBEROS, credentials: ANN })).toMatch(
      /^ACCESS_DENIED: http:\S+: the server does not accept the login by Kerberos\. It may take NTLM: give credentials/,
    );
    expect(await guarded.events('login')).toEqual([]);
  });

  it('says that there is no ticket, and how to get one', async () => {
    await using guarded = await guardedBy(SERVICE);
    vi.stubEnv('KRB5CCNAME', 'FILE:/nowhere/at all');
    expect(await refusal(guarded, KERBEROS)).toMatch(/^ACCESS_DENIED: http:\S+: .* there is no ticket\. .*kinit/);
  });

  it('says that the ticket has expired', async () => {
    await using guarded = await guardedBy(SERVICE);
    vi.stubEnv('KRB5CCNAME', await kdc.ticketFor('ann', ANN.password, { clock: -2 * 86_400 }));
    expect(await refusal(guarded, KERBEROS)).toMatch(/^ACCESS_DENIED: http:\S+: .* has expired\. .*kinit/);
  });

  it('says that the clock of the server is 10 minutes off', async () => {
    await using guarded = await guardedBy(SERVICE, { clock: 600 });
    expect(await refusal(guarded, KERBEROS)).toMatch(
      /^ACCESS_DENIED: http:\S+: .* the clocks differ .* set them by NTP/,
    );
  });

  it('says that a realm is not known', async () => {
    await using guarded = await guardedBy(SERVICE);
    expect(await refusal(guarded, { ...KERBEROS, credentials: { ...ANN, domain: 'NOWHERE.TEST' } })).toMatch(
      /^FAILED: http:\S+: .* the KDC of the realm of ann@NOWHERE\.TEST is not known\./,
    );
  });

  it('says that the password is wrong, without showing it', async () => {
    await using guarded = await guardedBy(SERVICE);
    expect(await refusal(guarded, { ...KERBEROS, credentials: { ...ANN, password: 'secrets' } })).toMatch(
      /^ACCESS_DENIED: http:\S+: .* the password of ann@EXAMPLE\.TEST is wrong/,
    );
  });

  it('serves 64 sessions at once', async () => {
    await using guarded = await guardedBy(SERVICE);
    const sessions = await Promise.all(Array.from({ length: 64 }, () => guarded.open(KERBEROS)));
    await Promise.all(sessions.map((session) => session.testConnection()));
    expect(await guarded.events('refused')).toEqual([]);
  });
});
