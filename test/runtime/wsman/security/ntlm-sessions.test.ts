import { expect, it } from 'vitest';
import { CimReference, type MiError, type Session, type SessionOptions } from '../../../../runtime/index.js';
import { type Mishap, missingAcceptor } from '../../../tools/acceptor/acceptor.js';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { memoryGrowth } from '../../../tools/memory-growth.js';
import { all } from '../over-both.js';
import { NS } from '../things.js';
import { failure, pem } from '../transport/raw-server.js';
import { type Guarded, startGuarded } from './behind-acceptor.js';

const ANN = { domain: 'EXAMPLE', user: 'ann', password: 'secret of ann' } as const;
const BORIS = { domain: 'EXAMPLE', user: 'борис', password: 'пароль 🔑 ß' } as const;
const LOCAL = { domain: 'HOST', user: 'local', password: '' } as const;
const ntlmUsers = [ANN, BORIS, LOCAL];

const AS_ANN: SessionOptions = {
  credentials: { type: 'NegoWithCreds', domain: 'EXAMPLE', username: 'ann', password: ANN.password },
};
const HTTPS = { transport: 'HTTPS', checkCertificateAuthority: false } as const;
const TLS = { cert: pem('localhost.pem'), key: pem('localhost.key') };

/** How many of the requests may be under way at once: a pool has so many connections. */
const CONNECTIONS = 16;

/** Five times as many are sealed. */
const REQUESTS = 2000;

async function thingsOf(session: Session): Promise<readonly unknown[]> {
  return (await all(session.enumerate(NS, 'Thing'))).map((thing) => thing.get('Id'));
}

function asAnn(guarded: Guarded, options: SessionOptions = {}): Promise<Session> {
  return guarded.open({ ...AS_ANN, ...options });
}

describeNeeding(missingAcceptor(), 'a session with a login by NTLM', () => {
  it.each<[string, SessionOptions['credentials'], user: string]>([
    ['of a domain', AS_ANN.credentials, 'EXAMPLE\\ann'],
    [
      'in one name with the domain',
      { type: 'NegoWithCreds', username: 'EXAMPLE\\ann', password: ANN.password },
      'EXAMPLE\\ann',
    ],
    [
      'by the type Ntlmdomain',
      { type: 'Ntlmdomain', username: 'EXAMPLE\\ann', password: ANN.password },
      'EXAMPLE\\ann',
    ],
    [
      'of letters that are not Latin',
      { type: 'NegoWithCreds', domain: 'EXAMPLE', username: 'Борис', password: BORIS.password },
      'EXAMPLE\\Борис',
    ],
    [
      'of the host, without a password',
      { type: 'NegoWithCreds', domain: 'HOST', username: 'local', password: '' },
      'HOST\\local',
    ],
  ])('has a user %s, and is encrypted and signed', async (_, credentials, user) => {
    await using guarded = await startGuarded({ ntlmUsers });
    const session = await guarded.open({ credentials });
    expect(await thingsOf(session)).toEqual(['a', 'b']);
    expect(await guarded.events('login')).toMatchObject([
      { mechanism: 'ntlm', user, flags: expect.arrayContaining(['confidentiality', 'integrity']) },
    ]);
    expect((await guarded.events('request')).length).toBeGreaterThan(1);
    expect(await guarded.events('refused')).toEqual([]);
  });

  it.each<[string, Partial<SessionOptions['credentials']>]>([
    ['a wrong password', { password: 'secret of anna' }],
    ['a user who does not exist', { username: 'anna' }],
    ['a wrong domain', { domain: 'OTHER' }],
  ])('is refused for %s', async (_, wrong) => {
    await using guarded = await startGuarded({ ntlmUsers });
    const session = await guarded.open({
      credentials: { ...AS_ANN.credentials, ...wrong } as SessionOptions['credentials'],
    });
    const error = await failure(session.testConnection());
    expect(error).toMatchObject({ name: 'MiError', result: 'ACCESS_DENIED' });
    expect(error.message).toContain(
      'the login by NTLM was refused. It takes Negotiate. Check the user, the domain and',
    );
    expect(error.message).not.toContain('secret');
    expect(await guarded.events('request')).toEqual([]);
  });

  it('is refused for an account that is locked, and logs in again when it is not', async () => {
    await using guarded = await startGuarded({ ntlmUsers });
    const session = await asAnn(guarded);
    await guarded.acceptor.mishap('refuse');
    expect((await failure(session.testConnection())).message).toContain('account that is locked or has expired');
    await session.testConnection();
  });

  it('sends messages in UTF-16, of all sizes, and to a server that writes boundaries as Exchange does', async () => {
    await using guarded = await startGuarded({ ntlmUsers, exchangeBoundary: true });
    const session = await asAnn(guarded, { packetEncoding: 'UTF16' });
    for (const length of [0, 1, 1000, 100_000]) {
      const text = 'ä'.repeat(length);
      const found = await all(session.query(NS, `SELECT * FROM Thing WHERE Text = '${text}'`));
      expect(found.map((thing) => thing.get('Id'))).toEqual(length === 0 ? ['b'] : []);
    }
    expect(await guarded.events('refused')).toEqual([]);
  });

  it('logs in again when its login is forgotten', async () => {
    await using guarded = await startGuarded({ ntlmUsers, forgetAfter: 3 });
    const session = await asAnn(guarded);
    for (let count = 0; count < 9; count += 1) await session.testConnection();
    expect((await guarded.events('forgotten')).length).toBeGreaterThan(1);
    expect((await guarded.events('login')).length).toBeGreaterThan(1);
  });

  it.each<[Mishap, RegExp]>([
    ['flip', /^http:\S+: .* encrypted message that cannot be trusted/],
    ['skip', /^http:\S+: .* encrypted message that cannot be trusted/],
    ['cut', /broke off in the middle of its answer|cannot be read: it is cut off$/],
    ['length', /cannot be read: it is cut off$/],
    ['clear', /answered an encrypted request with the HTTP status 200 and a text .* it is not read\.$/],
  ])('reads nothing of an answer with the mishap %s, and goes on with another connection', async (mishap, reason) => {
    await using guarded = await startGuarded({ ntlmUsers });
    const session = await asAnn(guarded);
    const spooler = CimReference.parse('Thing.Id="a"');
    await session.getInstance(NS, spooler);
    await guarded.acceptor.mishap(mishap);
    const error = await failure(session.getInstance(NS, spooler));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toMatch(reason);
    expect((await session.getInstance(NS, spooler)).get('Id')).toBe('a');
    expect(await guarded.events('login')).toHaveLength(2);
  });

  it('does not take an answer twice', async () => {
    await using guarded = await startGuarded({ ntlmUsers });
    const session = await asAnn(guarded);
    await session.getInstance(NS, CimReference.parse('Thing.Id="a"'));
    await guarded.acceptor.mishap('repeat');
    const error = await failure(session.getInstance(NS, CimReference.parse('Thing.Id="b"')));
    expect(error.message).toMatch(/encrypted message that cannot be trusted/);
  });

  it.each<[Mishap, MiError['result'], RegExp]>([
    ['empty-token', 'ACCESS_DENIED', /the login by NTLM was refused\. It takes Negotiate\./],
    [
      'truncated-token',
      'ACCESS_DENIED',
      /^http:\S+: The login to HTTP\/127\.0\.0\.1 by NTLM has failed: the challenge /,
    ],
    ['large-token', 'FAILED', /sent headers that are longer than Node reads/],
    ['close', 'FAILED', /closed the connection/],
  ])('that begins with the mishap %s is an error, and the next one works', async (mishap, result, reason) => {
    await using guarded = await startGuarded({ ntlmUsers });
    const session = await asAnn(guarded);
    await guarded.acceptor.mishap(mishap);
    const error = await failure(session.testConnection());
    expect(error).toMatchObject({ name: 'MiError', result });
    expect(error.message).toMatch(reason);
    await session.testConnection();
  });

  it('over TLS names the certificate of the server', async () => {
    await using guarded = await startGuarded({ ntlmUsers, tls: TLS, demandBinding: true });
    const session = await asAnn(guarded, HTTPS);
    expect(await thingsOf(session)).toEqual(['a', 'b']);
    expect(await guarded.events('login')).toHaveLength(1);
  });

  it('serves 64 sessions of three users at once', async () => {
    await using guarded = await startGuarded({ ntlmUsers });
    const sessions = await Promise.all(
      Array.from({ length: 64 }, (_, index) => {
        const { domain, user: username, password } = ntlmUsers[index % 3] ?? ANN;
        return guarded.open({ credentials: { type: 'NegoWithCreds', domain, username, password }, maxElements: 1 });
      }),
    );
    expect(await Promise.all(sessions.map(thingsOf))).toEqual(Array(64).fill(['a', 'b']));
    const logins = await guarded.events('login');
    expect(new Set(logins.map(({ user }) => user))).toEqual(new Set(['EXAMPLE\\ann', 'EXAMPLE\\борис', 'HOST\\local']));
    expect(logins.length).toBeLessThanOrEqual(3 * CONNECTIONS);
    expect(await guarded.events('refused')).toEqual([]);
  });

  it('takes no more memory however many requests it has sealed', async () => {
    await using guarded = await startGuarded({ ntlmUsers });
    const session = await asAnn(guarded);
    const ask = async (): Promise<void> => {
      for (let done = 0; done < REQUESTS; done += 20) {
        await Promise.all(Array.from({ length: 20 }, () => session.testConnection()));
        // The server remembers what it was asked.
        guarded.server.requests.length = 0;
      }
    };
    expect(await memoryGrowth(ask)).toBeLessThan(REQUESTS * 100);
    expect(await guarded.events('refused')).toEqual([]);
  });
});
