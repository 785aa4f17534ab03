import { MiError, type MiResult } from '../../../errors.js';
import { type KerberosOptions, principalOf } from './mechanism.js';

/** What may be wrong, where the library of the system can tell. */
export type Cause =
  | 'noTicket'
  | 'noLogon'
  | 'ticketExpired'
  | 'ticketNotYetValid'
  | 'clocks'
  | 'unknownService'
  | 'unknownUser'
  | 'wrongPassword'
  | 'wrongKey'
  | 'logonDenied'
  | 'passwordExpired'
  | 'userLocked'
  | 'refusedByPolicy'
  | 'noCommonCipher'
  | 'wrongServer'
  | 'noRealm'
  | 'noKdc'
  | 'settings';

const REALM = 'A realm is the whole name of a domain in upper case, as in ann@EXAMPLE.ORG';

/** The result of each, and what is wrong and what to do. */
const CAUSES: Readonly<Record<Cause, readonly [MiResult, (options: KerberosOptions) => string]>> = {
  noTicket: ['ACCESS_DENIED', ({ user }) => `there is no ticket${of(user)}. ${getTicket(user)}`],
  noLogon: [
    'ACCESS_DENIED',
    () => 'Windows has no user of a domain to log in: log on to it as one, or give username and password',
  ],
  ticketExpired: ['ACCESS_DENIED', ({ user }) => `the ticket${of(user)} has expired. ${getTicket(user)}`],
  ticketNotYetValid: [
    'ACCESS_DENIED',
    ({ user }) => `the ticket${of(user)} is not valid yet: compare the clock with that of the KDC. ${getTicket(user)}`,
  ],
  clocks: [
    'ACCESS_DENIED',
    () =>
      'the clocks differ by more than Kerberos allows, which is 5 minutes by default. Compare the clocks of this ' +
      'machine, of the server and of the KDC, and set them by NTP',
  ],
  unknownService: [
    'ACCESS_DENIED',
    ({ target }) =>
      `the KDC knows no service ${target}. Give the full name that the host has in its domain as destination, or name ` +
      'the service by servicePrincipalName, as in "HTTP/server01.example.org"',
  ],
  unknownUser: ['ACCESS_DENIED', ({ user }) => `the KDC knows no user${of(user)}. ${REALM}`],
  wrongPassword: ['ACCESS_DENIED', ({ user }) => `the password${of(user)} is wrong`],
  logonDenied: ['ACCESS_DENIED', ({ user }) => `the user name or the password${of(user)} is wrong`],
  wrongKey: [
    'ACCESS_DENIED',
    (options) => {
      const { user, target } = options;
      if (user?.password === undefined) return wrongServer(options);
      return `the password${of(user)} is wrong, or the server does not have the key of ${target}`;
    },
  ],
  passwordExpired: ['ACCESS_DENIED', ({ user }) => `the password${of(user)} has expired: change it (kpasswd)`],
  userLocked: ['ACCESS_DENIED', ({ user }) => `the account${of(user)} is locked or disabled, or has expired`],
  refusedByPolicy: ['ACCESS_DENIED', () => 'the KDC does not allow it: ask who administers the realm'],
  noCommonCipher: [
    'ACCESS_DENIED',
    () => 'this machine, the KDC and the server have no way to encrypt in common: compare their encryption types',
  ],
  wrongServer: ['ACCESS_DENIED', wrongServer],
  noRealm: [
    'FAILED',
    ({ user }) =>
      `the KDC of the realm${of(user)} is not known. ${REALM}. DNS has to name its KDC ` +
      '(_kerberos._tcp.EXAMPLE.ORG), or krb5.conf: [realms] EXAMPLE.ORG = { kdc = … }',
  ],
  noKdc: ['FAILED', () => 'no KDC of the realm answers: check that its port 88 can be reached from here'],
  settings: ['FAILED', () => 'its settings cannot be read: see krb5.conf, or what KRB5_CONFIG names'],
};

/**
 * The error for a login that failed.
 * @param cause null where the library only has a text.
 * @param said what the library of the system says.
 */
export function loginFailure(cause: Cause | null, options: KerberosOptions, said: string): MiError {
  const { target } = options;
  if (cause === null) return new MiError('ACCESS_DENIED', `Kerberos cannot log in to ${target}: ${said}`);
  const [result, explain] = CAUSES[cause];
  return new MiError(result, `Kerberos cannot log in to ${target}: ${explain(options)}. (Kerberos: ${said})`);
}

/**
 * Refuses a login after which messages would not be protected.
 * @param flags what both sides have agreed on.
 */
export function requireProtection(flags: number, wanted: number, { target }: KerberosOptions): void {
  if ((flags & wanted) === wanted) return;
  throw new MiError(
    'ACCESS_DENIED',
    `Kerberos logged in to ${target}, but the messages would not be encrypted, signed and counted: the flags are ` +
      `0x${flags.toString(16)}, of which 0x${wanted.toString(16)} are needed`,
  );
}

function wrongServer({ target }: KerberosOptions): string {
  return (
    `the server does not have the key of ${target}: it is another one, or has an old key. Check the address, and the ` +
    'account or keytab that the service has'
  );
}

type User = KerberosOptions['user'];

function of(user: User): string {
  return user === undefined ? '' : ` of ${principalOf(user)}`;
}

function getTicket(user: User): string {
  const principal = user === undefined ? 'user@REALM' : principalOf(user);
  return `Get one with "kinit ${principal}", or give username and password`;
}
