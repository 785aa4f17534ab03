import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import koffi from 'koffi';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallMemory, withMemory } from '../../../../runtime/wsman/security/kerberos/c-library.js';
import { type Gssapi, loadGssapi } from '../../../../runtime/wsman/security/kerberos/gssapi-library.js';
import { GssapiMechanism } from '../../../../runtime/wsman/security/kerberos/gssapi-mechanism.js';
import { KerberosContext } from '../../../../runtime/wsman/security/kerberos/kerberos-context.js';
import type { KerberosUser } from '../../../../runtime/wsman/security/kerberos/mechanism.js';
import { missing } from '../../../native/build.mjs';
import { describeNeeding } from '../../../tools/describe-needing.js';
import { first, missingRealm, PASSWORD, Realm, TARGET } from './kerberos-realm.js';

const SOURCE = fileURLToPath(new URL('../../../tools/kerberos/counting-gssapi.c', import.meta.url));

describeNeeding(missing('native') ?? missingRealm, 'what GSSAPI hands out', () => {
  const realm = new Realm();
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-gssapi-'));
  let gssapi: Gssapi;
  let unreleased: () => number;
  beforeAll(() => {
    const library = join(folder, 'libgssapi.so');
    const { status, stderr } = spawnSync('gcc', ['-fPIC', '-shared', '-o', library, SOURCE, '-ldl']);
    if (status !== 0) throw new Error(String(stderr));
    gssapi = loadGssapi([library]);
    unreleased = koffi.load(library).func('int unreleased()');
  });
  beforeEach(() => realm.enter());
  afterEach(() => expect(unreleased()).toBe(0));
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = (target = TARGET, user?: KerberosUser) =>
    new KerberosContext({ target, user }, async (options) => new GssapiMechanism(gssapi, options));

  it.each([
    ['the ticket of the system', undefined],
    ['the ticket of a user', { username: 'ann' }],
    ['a password', { username: 'ann', password: PASSWORD }],
  ])('is given back after a login with %s and its messages', async (_, user) => {
    await using server = realm.server();
    const context = open(TARGET, user);
    const { token } = await server.accept(await first(context));
    expect(unreleased()).toBeGreaterThan(0);
    await context.next(token, null);
    // Neither names nor credentials, which hold the password, are kept.
    expect(unreleased()).toBe(10);
    const { signature, content } = context.seal(Buffer.from('hello'));
    await server.unwrap(Buffer.concat([signature, content]));
    context.unseal(await server.seal(Buffer.from('hello')));
    context.close();
  });

  it.each([
    ['the service is not known', 'HTTP/nowhere.example.test', undefined],
    ['the name of the service is none', 'HTTP/\\', undefined],
    ['the password is wrong', TARGET, { username: 'ann', password: 'wrong' }],
    ['there is no ticket of the user', TARGET, { username: 'eve' }],
  ])('is given back when %s', async (_, target, user) => {
    await expect(first(open(target, user))).rejects.toThrow('Kerberos cannot log in to');
  });

  it('is given back when the server is not believed, or what it sends', async () => {
    await using server = realm.server();
    const refused = open();
    await first(refused);
    await expect(refused.next(Buffer.from('nonsense'), null)).rejects.toThrow('no answer of SPNEGO');
    const context = open();
    const { token } = await server.accept(await first(context));
    await context.next(token, null);
    const nothing = Buffer.alloc(60);
    expect(() => context.unseal({ signature: nothing, content: nothing })).toThrow('is not the next message');
  });

  it('is given back when the login is closed at any time', async () => {
    open().close();
    const begun = open();
    await first(begun);
    begun.close();
    const underWay = open();
    const token = underWay.next(null, null);
    underWay.close();
    await expect(token).rejects.toThrow('has ended');
  });
});

describe('memory for calls', () => {
  it('is wiped in the end, whatever happens', () => {
    const pieces: Buffer[] = [];
    const use = () =>
      withMemory((memory) => {
        pieces.push(
          memory.text('secret', 'utf8'),
          memory.text('secret', 'utf16le'),
          memory.copy(Buffer.from('secret')),
        );
        expect(pieces.map(String)).toEqual(['secret', 's\0e\0c\0r\0e\0t\0', 'secret']);
        throw new Error('it fails');
      });
    expect(use).toThrow('it fails');
    expect(pieces.map((piece) => piece.every((byte) => byte === 0))).toEqual([true, true, true]);
  });

  it('is not part of the pool of Node', () => {
    expect(new CallMemory().text('secret', 'utf8').buffer.byteLength).toBe(6);
  });
});
