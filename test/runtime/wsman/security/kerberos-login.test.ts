import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { KerberosContext } from '../../../../runtime/wsman/security/kerberos/kerberos-context.js';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { first, login, missingRealm, PASSWORD, Realm, TARGET } from './kerberos-realm.js';

const SPNEGO = '1.3.6.1.5.5.2';
const KERBEROS = '1.2.840.113554.1.2.2';

describeNeeding(missingRealm, 'a login by Kerberos', () => {
  const realm = new Realm();
  beforeEach(() => realm.enter());

  it('is one of the user whose ticket the system has', async () => {
    await using server = realm.server();
    const { context, user, mechanism } = await login(server);
    expect(context.isEstablished).toBe(true);
    expect(user).toBe('ann@EXAMPLE.TEST');
    expect(mechanism).toBe(KERBEROS);
    context.close();
    expect(context.isEstablished).toBe(false);
  });

  it.each([
    ['the default realm', { username: 'ann' }],
    ['a domain, which becomes the realm in upper case', { username: 'ann', domain: 'example.test' }],
    ['a principal, whatever the domain', { username: 'ann@EXAMPLE.TEST', domain: 'OTHER' }],
  ])('is one of a user and a password, with %s', async (_, user) => {
    await realm.enter({ KRB5CCNAME: 'FILE:/nonexistent' });
    await using server = realm.server();
    const { context, ...found } = await login(server, { target: TARGET, user: { ...user, password: PASSWORD } });
    expect(found.user).toBe('ann@EXAMPLE.TEST');
    context.close();
  });

  it('is one of a user whose ticket the system has beside that of another', async () => {
    realm.kdc.addUser('bob', 'secret');
    const tickets = join(dirname(realm.keytab), 'tickets');
    mkdirSync(tickets);
    copyFileSync(await realm.kdc.ticketFor('ann', PASSWORD), join(tickets, 'tkt'));
    copyFileSync(await realm.kdc.ticketFor('bob', 'secret'), join(tickets, 'tkt2'));
    await realm.enter({ KRB5CCNAME: `DIR:${tickets}` });
    await using server = realm.server();
    for (const username of ['bob', 'ann']) {
      const { context, user } = await login(server, { target: TARGET, user: { username } });
      expect(user).toBe(`${username}@EXAMPLE.TEST`);
      context.close();
      await server.reset();
    }
  });

  it('offers a server Kerberos alone, though the library has NTLM, too', async () => {
    const token = await first(new KerberosContext({ target: TARGET }));
    const mechanisms = Buffer.from('a00d300b06092a864886f712010202', 'hex');
    expect(token.indexOf(mechanisms)).toBeGreaterThan(0);
    expect(token.indexOf(Buffer.from('NTLMSSP'))).toBe(-1);
  });

  it('is not one by NTLM where there is no ticket', async () => {
    const file = join(dirname(realm.keytab), 'ntlm');
    writeFileSync(file, `EXAMPLE:ann:${PASSWORD}\n`);
    await realm.enter({ KRB5CCNAME: 'FILE:/nonexistent', NTLM_USER_FILE: file });
    await expect(first(new KerberosContext({ target: TARGET }))).rejects.toThrow('there is no ticket');
  });

  it('suits servers that take SPNEGO alone', async () => {
    await using server = realm.server();
    const context = new KerberosContext({ target: TARGET });
    const { token, complete } = await server.accept(await first(context), null, SPNEGO);
    expect(complete).toBe(true);
    expect(await context.next(token, null)).toBe(null);
    context.close();
  });

  it('is bound to the connection where there is TLS', async () => {
    const binding = Buffer.from('tls-server-end-point:0123456789abcdef');
    await using server = realm.server();
    const { context } = await login(server, { target: TARGET }, binding);
    context.close();
    await server.reset();
    const other = new KerberosContext({ target: TARGET });
    await expect(server.accept(await first(other, Buffer.from('tls-server-end-point:other')), binding)).rejects.toThrow(
      'Incorrect channel bindings',
    );
    other.close();
  });

  it('asks for the service as it is named: no DNS is asked for its name', async () => {
    const alias = 'WSMAN/alias';
    const keytab = realm.kdc.keytabFor(alias);
    const conf = join(dirname(realm.keytab), 'dns.conf');
    writeFileSync(
      conf,
      '[libdefaults]\ndns_canonicalize_hostname = true\nrdns = true\nqualify_shortname = example.org\n',
    );
    await realm.enter({ KRB5_CONFIG: `${conf}:${realm.kdc.env['KRB5_CONFIG']}` });
    await using server = realm.server({ KRB5_KTNAME: keytab });
    for (const target of [alias, `${alias}@EXAMPLE.TEST`]) {
      const { context } = await login(server, { target });
      context.close();
      await server.reset();
    }
  });

  it('finds the realm of the service by the ticket, and not by the default of the settings', async () => {
    const conf = join(dirname(realm.keytab), 'default.conf');
    writeFileSync(conf, '[libdefaults]\ndefault_realm = OTHER.TEST\n');
    await realm.enter({ KRB5_CONFIG: `${conf}:${realm.kdc.env['KRB5_CONFIG']}` });
    await using server = realm.server();
    const { context } = await login(server);
    context.close();
  });

  it('is possible 64 times at once', async () => {
    await using server = realm.server();
    const contexts = Array.from({ length: 64 }, () => new KerberosContext({ target: TARGET }));
    const tokens = await Promise.all(contexts.map((context) => first(context)));
    for (const [index, context] of contexts.entries()) {
      const { token } = await server.accept(tokens[index] ?? Buffer.alloc(0));
      expect(await context.next(token, null)).toBe(null);
      const { signature, content } = context.seal(Buffer.from(`message ${index}`));
      const { message } = await server.unwrap(Buffer.concat([signature, content]));
      expect(message.toString()).toBe(`message ${index}`);
      await server.reset();
    }
    for (const context of contexts) context.close();
  });

  it('leaves the thread free while the KDC does not answer, and can be closed meanwhile', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('TCP has ports');
    await realm.enter(realm.settingsFor(address.port));
    const context = new KerberosContext({ target: TARGET });
    const token = context.next(null, null);
    const settled = expect(token).rejects.toMatchObject({ result: 'FAILED' });
    const sockets: Socket[] = [];
    silent.on('connection', (socket) => sockets.push(socket));
    // This thread must go on to see the connection, on which the call waits.
    await once(silent, 'connection');
    context.close();
    await expect(context.next(null, null)).rejects.toThrow(
      'the login by Kerberos to HTTP/server01.example.test has ended',
    );
    for (const socket of sockets) socket.destroy();
    silent.close();
    await settled;
  });

  it('does not ask a KDC that keeps others waiting when it is closed before its turn', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('TCP has ports');
    await realm.enter(realm.settingsFor(address.port));
    const sockets: Socket[] = [];
    let isOver = false;
    silent.on('connection', (socket) => {
      sockets.push(socket);
      if (isOver) socket.destroy();
    });
    const contexts = Array.from({ length: 8 }, () => new KerberosContext({ target: TARGET }));
    const settled = Promise.allSettled(contexts.map((context) => context.next(null, null)));
    await once(silent, 'connection');
    await once(silent, 'connection');
    isOver = true;
    for (const context of contexts) context.close();
    for (const socket of sockets) socket.destroy();
    const ends = (await settled).map((each) => (each.status === 'rejected' ? String(each.reason) : ''));
    expect(ends).toEqual(Array(8).fill(expect.stringMatching(/the login by Kerberos to \S+ has ended$/)));
    expect(sockets).toHaveLength(2);
    silent.close();
  });

  it('takes one token at a time, and none out of turn', async () => {
    await using server = realm.server();
    const context = new KerberosContext({ target: TARGET });
    await expect(context.next(Buffer.from('x'), null)).rejects.toThrow('is under way');
    const token = first(context);
    await expect(context.next(null, null)).rejects.toThrow('is under way');
    expect(() => context.seal(Buffer.from('too early'))).toThrow('is under way');
    const { token: answer } = await server.accept(await token);
    expect(await context.next(answer, null)).toBe(null);
    await expect(context.next(null, null)).rejects.toThrow('is complete');
    context.close();
    context.close();
    expect(() => context.seal(Buffer.from('too late'))).toThrow('has ended');
  });
});
