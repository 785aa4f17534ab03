import { constants, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket, type TlsOptions } from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { SessionOptions } from '../../../../runtime/index.js';
import { endpointOf } from '../../../../runtime/wsman/session-endpoint.js';
import { tlsOptions } from '../../../../runtime/wsman/transport/tls-options.js';
import { until } from '../../../tools/turns.js';
import {
  BASIC,
  CERTIFICATES,
  certificate,
  closeLater,
  failure,
  http,
  leavesNothingOpen,
  pem,
  poolOf,
  post,
  type RawServer,
  rawServer,
} from './raw-server.js';

leavesNothingOpen();

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-certificates-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with a text. */
function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Containers may have no loopback of IPv6. */
const HAS_IPV6 = Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1'));

const TRUSTED: SessionOptions = { transport: 'HTTPS', trustedCertificates: `${CERTIFICATES}ca.pem` };
const CLIENT = { certificateFile: `${CERTIFICATES}client.pem`, privateKeyFile: `${CERTIFICATES}client.key` };

const serverWith = (name: string, options: TlsOptions = {}): Promise<RawServer> => {
  return rawServer((socket) => socket.write(http('<a/>')), { ...certificate(name), ...options });
};

describe('the certificate of a server', () => {
  const [EXPIRED, UNTRUSTED, OTHER] = [
    /that has expired/,
    /from no authority that is trusted/,
    /for another name: it is for other\.example; use such a name as destination/,
  ];
  /** What is wrong with a certificate when both, the authority alone, or the name alone is checked. */
  const cases = [
    ['localhost', true, null, null, null],
    ['localhost', false, UNTRUSTED, UNTRUSTED, null],
    ['self-signed', true, UNTRUSTED, UNTRUSTED, null],
    ['expired', true, EXPIRED, EXPIRED, null],
    ['other', true, OTHER, null, OTHER],
    ['other', false, UNTRUSTED, UNTRUSTED, OTHER],
  ] as const;
  const all = cases.flatMap(([name, isTrusted, both, authority, host]) =>
    (
      [
        [true, true, both],
        [true, false, authority],
        [false, true, host],
        [false, false, null],
      ] as const
    ).map(([checkCertificateAuthority, checkCertificateName, expected]) => {
      const checks = { checkCertificateAuthority, checkCertificateName };
      return [name, isTrusted, checks, expected] as const;
    }),
  );
  it.each(all)('%s.pem, whose issuer is trusted: %s, with %j', async (name, isTrusted, checks, expected) => {
    const server = await serverWith(name);
    const pool = poolOf(server, { transport: 'HTTPS', ...(isTrusted ? TRUSTED : {}), ...checks, credentials: BASIC });
    if (expected === null) {
      expect((await post(pool, 'x')).text).toBe('<a/>');
      return;
    }
    const error = await failure(post(pool, 'x'));
    expect(error).toMatchObject({ name: 'MiError', result: 'FAILED' });
    expect(error.message).toMatch(expected);
    expect(error.message.startsWith(`https://127.0.0.1:${server.port}/wsman has a certificate `)).toBe(true);
    // Neither the password nor the request has left this computer.
    expect(server.received).toEqual([]);
  });

  it.each(['localhost', '127.0.0.1'])('is that of %s', async (destination) => {
    const server = await serverWith('localhost');
    expect((await post(poolOf(server, { ...TRUSTED, destination }), 'x')).text).toBe('<a/>');
  });

  it.runIf(HAS_IPV6).each([true, false])(
    'is that of ::1, with and without brackets; its issuer is checked: %s',
    async (checkCertificateAuthority) => {
      const answer = (socket: Socket): unknown => socket.write(http('<a/>'));
      const [own, other] = [
        await rawServer(answer, certificate('localhost'), '::1'),
        await rawServer(answer, certificate('other'), '::1'),
      ];
      for (const destination of ['::1', '[::1]']) {
        const options = { ...TRUSTED, destination, checkCertificateAuthority };
        expect((await post(poolOf(own, options), 'x')).text).toBe('<a/>');
        expect((await failure(post(poolOf(other, options), 'x'))).message).toMatch(OTHER);
      }
      expect(own.received[0]?.head).toContain(`Host: [::1]:${own.port}\r\n`);
    },
  );

  it.each([
    ['localhost', undefined],
    ['other', expect.any(Error)],
  ])('%s.pem is checked for an address of IPv6 without its zone', (name, expected) => {
    const { tls } = endpointOf({ ...TRUSTED, destination: 'server01' });
    const { checkServerIdentity } = tls === null ? {} : tlsOptions(tls);
    const shown = new X509Certificate(pem(`${name}.pem`)).toLegacyObject();
    expect(checkServerIdentity?.('::1%eth0', shown)).toEqual(expected);
  });

  it('is trusted by a folder, whatever else is in it', async () => {
    const trusted = join(folder, 'trusted');
    mkdirSync(join(trusted, 'folder.pem'), { recursive: true });
    cpSync(`${CERTIFICATES}ca.pem`, join(trusted, 'ca.pem'));
    writeFileSync(join(trusted, 'ca.der'), Buffer.from([0x30, 0x82, 0xff]));
    const server = await serverWith('localhost');
    expect((await post(poolOf(server, { ...TRUSTED, trustedCertificates: trusted }), 'x')).text).toBe('<a/>');
  });

  it('is checked whatever the environment says', async () => {
    const server = await serverWith('localhost');
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const error = await failure(post(poolOf(server, { transport: 'HTTPS' }), 'x'));
      expect(error.message).toMatch(UNTRUSTED);
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });
});

describe('a port that speaks something else', () => {
  it('than HTTPS', async () => {
    for (const greeting of ['SSH-2.0-OpenSSH_9.2\r\n', 'HTTP/1.1 400 Bad Request\r\n\r\n']) {
      const server = await greeter(greeting);
      const error = await failure(post(poolOf(server, { transport: 'HTTPS' }), 'x'));
      expect(error.message).toBe(
        `https://127.0.0.1:${server.port}/wsman does not speak TLS on this port: the port of HTTPS is mostly 5986; ` +
          "without TLS, give transport: 'HTTP'",
      );
    }
  });

  it('than HTTP', async () => {
    const server = await serverWith('localhost');
    const error = await failure(post(poolOf(server), 'x'));
    expect(error.message).toMatch(/; if it speaks TLS on this port, give transport: 'HTTPS'\. Whether/);
  });

  it('than what can be spoken here', async () => {
    const server = await serverWith('localhost', { ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' });
    const error = await failure(post(poolOf(server, TRUSTED), 'x'));
    expect(error.message).toMatch(/ refuses this side: it may want .* handshake failure/);
  });
});

describe('a port that does not answer the greeting of TLS', () => {
  it('is given up after openTimeout, with no doubt about the operation', async () => {
    const server = await rawServer(() => {});
    const error = await failure(post(poolOf(server, { transport: 'HTTPS', openTimeout: 20 }), 'x'));
    expect(error.message).toBe(
      `https://127.0.0.1:${server.port}/wsman took the connection, but does not speak TLS: given up after 20 ms.`,
    );
    await until(() => server.sockets.size === 0);
  });

  it('is left when the request is aborted', async () => {
    const server = await rawServer(() => {});
    const controller = new AbortController();
    const aborted = failure(post(poolOf(server, { transport: 'HTTPS' }), 'x', { signal: controller.signal }));
    await until(() => server.sockets.size === 1);
    controller.abort(new Error('enough'));
    expect((await aborted).message).toBe('enough');
    await until(() => server.sockets.size === 0);
  });
});

/** A server that speaks first. */
async function greeter(greeting: string): Promise<Pick<RawServer, 'port'>> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume().end(greeting);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closeLater(() => server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server of TCP has a port');
  return address;
}

describe('a client certificate', () => {
  const asksFor = { ca: pem('ca.pem'), requestCert: true };

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('logs in where %s is spoken, and a header says so', async (maxVersion) => {
    const server = await serverWith('localhost', { ...asksFor, maxVersion });
    expect((await post(poolOf(server, { ...TRUSTED, ...CLIENT }), 'x')).text).toBe('<a/>');
    expect(server.received[0]?.head).toContain(
      'Authorization: http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual\r\n',
    );
  });

  it('logs in where the server asks for it once the request has come, as Windows does', async () => {
    const answer = (socket: Socket): void => {
      if (!(socket instanceof TLSSocket)) throw new Error('the server speaks TLS');
      const asked = socket.renegotiate({ requestCert: true, rejectUnauthorized: true }, () => {
        socket.write(http(`<${socket.getPeerCertificate().subject.CN}/>`));
      });
      if (!asked) socket.destroy();
    };
    // OpenSSL would take up the session again, and then asks for nothing.
    const secureOptions = constants.SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION;
    const server = await rawServer(answer, { ...certificate('localhost'), ca: pem('ca.pem'), secureOptions });
    expect((await post(poolOf(server, { ...TRUSTED, ...CLIENT }), 'x')).text).toBe('<alice/>');
  });

  it.each<[spoken: string, options: TlsOptions]>([
    ['newer', { minVersion: 'TLSv1.3' }],
    ['older', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
  ])('cannot log in where only a %s TLS is spoken: the error says so', async (_, options) => {
    const server = await serverWith('localhost', { ...asksFor, ...options });
    expect((await failure(post(poolOf(server, { ...TRUSTED, ...CLIENT }), 'x'))).message).toMatch(
      / speaks no version of TLS that is spoken here; with a certificateFile, that is 1\.2: /,
    );
  });

  it('and its key may be in one file', async () => {
    const certificateFile = fileOf('both.pem', `${pem('client.pem')}${pem('client.key')}`);
    const server = await serverWith('localhost', asksFor);
    expect((await post(poolOf(server, { ...TRUSTED, certificateFile }), 'x')).text).toBe('<a/>');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('that a server misses or does not trust: %s', async (maxVersion) => {
    const server = await serverWith('localhost', { ...asksFor, maxVersion });
    const missing = await failure(post(poolOf(server, TRUSTED), 'x'));
    expect(missing.message).toMatch(/it may want a client certificate, or another one \(certificateFile\): /);
    const own = {
      certificateFile: `${CERTIFICATES}self-signed.pem`,
      privateKeyFile: `${CERTIFICATES}self-signed.key`,
    };
    const untrusted = await failure(post(poolOf(server, { ...TRUSTED, ...own }), 'x'));
    expect(untrusted.message).toMatch(/does it want a certificateFile\?|may not trust the client certificate/);
    expect(server.received).toEqual([]);
  });

  const file = (name: string): string => `${CERTIFICATES}${name}`;
  it.each<[name: string, options: SessionOptions, message: string]>([
    [
      'is missing',
      { certificateFile: file('nowhere.pem') },
      `certificateFile: ${file('nowhere.pem')} cannot be read: ENOENT`,
    ],
    ['is a folder', { certificateFile: CERTIFICATES }, `certificateFile: ${CERTIFICATES} cannot be read: `],
    [
      'is no certificate',
      { certificateFile: file('client.key') },
      `certificateFile: there is no certificate in PEM in ${file('client.key')}`,
    ],
    [
      'is broken',
      { certificateFile: fileOf('broken.pem', pem('client.pem').replace(/\n.{40}/, '\nAAAA')), privateKeyFile: 'x' },
      `certificateFile: ${join(folder, 'broken.pem')} cannot be read: `,
    ],
    [
      'has no key',
      { certificateFile: file('client.pem') },
      `certificateFile: there is no private key in PEM in ${file('client.pem')}`,
    ],
    [
      'has a key that is missing',
      { certificateFile: file('client.pem'), privateKeyFile: file('nowhere.key') },
      `privateKeyFile: ${file('nowhere.key')} cannot be read: ENOENT`,
    ],
    [
      'has a key that is none',
      { certificateFile: file('client.pem'), privateKeyFile: file('ca.pem') },
      `privateKeyFile: there is no private key in PEM in ${file('ca.pem')}`,
    ],
    [
      'has a key that is broken',
      {
        certificateFile: file('client.pem'),
        privateKeyFile: fileOf('broken.key', pem('client.key').replace(/\n.{40}/, '\nAAAA')),
      },
      `privateKeyFile: ${join(folder, 'broken.key')} cannot be read: `,
    ],
    [
      'has the key of another one',
      { certificateFile: file('client.pem'), privateKeyFile: file('other.key') },
      `privateKeyFile: the key in ${file('other.key')} does not belong to the certificate in ${file('client.pem')}`,
    ],
    [
      'has a key with a passphrase',
      { certificateFile: file('client.pem'), privateKeyFile: file('client-encrypted.key') },
      `privateKeyFile: the key in ${file('client-encrypted.key')} has a passphrase: write one without it ("openssl pkey`,
    ],
  ])('%s: the error names the option and the file', (_, options, message) => {
    let caught: unknown;
    try {
      endpointOf({ destination: 'server01', transport: 'HTTPS', ...options });
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ name: 'MiError', result: 'INVALID_PARAMETER' });
    expect(String(caught)).toContain(message);
    expect(inspect(caught, { depth: 20, showHidden: true })).not.toContain('PRIVATE KEY-----');
  });
});

it.each([
  ['is missing', `${CERTIFICATES}nowhere`, / cannot be read: ENOENT/],
  ['holds none', fileOf('none.pem', 'none'), /there is no certificate in PEM in /],
  ['holds a broken one', fileOf('damaged.pem', pem('ca.pem').replace(/\n.{40}/, '\nAAAA')), / cannot be read: /],
  ['is a folder without any', join(CERTIFICATES, '..', 'structure'), /there is no certificate in PEM in /],
])('trustedCertificates that %s', (_, trustedCertificates, message) => {
  const open = (): unknown => endpointOf({ destination: 'server01', transport: 'HTTPS', trustedCertificates });
  expect(open).toThrow(message);
  expect(open).toThrow(/^trustedCertificates: /);
});

it('no endpoint shows a key', () => {
  const shown = inspect(endpointOf({ destination: 'server01', transport: 'HTTPS', ...CLIENT }), {
    depth: 20,
    showHidden: true,
    getters: true,
  });
  expect(shown).not.toContain('PRIVATE KEY');
  expect(shown).not.toContain(pem('client.key').split('\n')[1]);
});
