import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { MiError } from '../../errors.js';
import type { SessionOptions } from '../../session-options.js';
import { thrownText } from '../../values/shown.js';
import type { TlsSettings } from './endpoint.js';

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/;
const ENCRYPTED_KEY = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

interface TrustOfNode {
  readonly rootCertificates: readonly string[];
  getCACertificates?(type: 'default'): readonly string[];
}

/**
 * What options say of certificates.
 * @throws MiError INVALID_PARAMETER for a file that cannot be read, or does not hold what it should.
 */
export function tlsSettings(options: SessionOptions): TlsSettings {
  const { trustedCertificates, certificateFile } = options;
  const { checkCertificateAuthority = true, checkCertificateName = true } = options;
  const files: SecureContextOptions = {
    ...(trustedCertificates === undefined ? {} : { ca: [...trustedByNode(), ...trusted(trustedCertificates)] }),
    ...(certificateFile === undefined ? {} : ownCertificate(certificateFile, options.privateKeyFile)),
  };
  let context: SecureContext | undefined;
  return {
    checkAuthority: checkCertificateAuthority,
    checkName: checkCertificateName,
    // It takes some 20 ms to read all authorities: sessions that share connections do that once.
    context: () => {
      context ??= createSecureContext(files);
      return context;
    },
    key: createHash('sha256').update(JSON.stringify(files)).digest('hex'),
  };
}

/** Those of the environment and of the system are among them, where Node can say which they are: from Node 22.15 on. */
function trustedByNode(): readonly string[] {
  const { rootCertificates, getCACertificates }: TrustOfNode = tls;
  return getCACertificates?.('default') ?? rootCertificates;
}

/** The certificates in a file, or in the files of a folder. */
function trusted(path: string): readonly string[] {
  const found = readable('trustedCertificates', path, () => filesIn(path)).flatMap((file) => {
    const text = readable('trustedCertificates', file, () => readFileSync(file, 'utf8'));
    const certificates = text.match(CERTIFICATES) ?? [];
    // Node would leave out what it cannot read, without a word.
    for (const each of certificates) readable('trustedCertificates', file, () => new X509Certificate(each));
    return certificates;
  });
  if (found.length === 0) throw wrong('trustedCertificates', `there is no certificate in PEM in ${path}`);
  return found;
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const paths = readdirSync(path).map((name) => join(path, name));
  // A link that leads nowhere is no certificate.
  return paths.filter((each) => statSync(each, { throwIfNoEntry: false })?.isFile());
}

/** The certificate of this side. Its key may be in the same file. */
function ownCertificate(certificateFile: string, privateKeyFile: string | undefined): SecureContextOptions {
  const cert = readable('certificateFile', certificateFile, () => readFileSync(certificateFile, 'utf8'));
  const found = cert.match(CERTIFICATES);
  if (found === null) throw wrong('certificateFile', `there is no certificate in PEM in ${certificateFile}`);
  for (const each of found) readable('certificateFile', certificateFile, () => new X509Certificate(each));
  const option = privateKeyFile === undefined ? 'certificateFile' : 'privateKeyFile';
  const file = privateKeyFile ?? certificateFile;
  const key = readable(option, file, () => readFileSync(file, 'utf8'));
  if (ENCRYPTED_KEY.test(key)) {
    throw wrong(option, `the key in ${file} has a passphrase: write one without it ("openssl pkey -in … -out …")`);
  }
  if (!PRIVATE_KEY.test(key)) throw wrong(option, `there is no private key in PEM in ${file}`);
  readable(option, file, () => createSecureContext({ key }));
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw wrong(option, `the key in ${file} does not belong to the certificate in ${certificateFile}`, error);
  }
  // Windows asks for the certificate once the request has come. Over TLS 1.3, Node cannot give it so late.
  return { cert, key, maxVersion: 'TLSv1.2' };
}

function readable<T>(option: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw wrong(option, `${path} cannot be read: ${thrownText(error)}`, error);
  }
}

function wrong(option: string, reason: string, cause?: unknown): MiError {
  return new MiError('INVALID_PARAMETER', `${option}: ${reason}`, cause === undefined ? {} : { cause });
}
