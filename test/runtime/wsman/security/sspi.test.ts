import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import koffi from 'koffi';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { KerberosOptions } from '../../../../runtime/wsman/security/kerberos/mechanism.js';
import { loadSspi, type Sspi } from '../../../../runtime/wsman/security/kerberos/sspi-library.js';
import { SspiMechanism } from '../../../../runtime/wsman/security/kerberos/sspi-mechanism.js';
import { missing } from '../../../native/build.mjs';
import { describeNeeding } from '../../../tools/describe-needing.js';

const SOURCE = fileURLToPath(new URL('../../../tools/kerberos/sspi.c', import.meta.url));
const FLAGS = ['-std=c11', '-Wall', '-Wextra', '-Werror'];

function compile(compiler: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(compiler, [...FLAGS, ...args, SOURCE], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr);
}

describeNeeding(missing('windows'), 'the structures of SSPI', () => {
  it('are those of Windows, and so are its numbers', () => {
    compile('x86_64-w64-mingw32-gcc', '-fsyntax-only');
  });
});

describeNeeding(missing('native'), 'Kerberos by SSPI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-sspi-'));
  let sspi: Sspi;
  let openHandles: () => number;
  beforeAll(() => {
    const library = join(folder, 'sspi.so');
    compile('gcc', '-O2', '-fPIC', '-shared', '-o', library);
    sspi = loadSspi(library, library);
    openHandles = koffi.load(library).func('int open_handles()');
  });
  afterEach(() => expect(openHandles()).toBe(0));
  afterAll(() => rmSync(folder, { recursive: true }));

  const TARGET = 'HTTP/server01.example.org';
  const { signal } = new AbortController();
  const open = (options: Partial<KerberosOptions> = {}) => {
    return new SspiMechanism(sspi, { target: TARGET, signal, ...options });
  };

  async function established(): Promise<SspiMechanism> {
    const mechanism = open();
    await mechanism.step(null, null);
    expect(await mechanism.step(Buffer.from('proof'), null)).toBe(null);
    expect(mechanism.isEstablished).toBe(true);
    return mechanism;
  }

  it.each<[string, KerberosOptions['user'], Buffer | null, string]>([
    ['the user who runs the program', undefined, null, 'Kerberos 2 - - -'],
    [
      'a user of a domain',
      { username: 'ann', domain: 'EXAMPLE', password: 'pass' },
      null,
      'Kerberos 2 ann EXAMPLE pass',
    ],
    ['a principal', { username: 'ann@x.org', domain: 'OTHER', password: 'pass' }, null, 'Kerberos 2 ann@x.org  pass'],
    ['a connection with TLS', undefined, Buffer.from('tls-server-end-point:1'), 'Kerberos 2 - - -'],
  ])('asks Windows for %s', async (_, user, binding, acquired) => {
    const mechanism = open({ user });
    const token = await mechanism.step(null, binding);
    expect(token?.toString()).toBe(`${acquired} ${TARGET} 1001e ${binding ?? '-'}`);
    mechanism.close();
  });

  it('seals messages and reads them', async () => {
    const mechanism = await established();
    const { signature, content } = mechanism.seal(Buffer.from('hello'));
    expect([signature.toString(), content.toString()]).toEqual(['sealed', 'olleh#']);
    expect(mechanism.unseal({ signature, content }).toString()).toBe('hello');
    mechanism.close();
    mechanism.close();
  });

  it.each([
    ['changed', 'broken', '0x8009030f words of 8009030f'],
    ['signed, but not encrypted', 'signed', 'it is not encrypted'],
  ])('refuses messages that are %s', async (_, signature, reason) => {
    const mechanism = await established();
    const sealed = {
      signature: Buffer.from(signature === 'broken' ? 'cut' : signature),
      content: Buffer.from('olleh#'),
    };
    expect(() => mechanism.unseal(sealed)).toThrow(
      expect.objectContaining({ result: 'FAILED', message: expect.stringMatching(new RegExp(`: ${reason}$`)) }),
    );
    mechanism.close();
  });

  it('signs and checks signatures', async () => {
    const mechanism = await established();
    expect(mechanism.sign(Buffer.from('hello')).toString()).toBe('of 5');
    mechanism.verify(Buffer.from('hello'), Buffer.from('of 5'));
    expect(() => mechanism.verify(Buffer.from('hello'), Buffer.from('of 6'))).toThrow('words of 8009030f');
    mechanism.close();
  });

  it('explains what Windows refuses', async () => {
    const user = { username: 'ann', domain: 'EXAMPLE', password: 'wrong' };
    await expect(open({ user }).step(null, null)).rejects.toMatchObject({
      result: 'ACCESS_DENIED',
      message:
        `Kerberos cannot log in to ${TARGET}: the user name or the password of ann@EXAMPLE is wrong. ` +
        '(Kerberos: 0x8009030c words of 8009030c)',
    });
    const mechanism = open();
    await mechanism.step(null, null);
    await expect(mechanism.step(Buffer.from('other'), null)).rejects.toThrow(
      `the server does not have the key of ${TARGET}`,
    );
    mechanism.close();
  });

  it('refuses a login after which messages would not be encrypted', async () => {
    const mechanism = open();
    await mechanism.step(null, null);
    await expect(mechanism.step(Buffer.from('weak'), null)).rejects.toMatchObject({
      result: 'ACCESS_DENIED',
      message: expect.stringContaining(
        'the messages would not be encrypted, signed and counted: the flags are 0x1000e',
      ),
    });
    expect(mechanism.isEstablished).toBe(false);
    mechanism.close();
  });

  it('wants the password of another user', async () => {
    await expect(open({ user: { username: 'ann' } }).step(null, null)).rejects.toMatchObject({
      result: 'NOT_SUPPORTED',
      message: expect.stringContaining('give the password of ann, or no user'),
    });
  });
});
