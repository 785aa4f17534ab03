import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { MiError, SessionOptions } from '../../../runtime/index.js';
import type { ServerTls } from '../../tools/wsman-server/server.js';
import { type Both, startBoth } from './over-both.js';
import { repository } from './things.js';

const CERTIFICATES = fileURLToPath(new URL('../../tools/certificates/', import.meta.url));
const file = (name: string): string => join(CERTIFICATES, name);
const pem = (name: string): string => readFileSync(file(name), 'utf8');
const TRUSTED: SessionOptions = { trustedCertificates: file('ca.pem') };

let both: Both | undefined;
afterEach(() => both?.close());

/** Asks a server with a certificate whether it is there; gives what went wrong. */
async function ask(certificate: string, options: SessionOptions, tls: Partial<ServerTls> = {}): Promise<string | null> {
  const server = { tls: { key: pem(`${certificate}.key`), cert: pem(`${certificate}.pem`), ...tls } };
  both = await startBoth(repository(), server, { transport: 'HTTPS', ...options });
  return both.remote.testConnection().then(
    () => null,
    (error: MiError) => error.message,
  );
}

describe('the certificate of the service', () => {
  const cases: readonly (readonly [certificate: string, options: SessionOptions, failure: RegExp | null])[] = [
    ['localhost', TRUSTED, null],
    ['localhost', { ...TRUSTED, destination: 'localhost' }, null],
    ['localhost', { trustedCertificates: CERTIFICATES }, null],
    ['localhost', {}, /from no authority that is trusted here/],
    ['localhost', { checkCertificateAuthority: false }, null],
    ['other', TRUSTED, /issued for another name/],
    ['other', { ...TRUSTED, checkCertificateName: false }, null],
    ['other', { checkCertificateName: false }, /from no authority that is trusted here/],
    ['other', { checkCertificateAuthority: false }, /issued for another name/],
    ['other', { checkCertificateAuthority: false, checkCertificateName: false }, null],
    ['expired', TRUSTED, /has expired/],
  ];
  it.each(cases)('%s with %j', async (certificate, options, expected) => {
    const message = await ask(certificate, options);
    if (expected === null) expect(message).toBeNull();
    else expect(message).toMatch(expected);
  });
});

it('a client certificate logs in', async () => {
  const certificate = { certificateFile: file('client.pem'), privateKeyFile: file('client.key') };
  const tls = { ca: pem('ca.pem'), requestCert: true };
  const asCertificate = { ...TRUSTED, ...certificate, credentials: { type: 'None' } } as const;
  expect(await ask('localhost', asCertificate, tls)).toBeNull();
  const [request] = both?.server.requests ?? [];
  expect(request?.httpHeaders.authorization).toMatch(/\/secprofile\/https\/mutual$/);
});

it('a client certificate with another key, and one that is none, are refused before anything is sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-tls-'));
  try {
    writeFileSync(join(folder, 'text.pem'), 'no certificate');
    const open = (certificateFile: string): Promise<unknown> => {
      return startBoth(repository(), {}, { transport: 'HTTPS', certificateFile, privateKeyFile: file('client.key') });
    };
    await expect(open(join(folder, 'text.pem'))).rejects.toThrow(/there is no certificate in PEM in .*text\.pem$/);
    await expect(open(file('localhost.pem'))).rejects.toThrow(
      /client\.key does not belong to the certificate in .*localhost\.pem$/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('HTTP on a port of HTTPS, and the other way round, say what is wrong', async () => {
  const tls = { key: pem('localhost.key'), cert: pem('localhost.pem') };
  both = await startBoth(repository(), { tls }, { transport: 'HTTP' });
  await expect(both.remote.testConnection()).rejects.toThrow(/closed the connection|sent what is no HTTP/);
  await both.close();
  both = await startBoth(repository(), {}, { transport: 'HTTPS' });
  await expect(both.remote.testConnection()).rejects.toThrow(/does not speak TLS on this port/);
});
