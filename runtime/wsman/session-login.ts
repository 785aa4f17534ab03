import { createHash } from 'node:crypto';
import { MiError } from '../errors.js';
import type { Credentials, SessionOptions } from '../session-options.js';
import { KerberosContext } from './security/kerberos/kerberos-context.js';
import { NtlmContext } from './security/ntlm/ntlm-context.js';
import type { SecurityContext } from './security/security-context.js';
import { BasicLogin } from './transport/basic-login.js';
import { type Endpoint, withoutZone } from './transport/endpoint.js';
import { CERTIFICATE_LOGIN, type Login, NO_LOGIN } from './transport/login.js';
import { NegotiateLogin } from './transport/negotiate-login.js';

/** How users log in over WS-Management. */
type Scheme = 'none' | 'Basic' | 'NTLM' | 'Kerberos';

const THUMBPRINT =
  'a thumbprint names a certificate in the store of Windows, which Node cannot read: give certificateFile and ' +
  'privateKeyFile';

/** What each type of credentials means, or why it means nothing here, and what to give. */
const SCHEMES: Readonly<Record<Credentials['type'], Scheme | { readonly objection: string }>> = {
  None: 'none',
  Basic: 'Basic',
  Default: 'Kerberos',
  NegoNoCreds: 'Kerberos',
  Kerberos: 'Kerberos',
  NegoWithCreds: 'NTLM',
  Ntlmdomain: 'NTLM',
  Digest: { objection: "Windows takes no Digest as a service: give the type 'NegoWithCreds'" },
  CredSSP: { objection: "CredSSP would hand the password itself to the host: give the type 'NegoWithCreds'" },
  ClientCerts: { objection: THUMBPRINT },
  IssuerCert: { objection: THUMBPRINT },
};

/** A user, in the forms in which people write one. */
interface User {
  readonly domain: string | undefined;
  readonly username: string;
  readonly password: string | undefined;
}

/** What is wrong with credentials: the rest of a sentence that begins with them. Null when they can be used. */
export function objectionToLogin(credentials: Credentials): string | null {
  const scheme = SCHEMES[credentials.type];
  if (typeof scheme === 'object') return scheme.objection;
  const user = userOf(credentials);
  if (scheme === 'NTLM' && user?.password === undefined) {
    return "it takes a username and a password; the user of this process logs in by Kerberos: the type 'NegoNoCreds'";
  }
  if (scheme === 'Kerberos' && [user?.domain, user?.username, user?.password].some((part) => part?.includes('\0'))) {
    return 'the library of Kerberos would end a name, and a password, at a NUL';
  }
  const isLocal = user !== null && user.domain === undefined && !user.username.includes('@');
  if (credentials.type === 'Default' && isLocal) {
    return (
      'that is Kerberos, which knows users of a domain only: give the domain with the user, as in ann@EXAMPLE.ORG, or ' +
      "the type 'NegoWithCreds' for NTLM"
    );
  }
  return null;
}

/** Whether messages are encrypted whatever carries them. */
export function sealsMessages(options: SessionOptions): boolean {
  const { packetPrivacy = true, packetIntegrity = false, transport } = options;
  const scheme = schemeOf(options);
  return (scheme === 'NTLM' || scheme === 'Kerberos') && transport !== 'HTTPS' && (packetPrivacy || packetIntegrity);
}

/**
 * How the user of a session logs in.
 * @throws MiError INVALID_PARAMETER for a password that would be sent readable, and for a user who cannot log in.
 */
export function loginOf(options: SessionOptions, { url, hostname, port }: Omit<Endpoint, 'login'>): Login {
  const scheme = schemeOf(options);
  const user = options.credentials === undefined ? null : userOf(options.credentials);
  if (scheme === 'none') return options.certificateFile === undefined ? NO_LOGIN : CERTIFICATE_LOGIN;
  if (scheme === 'Basic') return basicLogin(user, options);
  const { servicePrincipalName, encodePortInSpn = false } = options;
  const target = servicePrincipalName ?? `HTTP/${withoutZone(hostname)}${encodePortInSpn ? `:${port}` : ''}`;
  const seals = sealsMessages(options);
  const begin = scheme === 'NTLM' ? beginNtlm(target, user) : beginKerberos(target, user);
  return new NegotiateLogin({ scheme, url, seals, begin, key: keyOf({ scheme, seals, target, user }) });
}

/** Who says nothing logs in as the user of this process, and not as nobody. */
function schemeOf({ credentials, certificateFile }: SessionOptions): Scheme {
  if (credentials === undefined) return certificateFile === undefined ? 'Kerberos' : 'none';
  const scheme = SCHEMES[credentials.type];
  return typeof scheme === 'object' ? 'none' : scheme;
}

/** The user whom credentials name, whose domain may stand in the name; null for the user of this process. */
function userOf(credentials: Credentials): User | null {
  if (!('username' in credentials) || credentials.username === undefined) return null;
  const { username, password, domain } = credentials;
  const [, inName, name] = /^([^\\]*)\\(.*)$/s.exec(username) ?? [];
  if (domain || name === undefined) return { domain, username, password };
  return { domain: inName, username: name, password };
}

function basicLogin(user: User | null, { transport, allowUnencrypted }: SessionOptions): Login {
  if (transport !== 'HTTPS' && allowUnencrypted !== true) {
    throw new MiError(
      'INVALID_PARAMETER',
      "over plain HTTP, Basic would send the password readable for anybody on the way: give transport: 'HTTPS', the " +
        "type 'NegoWithCreds', which encrypts, or allowUnencrypted: true where that does not matter",
    );
  }
  const { domain, username = '', password = '' } = user ?? {};
  const name = domain === undefined ? username : `${domain}\\${username}`;
  // The server would take what follows the colon for the password (RFC 7617).
  if (name.includes(':')) throw new MiError('INVALID_PARAMETER', 'Basic takes no user whose name has a colon');
  return new BasicLogin(name, password);
}

function beginNtlm(target: string, user: User | null): () => Promise<SecurityContext> {
  const { domain, username = '', password = '' } = user ?? {};
  return async () => new NtlmContext({ domain, username, password, targetName: target });
}

function beginKerberos(target: string, user: User | null): () => Promise<SecurityContext> {
  return async () => new KerberosContext({ target, user: user ?? undefined });
}

/** Tickets are found through the environment, which may change. */
function keyOf(login: object): string {
  return createHash('sha256')
    .update(JSON.stringify([login, process.env['KRB5CCNAME']]))
    .digest('hex');
}
