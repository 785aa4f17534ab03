import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Credentials, SessionOptions } from '../../../runtime/session-options.js';
import { endpointOf } from '../../../runtime/wsman/session-endpoint.js';
import type { Endpoint } from '../../../runtime/wsman/transport/endpoint.js';

const file = (name: string): string => fileURLToPath(new URL(`../../tools/certificates/${name}`, import.meta.url));
const PASSWORD = { username: 'alice', password: 'secret' } as const;
const BASIC = { type: 'Basic', ...PASSWORD } as const;

function open(options: SessionOptions): Endpoint {
  return endpointOf({ destination: 'server01', ...options });
}

/** What an option does: what of the endpoint it changes, nothing of it, or an error. */
type Effect = Partial<Endpoint> | 'elsewhere' | RegExp;
type Example = readonly [options: SessionOptions, effect: Effect];

const HTTPS = { transport: 'HTTPS' } as const;
const scheme = (name: Endpoint['login']['scheme']) => ({ login: expect.objectContaining({ scheme: name }) });
const OF_CERTIFICATE = { scheme: 'client certificate' } as Endpoint['login'];
const tls = (checks: object): Pick<Endpoint, 'tls'> => ({ tls: expect.objectContaining(checks) });

/** Every option of a session, with examples: none is ignored. */
const EXAMPLES: Readonly<Record<keyof SessionOptions, readonly Example[]>> = {
  protocol: [[{ protocol: 'winrm' }, 'elsewhere']],
  destination: [
    [{ destination: '10.0.0.1' }, { url: 'http://10.0.0.1:5985/wsman', hostname: '10.0.0.1' }],
    [{ destination: '' }, /^over WS-Management, destination: "": it names the computer to talk to: give one$/],
    [{ destination: undefined }, /, the option destination: it names the computer to talk to: give one$/],
    // What stands before the @ may be a password.
    [{ destination: 'user@server01' }, /^over WS-Management, the option destination: it is a name .* urlPrefix$/],
    ...['https://server01', 'server01:5986', 'server01/wsman', 'server 01', 'sörver', '[server01]'].map(
      (destination): Example => [{ destination }, /^over WS-Management, destination: ".*": it is a name .* urlPrefix$/],
    ),
  ],
  timeout: [[{ timeout: 1000 }, 'elsewhere']],
  credentials: [
    [{ credentials: undefined }, scheme('Kerberos')],
    [{ credentials: { type: 'Kerberos', ...PASSWORD } }, scheme('Kerberos')],
    [{ credentials: { type: 'Default', domain: 'EXAMPLE', ...PASSWORD } }, scheme('Kerberos')],
    [{ credentials: { type: 'Default', username: 'EXAMPLE\\alice', password: '' } }, scheme('Kerberos')],
    [{ credentials: { type: 'Default', username: 'alice@example.org', password: '' } }, scheme('Kerberos')],
    [{ credentials: { type: 'Default', ...PASSWORD } }, /^over .* type Default: that is Kerberos, .* for NTLM$/],
    ...[{ username: 'alice\0bob' }, { domain: 'EXAMPLE\0' }, { password: 'secret\0' }].map(
      (part): Example => [
        { credentials: { type: 'Kerberos', ...PASSWORD, ...part } },
        /type Kerberos: the library .* at a NUL$/,
      ],
    ),
    [{ credentials: { type: 'Ntlmdomain' } }, /type Ntlmdomain: it takes a username and a password; .*'NegoNoCreds'$/],
    [
      { credentials: BASIC },
      /^over plain HTTP, Basic would send the password readable .* transport: 'HTTPS', the type 'NegoWithCreds', .* allow/,
    ],
  ],
  proxyCredentials: [
    [{ proxyCredentials: BASIC }, /proxyCredentials of the type Basic: no proxy can be used: leave it out$/],
  ],
  proxyType: [
    [{ proxyType: 'None' }, 'elsewhere'],
    [{ proxyType: 'IE' }, /proxyType: "IE": no proxy can be used: leave it out$/],
    [{ proxyType: 'WinHTTP' }, /proxyType: "WinHTTP": /],
    [{ proxyType: 'Auto' }, /proxyType: "Auto": /],
  ],
  transport: [
    [{ transport: 'HTTP' }, { url: 'http://server01:5985/wsman', port: 5985, tls: null }],
    [{ transport: 'HTTPS' }, { url: 'https://server01:5986/wsman', port: 5986 }],
  ],
  port: [
    [{ port: 80 }, { url: 'http://server01:80/wsman', port: 80 }],
    [
      { ...HTTPS, port: 443 },
      { url: 'https://server01:443/wsman', port: 443 },
    ],
  ],
  urlPrefix: [
    [{ urlPrefix: 'wsman2' }, { path: '/wsman2', url: 'http://server01:5985/wsman2' }],
    [{ urlPrefix: '/a/b/' }, { path: '/a/b/' }],
    [{ urlPrefix: 'wsman?PSVersion=5.1' }, { path: '/wsman?PSVersion=5.1' }],
    [{ urlPrefix: '' }, { path: '/' }],
    ...['my path', 'pfäd', 'a\r\nX: y', 'a#b', 'a\\b'].map(
      (urlPrefix): Example => [{ urlPrefix }, /^over WS-Management, urlPrefix: .* escaped: "my%20path"$/],
    ),
  ],
  allowUnencrypted: [
    [{ allowUnencrypted: false }, 'elsewhere'],
    [{ allowUnencrypted: true, credentials: BASIC }, scheme('Basic')],
  ],
  packetEncoding: [
    [{ packetEncoding: 'default' }, { encoding: 'UTF8' }],
    [{ packetEncoding: 'UTF8' }, { encoding: 'UTF8' }],
    [{ packetEncoding: 'UTF16' }, { encoding: 'UTF16' }],
  ],
  packetPrivacy: [
    [{ packetPrivacy: false }, scheme('Kerberos')],
    [{ ...HTTPS, packetPrivacy: true }, { port: 5986 }],
    [{ packetPrivacy: true }, scheme('Kerberos')],
    [
      { packetPrivacy: true, credentials: { type: 'None' } },
      /packetPrivacy: true: only transport: 'HTTPS', or a login/,
    ],
  ],
  packetIntegrity: [
    [{ packetIntegrity: false }, 'elsewhere'],
    [{ ...HTTPS, packetIntegrity: true }, { port: 5986 }],
    [{ packetIntegrity: true, packetPrivacy: false }, scheme('Kerberos')],
    [{ packetIntegrity: true, allowUnencrypted: true, credentials: BASIC }, /packetIntegrity: true: only transport/],
  ],
  checkCertificateAuthority: [
    [{ ...HTTPS, checkCertificateAuthority: false }, tls({ checkAuthority: false, checkName: true })],
    [{ ...HTTPS, checkCertificateAuthority: true }, tls({ checkAuthority: true, checkName: true })],
    [{ checkCertificateAuthority: false }, 'elsewhere'],
    [{ checkCertificateAuthority: true }, /checkCertificateAuthority: true: it needs transport: 'HTTPS'$/],
  ],
  checkCertificateName: [
    [{ ...HTTPS, checkCertificateName: false }, tls({ checkAuthority: true, checkName: false })],
    [{ ...HTTPS, checkCertificateName: true }, tls({ checkAuthority: true, checkName: true })],
    [{ checkCertificateName: false }, 'elsewhere'],
    [{ checkCertificateName: true }, /checkCertificateName: true: it needs transport: 'HTTPS'$/],
  ],
  checkCertificateRevocation: [
    [{ checkCertificateRevocation: false }, 'elsewhere'],
    [
      { ...HTTPS, checkCertificateRevocation: true },
      /checkCertificateRevocation: true: Node cannot ask .* revoked: leave it out$/,
    ],
  ],
  dataLocale: [[{ dataLocale: 'de-DE' }, 'elsewhere']],
  uiLocale: [[{ uiLocale: 'de-DE' }, 'elsewhere']],
  maxEnvelopeSize: [
    [{ maxEnvelopeSize: 8 }, 'elsewhere'],
    ...[7, 8.5, Number.NaN, Number.POSITIVE_INFINITY].map(
      (maxEnvelopeSize): Example => [{ maxEnvelopeSize }, /maxEnvelopeSize: .*: it is a whole number of kilobytes, at/],
    ),
  ],
  maxElements: [
    [{ maxElements: 1 }, 'elsewhere'],
    ...[0, 1.5, Number.NaN, Number.POSITIVE_INFINITY].map(
      (maxElements): Example => [{ maxElements }, /maxElements: .*: it is a whole number, at least 1$/],
    ),
  ],
  encodePortInSpn: [
    [{ encodePortInSpn: false }, 'elsewhere'],
    [{ encodePortInSpn: true }, scheme('Kerberos')],
  ],
  servicePrincipalName: [
    [{ servicePrincipalName: 'WSMAN/server01.example.org' }, scheme('Kerberos')],
    ...['', 'server01', '/server01', 'HTTP/', 'HTTP/server 01', 'HTTP/server\0'].map(
      (servicePrincipalName): Example => [{ servicePrincipalName }, /: it is the name of a service: HTTP\/server01/],
    ),
  ],
  impersonation: [
    [{ impersonation: 'default' }, 'elsewhere'],
    ...(['none', 'identify', 'impersonate', 'delegate'] as const).map(
      (impersonation): Example => [{ impersonation }, /impersonation: ".*": it is for DCOM only: leave it out$/],
    ),
  ],
  trustedCertificates: [
    [{ ...HTTPS, trustedCertificates: file('ca.pem') }, { port: 5986 }],
    [{ trustedCertificates: file('ca.pem') }, /trustedCertificates: ".*": it needs transport: 'HTTPS'$/],
  ],
  certificateFile: [
    [
      { ...HTTPS, certificateFile: file('client.pem'), privateKeyFile: file('client.key') },
      { login: expect.objectContaining(OF_CERTIFICATE) },
    ],
    [{ certificateFile: file('client.pem') }, /certificateFile: ".*": it needs transport: 'HTTPS'$/],
  ],
  privateKeyFile: [
    [{ ...HTTPS, privateKeyFile: 'x' }, /privateKeyFile: "x": it belongs to a certificateFile, which is missing$/],
    [
      { ...HTTPS, certificateFile: file('client.pem'), privateKeyFile: 'x' },
      /^privateKeyFile: x cannot be read: ENOENT/,
    ],
  ],
  embeddedInstances: [[{ embeddedInstances: 'instance' }, 'elsewhere']],
  callbacks: [[{ callbacks: {} }, 'elsewhere']],
  openTimeout: [
    [{ openTimeout: 5 }, { connectTimeout: 5 }],
    [{}, { connectTimeout: 60_000 }],
  ],
  closeTimeout: [[{ closeTimeout: 5 }, 'elsewhere']],
};

const rows = Object.entries(EXAMPLES).flatMap(([name, examples]) =>
  examples.map(([options, effect]) => [name, options, effect] as const),
);

describe('an option is honoured, or refused with its name and the way out', () => {
  it.each(rows)('%s: %j', (_, options, effect) => {
    if (effect instanceof RegExp) {
      expect(() => open(options)).toThrow(effect);
      expect(() => open(options)).toThrow(expect.objectContaining({ name: 'MiError' }));
    } else if (effect === 'elsewhere') {
      expect(open(options)).toEqual(open({}));
    } else expect(open(options)).toMatchObject(effect);
  });
});

/** What each type of credentials means. */
const LOGINS: Readonly<Record<Credentials['type'], readonly [SessionOptions, Partial<Endpoint> | RegExp]>> = {
  None: [{ credentials: { type: 'None' } }, scheme('none')],
  Basic: [{ ...HTTPS, credentials: BASIC }, scheme('Basic')],
  Default: [{ credentials: { type: 'Default' } }, scheme('Kerberos')],
  NegoNoCreds: [{ credentials: { type: 'NegoNoCreds' } }, scheme('Kerberos')],
  NegoWithCreds: [{ credentials: { type: 'NegoWithCreds', ...PASSWORD } }, scheme('NTLM')],
  Kerberos: [{ credentials: { type: 'Kerberos' } }, scheme('Kerberos')],
  Ntlmdomain: [{ credentials: { type: 'Ntlmdomain', ...PASSWORD } }, scheme('NTLM')],
  Digest: [
    { credentials: { type: 'Digest', ...PASSWORD } },
    /Windows takes no Digest as a service: give the type 'Nego/,
  ],
  CredSSP: [{ credentials: { type: 'CredSSP', ...PASSWORD } }, /would hand the password itself to the host: give the/],
  ClientCerts: [
    { credentials: { type: 'ClientCerts', thumbprint: '00' } },
    /cannot read: give certificateFile and pri/,
  ],
  IssuerCert: [{ credentials: { type: 'IssuerCert', thumbprint: '00' } }, /Node cannot read: give certificateFile and/],
};

it.each(Object.entries(LOGINS))('a login by %s', (type, [options, effect]) => {
  if (effect instanceof RegExp) {
    expect(() => open(options)).toThrow(`over WS-Management, credentials of the type ${type}: `);
    expect(() => open(options)).toThrow(effect);
  } else expect(open(options)).toMatchObject(effect);
});

it.each([
  ['::1', '::1', 'http://[::1]:5985/wsman'],
  ['[::1]', '::1', 'http://[::1]:5985/wsman'],
  // Only this computer knows the zone: it is in no address that is sent.
  ['[fe80::1%eth0]', 'fe80::1%eth0', 'http://[fe80::1]:5985/wsman'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1', 'http://[::ffff:192.0.2.1]:5985/wsman'],
  ['SERVER_01.example.com', 'SERVER_01.example.com', 'http://SERVER_01.example.com:5985/wsman'],
])('the destination %s', (destination, hostname, url) => {
  expect(endpointOf({ destination })).toMatchObject({ hostname, url });
});

it('a login names no zone of this computer to the server', () => {
  const [there, here] = ['fe80::1', 'fe80::1%eth0'].map((destination) => endpointOf({ destination }).login.key);
  expect(here).toBe(there);
});
