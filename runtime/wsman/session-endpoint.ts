import { isIPv6 } from 'node:net';
import { MiError } from '../errors.js';
import type { SessionOptions } from '../session-options.js';
import { shown } from '../values/shown.js';
import { OPEN_TIMEOUT } from '../waiting.js';
import { loginOf, objectionToLogin, sealsMessages } from './session-login.js';
import { type Endpoint, withoutZone } from './transport/endpoint.js';
import { tlsSettings } from './transport/tls-settings.js';

const DEFAULT_PORTS = { HTTP: 5985, HTTPS: 5986 } as const;
const DEFAULT_PATH = 'wsman';

/** What is wrong with an option: the rest of a sentence that begins with it. Null when it can be honoured. */
type Objection = (options: SessionOptions) => string | null;

const NONE: Objection = () => null;

const NO_PROXY = 'no proxy can be used: leave it out';
const ENCRYPTS = "only transport: 'HTTPS', or a login by NTLM or Kerberos, encrypts and signs";
const NEEDS_TLS = "it needs transport: 'HTTPS'";

/** Every option of a session, with what keeps it from being honoured. */
const OBJECTIONS: Readonly<Record<keyof SessionOptions, Objection>> = {
  protocol: NONE,
  destination: ({ destination = '' }) => objectionToDestination(destination),
  timeout: NONE,
  credentials: ({ credentials }) => (credentials === undefined ? null : objectionToLogin(credentials)),
  proxyCredentials: ({ proxyCredentials }) => (proxyCredentials === undefined ? null : NO_PROXY),
  proxyType: ({ proxyType = 'None' }) => (proxyType === 'None' ? null : NO_PROXY),
  transport: NONE,
  port: NONE,
  urlPrefix: ({ urlPrefix = '' }) => {
    return /[^!-~]|[#\\]/.test(urlPrefix) ? 'it is a path, whose characters are escaped: "my%20path"' : null;
  },
  allowUnencrypted: NONE,
  packetEncoding: NONE,
  packetPrivacy: (options) => (options.packetPrivacy === true && !isEncrypted(options) ? ENCRYPTS : null),
  packetIntegrity: (options) => (options.packetIntegrity === true && !isEncrypted(options) ? ENCRYPTS : null),
  checkCertificateAuthority: (options) => {
    return options.checkCertificateAuthority === true && !isSecure(options) ? NEEDS_TLS : null;
  },
  checkCertificateName: (options) => {
    return options.checkCertificateName === true && !isSecure(options) ? NEEDS_TLS : null;
  },
  checkCertificateRevocation: ({ checkCertificateRevocation }) => {
    return checkCertificateRevocation === true
      ? 'Node cannot ask whether a certificate was revoked: leave it out'
      : null;
  },
  dataLocale: NONE,
  uiLocale: NONE,
  maxEnvelopeSize: ({ maxEnvelopeSize = 8 }) => {
    return Number.isInteger(maxEnvelopeSize) && maxEnvelopeSize >= 8
      ? null
      : 'it is a whole number of kilobytes, at least 8 (DSP0226 13.1)';
  },
  maxElements: ({ maxElements = 1 }) => {
    return Number.isInteger(maxElements) && maxElements >= 1 ? null : 'it is a whole number, at least 1';
  },
  encodePortInSpn: NONE,
  servicePrincipalName: ({ servicePrincipalName = 'a/b' }) => {
    return /^[^/\s]+\/\S+$/.test(servicePrincipalName) && !servicePrincipalName.includes('\0')
      ? null
      : 'it is the name of a service: HTTP/server01.example.org';
  },
  impersonation: ({ impersonation = 'default' }) =>
    impersonation === 'default' ? null : 'it is for DCOM only: leave it out',
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

/** A destination that is no name would become another address than the one that is meant. */
function objectionToDestination(destination: string): string | null {
  if (destination === '') return 'it names the computer to talk to: give one';
  if (isIPv6(withoutBrackets(destination)) || !/[^!-~]|[:/\\@?#[\]]/.test(destination)) return null;
  return (
    'it is a name (in ASCII, where need be as xn--…) or an address; what else a URL holds is in the options transport, ' +
    'port and urlPrefix'
  );
}

function withoutBrackets(destination: string): string {
  return destination.replace(/^\[(.*)\]$/, '$1');
}

function onlySecure(name: 'trustedCertificates' | 'certificateFile' | 'privateKeyFile'): Objection {
  return (options) => (options[name] !== undefined && !isSecure(options) ? NEEDS_TLS : null);
}

function isEncrypted(options: SessionOptions): boolean {
  return isSecure(options) || sealsMessages(options);
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
  const hostname = withoutBrackets(destination);
  const path = `/${urlPrefix.replace(/^\/+/, '')}`;
  const authority = `${isIPv6(hostname) ? `[${withoutZone(hostname)}]` : hostname}:${port}`;
  const endpoint: Omit<Endpoint, 'login'> = {
    url: `${transport.toLowerCase()}://${authority}${path}`,
    hostname,
    authority,
    port,
    path,
    tls: isSecure(options) ? tlsSettings(options) : null,
    encoding: packetEncoding === 'UTF16' ? 'UTF16' : 'UTF8',
    connectTimeout: openTimeout,
  };
  return { ...endpoint, login: loginOf(options, endpoint) };
}

/** The option with its value, as far as that is no secret. */
function named(name: string, options: SessionOptions): string {
  const value: unknown = options[name as keyof SessionOptions];
  // A user with a password may stand in front of the name.
  if (value === undefined || (name === 'destination' && String(value).includes('@'))) return `the option ${name}`;
  if (typeof value !== 'object' || value === null) return `${name}: ${shown(value)}`;
  return 'type' in value ? `${name} of the type ${String(value.type)}` : `the option ${name}`;
}
