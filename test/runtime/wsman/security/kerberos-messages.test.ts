import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { SealedMessage } from '../../../../runtime/wsman/security/security-context.js';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { login, missingRealm, Realm } from './kerberos-realm.js';

const token = ({ signature, content }: SealedMessage): Buffer => Buffer.concat([signature, content]);
const NOT_NEXT = { result: 'FAILED', message: expect.stringContaining('is not the next message that it has sealed') };

describeNeeding(missingRealm, 'messages that Kerberos seals', () => {
  const realm = new Realm();
  beforeEach(() => realm.enter());

  it.each([
    'aes256-cts-hmac-sha1-96',
    'aes128-cts-hmac-sha1-96',
    'aes256-cts-hmac-sha384-192',
    'aes128-cts-hmac-sha256-128',
    'camellia256-cts-cmac',
    'arcfour-hmac',
  ])('have the form of Windows with keys of %s', async (encryption) => {
    const service = `HTTP/${encryption}.example.test`;
    const KRB5_KTNAME = realm.kdc.keytabFor(service, encryption);
    const settings = (name: string, text: string) => {
      const path = join(dirname(realm.keytab), `${encryption}-${name}.conf`);
      writeFileSync(path, `[libdefaults]\n${text}\n`);
      return `${path}:${realm.kdc.env['KRB5_CONFIG']}`;
    };
    const permitted = `permitted_enctypes = ${encryption}`;
    // The ticket of the user has another type.
    const ofClient = `${permitted} aes256-cts\ndefault_tgs_enctypes = ${encryption} aes256-cts`;
    await realm.enter({ KRB5_CONFIG: settings('client', ofClient) });
    await using server = realm.server({ KRB5_KTNAME, KRB5_CONFIG: settings('server', permitted) });
    const { context } = await login(server, { target: service });
    for (const text of ['', 'x', 'ünïcode', 'x'.repeat(100_000)]) {
      const message = Buffer.from(text);
      const sealed = context.seal(message);
      expect(await server.unwrap(token(sealed))).toEqual({ message, encrypted: true });
      // GSSAPI makes the same form when it is asked for what stands before the message by itself.
      const ofServer = await server.seal(message);
      expect(sealed.signature.length).toBe(ofServer.signature.length);
      expect(sealed.content.length).toBe(ofServer.content.length);
      expect(sealed.signature.subarray(4, 8)).toEqual(ofServer.signature.subarray(4, 8));
      expect(context.unseal(ofServer)).toEqual(message);
    }
    context.close();
  });

  it('are refused when they are changed, whichever byte it is', async () => {
    await using server = realm.server();
    for (const at of [0, 2, 3, 6, 7, 8, 15, 16, 59, 60, 64]) {
      const { context } = await login(server);
      const sealed = await server.seal(Buffer.from('hello'));
      const changed = token(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      const { length } = sealed.signature;
      const attempt = { signature: changed.subarray(0, length), content: changed.subarray(length) };
      expect(() => context.unseal(attempt)).toThrow(expect.objectContaining(NOT_NEXT));
      // Nothing of this login is believed any more.
      expect(() => context.unseal(sealed)).toThrow('has ended');
      await server.reset();
    }
  });

  it.each<[string, (messages: readonly SealedMessage[]) => readonly SealedMessage[]]>([
    ['repeated', ([a]) => (a ? [a, a] : [])],
    ['swapped', ([a, b]) => (a && b ? [b, a] : [])],
    ['left out', ([a, , c]) => (a && c ? [a, c] : [])],
    ['cut off', ([a]) => (a ? [{ ...a, content: a.content.subarray(1) }] : [])],
    ['longer', ([a]) => (a ? [{ ...a, content: Buffer.concat([a.content, Buffer.alloc(1)]) }] : [])],
    ['without a signature', ([a]) => (a ? [{ ...a, signature: Buffer.alloc(0) }] : [])],
    ['empty', () => [{ signature: Buffer.alloc(0), content: Buffer.alloc(0) }]],
    ['64 kB of nothing', () => [{ signature: Buffer.alloc(60), content: Buffer.alloc(65_536) }]],
  ])('are refused when they are %s', async (_, change) => {
    await using server = realm.server();
    const { context } = await login(server);
    const messages: SealedMessage[] = [];
    for (const text of ['one', 'two', 'three']) messages.push(await server.seal(Buffer.from(text)));
    const attempts = change(messages);
    expect(() => attempts.map((attempt) => context.unseal(attempt))).toThrow(expect.objectContaining(NOT_NEXT));
    expect(() => context.seal(Buffer.from('x'))).toThrow('has ended');
  });

  it('are refused when they come from the wrong side or login', async () => {
    await using server = realm.server();
    const { context } = await login(server);
    expect(() => context.unseal(context.seal(Buffer.from('mine')))).toThrow(expect.objectContaining(NOT_NEXT));
    await server.reset();
    const { context: other } = await login(server);
    const sealed = await server.seal(Buffer.from('for the other'));
    await server.reset();
    const { context: third } = await login(server);
    expect(() => third.unseal(sealed)).toThrow(expect.objectContaining(NOT_NEXT));
    other.close();
  });

  it('are refused when they are signed, but not encrypted', async () => {
    await using server = realm.server();
    const { context } = await login(server);
    const plain = await server.wrap(Buffer.from('for everyone'), false);
    const attempt = { signature: plain.subarray(0, 16), content: plain.subarray(16) };
    expect(() => context.unseal(attempt)).toThrow(expect.objectContaining(NOT_NEXT));
  });

  it('leave no memory behind, 10,000 of them', async () => {
    await using server = realm.server();
    const { context } = await login(server);
    const message = Buffer.alloc(20_000, 'x');
    const seal = (times: number) => {
      for (let time = 0; time < times; time++) context.seal(message);
    };
    seal(1000);
    const before = process.memoryUsage.rss();
    seal(10_000);
    // 200 MB have been sealed, each of them in several copies.
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
    context.close();
  });
});
