import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, rootCertificates } from 'node:tls';
import { MiError } from '../errors.js';
import type { Credentials, SessionOptions } from '../session-options.js';
import { shown, thrownText } from '../values/shown.js';
import { OPEN_TIMEOUT } from '../waiting.js';
import { BasicLogin } from './transport/basic-login.js';
import type { Endpoint, TlsSettings } from './transport/endpoint.js';
import { CERTIFICATE_LOGIN, type Login, NO_LOGIN } from './transport/login.js';

const DEFAULT_PORTS = { HTTP: 5985, HTTPS: 5986 } as const;
const DEFAULT_PATH = 'wsman';

/** What is wrong with an option: the rest of a sentence that begins with it. Null when it can be honoured. */
type Objection = (options: SessionOptions) => string | null;

const NONE: Objection = () => null;

/** What is only needed of a session that logs in with Negotiate. */
const NO_PROXY = 'there is no way through a proxy';
const NEEDS_TLS = 'without Negotiate, only transport: "HTTPS" encrypts and signs';

/** Every option of a session, with what keeps it from being honoured. */
const OBJECTIONS: Readonly<Record<keyof SessionOptions, Objection>> = {
  protocol: NONE,
  destination: ({ destination }) => (destination ? null : 'is needed: the computer to talk to'),
  timeout: NONE,
  credentials: ({ credentials }) => (credentials === undefined ? null : objectionToLogin(credentials)),
  proxyCredentials: ({ proxyCredentials }) => (proxyCredentials === undefined ? null : NO_PROXY),
  proxyType: ({ proxyType = 'None' }) => (proxyType === 'None' ? null : NO_PROXY),
  transport: NONE,
  port: NONE,
  urlPrefix: NONE,
  allowUnencrypted: NONE,
  packetEncoding: NONE,
  packetPrivacy: (options) => (options.packetPrivacy === true && !isSecure(options) ? NEEDS_TLS : null),
  packetIntegrity: (options) => (options.packetIntegrity === true && !isSecure(options) ? NEEDS_TLS : null),
  checkCertificateAuthority: NONE,
  checkCertificateName: NONE,
  checkCertificateRevocation: ({ checkCertificateRevocation }) => {
    return checkCertificateRevocation === true ? 'Node cannot ask whether a certificate was revoked' : null;
  },
  dataLocale: NONE,
  uiLocale: NONE,
  maxEnvelopeSize: ({ maxEnvelopeSize = 8 }) => {
    return maxEnvelopeSize >= 8 ? null : 'a message may have 8 kilobytes at least (DSP0226 13.1)';
  },
  maxElements: ({ maxElements = 1 }) => (maxElements >= 1 ? null : 'it is at least 1'),
  encodePortInSpn: ({ encodePortInSpn }) => (encodePortInSpn === true ? 'there is no Kerberos' : null),
  impersonation: ({ impersonation = 'default' }) => (impersonation === 'default' ? null : 'that is of DCOM'),
  trustedCertificates: onlySecure('trustedCertificates'),
  certificateFile: onlySecure('certificateFile'),
  privateKeyFile: (options) => {
    return options.privateKeyFile !== undefined && options.certificateFile === undefined
      ? 'it belongs to a certificateFile, which is missing'
      : onlySecure('privateKeyFile')(options);
  },
  embeddedInstances: NONE,
  callbacks: NONE,
  openTimeout: NONE,
  closeTimeout: NONE,
};

/** What each kind of login but `Basic` needs that there is not. */
const NEGOTIATE = 'there is no Negotiate (NTLM, Kerberos) in this handler';
const LOGINS: Readonly<Record<Credentials['type'], string | null>> = {
  None: null,
  Basic: null,
  Default: NEGOTIATE,
  NegoNoCreds: NEGOTIATE,
  NegoWithCreds: NEGOTIATE,
  Kerberos: NEGOTIATE,
  Ntlmdomain: NEGOTIATE,
  Digest: 'Windows takes no Digest as a service',
  CredSSP: 'CredSSP would hand the password itself to the host',
  ClientCerts: 'a thumbprint names a certificate in the store of Windows, which Node cannot read',
  IssuerCert: 'a thumbprint names a certificate in the store of Windows, which Node cannot read',
};

function objectionToLogin({ type }: Credentials): string | null {
  const objection = LOGINS[type];
  if (objection === null) return null;
  const ways =
    "{ type: 'Basic', username, password } with transport: 'HTTPS', or the options certificateFile and privateKeyFile";
  return `${objection}: give ${ways}`;
}

function onlySecure(name: 'trustedCertificates' | 'certificateFile' | 'privateKeyFile'): Objection {
  return (options) => (options[name] !== undefined && !isSecure(options) ? "it needs transport: 'HTTPS'" : null);
}

function isSecure({ transport }: SessionOptions): boolean {
  return transport === 'HTTPS';
}

/**
 * The service that options name, and how to talk to it.
 * @throws MiError NOT_SUPPORTED for an option that cannot be honoured; INVALID_PARAMETER for a certificate that cannot
 * be read, and for a password that would be sent over plain HTTP.
 */
export function endpointOf(options: SessionOptions): Endpoint {
  for (const [name, objection] of Object.entries(OBJECTIONS)) {
    const reason = objection(options);
    if (reason !== null) throw new MiError('NOT_SUPPORTED', `over WS-Management, ${named(name, options)}: ${reason}`);
  }
  const { destination = '', transport = 'HTTP', packetEncoding = 'UTF8', openTimeout = OPEN_TIMEOUT } = options;
  const { port = DEFAULT_PORTS[transport], urlPrefix = DEFAULT_PATH } = options;
  const hostname = destination.replace(/^\[(.*)\]$/, '$1');
  const path = `/${urlPrefix.replace(/^\/+/, '')}`;
  const authority = `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;
  return {
    url: `${transport.toLowerCase()}://${authority}${path}`,
    hostname,
    port,
    path,
    tls: isSecure(options) ? tlsSettings(options) : null,
    login: loginOf(options),
    encoding: packetEncoding === 'UTF16' ? 'UTF16' : 'UTF8',
    connectTimeout: openTimeout,
  };
}

/** The option with its value, as far as that is no secret. */
function named(name: string, options: SessionOptions): string {
  const value: unknown = options[name as keyof SessionOptions];
  if (value === undefined) return `the option ${name}`;
  if (typeof value !== 'object' || value === null) return `${name}: ${shown(value)}`;
  return 'type' in value ? `${name} of the type ${String(value.type)}` : `the option ${name}`;
}

function loginOf(options: SessionOptions): Login {
  const { credentials, certificateFile, allowUnencrypted } = options;
  if (credentials === undefined || credentials.type === 'None') {
    return certificateFile === undefined ? NO_LOGIN : CERTIFICATE_LOGIN;
  }
  if (!('password' in credentials) || credentials.username === undefined) return NO_LOGIN;
  if (!isSecure(options) && allowUnencrypted !== true) {
    throw new MiError(
      'INVALID_PARAMETER',
      'over plain HTTP, Basic would send the password readable for anybody on the way: give transport: "HTTPS", ' +
        'or allowUnencrypted: true where that does not matter',
    );
  }
  const { domain, username, password = '' } = credentials;
  return new BasicLogin(domain === undefined ? username : `${domain}\\${username}`, password);
}

function tlsSettings(options: SessionOptions): TlsSettings {
  const { trustedCertificates, certificateFile, privateKeyFile = certificateFile } = options;
  const { checkCertificateAuthority = true, checkCertificateName = true } = options;
  const settings: TlsSettings = {
    checkAuthority: checkCertificateAuthority,
    checkName: checkCertificateName,
    ...(trustedCertificates === undefined ? {} : { ca: [...rootCertificates, ...trusted(trustedCertificates)] }),
    ...(certificateFile === undefined ? {} : { cert: pem('certificateFile', certificateFile) }),
    ...(privateKeyFile === undefined ? {} : { key: pem('privateKeyFile', privateKeyFile) }),
  };
  try {
    createSecureContext(settings);
  } catch (error) {
    const reason = `certificateFile and privateKeyFile do not fit, or one of them is not as it must be`;
    throw new MiError('INVALID_PARAMETER', `${reason}: ${thrownText(error)}`, { cause: error });
  }
  return settings;
}

/** The certificates in a file, or in the files of a folder. */
function trusted(path: string): readonly string[] {
  const paths = readable('trustedCertificates', path, () => {
    return statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
  });
  const found = paths
    .map((each) =>
      readable('trustedCertificates', each, () => (statSync(each).isFile() ? readFileSync(each, 'utf8') : '')),
    )
    .filter((text) => text.includes('-----BEGIN CERTIFICATE-----'));
  if (found.length > 0) return found;
  throw new MiError('INVALID_PARAMETER', `trustedCertificates: there is no certificate in PEM in ${path}`);
}

function pem(option: string, path: string): string {
  const text = readable(option, path, () => readFileSync(path, 'utf8'));
  if (text.includes('-----BEGIN ')) return text;
  throw new MiError('INVALID_PARAMETER', `${option}: ${path} is no file in PEM ("openssl" makes one of others)`);
}

function readable<T>(option: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new MiError('INVALID_PARAMETER', `${option}: ${path} cannot be read: ${thrownText(error)}`, { cause: error });
  }
}
