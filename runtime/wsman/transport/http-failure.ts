import { MiError, type MiResult } from '../../errors.js';
import { schemesOf } from './challenges.js';
import type { Endpoint } from './endpoint.js';
import type { HttpReply } from './http-channel.js';

const LONGEST_TITLE = 80;
/** Only so much of a page is searched for its title, in characters. */
const LONGEST_HEAD = 4000;

/** What a status means where the answer is no message of WS-Management, and what to do. */
const STATUSES: Readonly<Record<number, readonly [MiResult, string]>> = {
  400: ['FAILED', 'the service does not understand the request'],
  403: ['ACCESS_DENIED', 'the service refuses this user, or requests from here'],
  // NOT_FOUND would say that there is no such instance.
  404: ['FAILED', 'there is no WS-Management under this path: see urlPrefix'],
  405: ['FAILED', 'there is no WS-Management under this path: see urlPrefix'],
  407: ['ACCESS_DENIED', 'a proxy in between wants to know who asks'],
  411: ['FAILED', 'the service does not take requests of this kind'],
  413: [
    'SERVER_LIMITS_EXCEEDED',
    'the request is larger than the service takes: raise its MaxEnvelopeSizekb, or send less at once',
  ],
  502: ['FAILED', 'a gateway in between cannot reach the service'],
  503: ['SERVER_LIMITS_EXCEEDED', 'the service is not available at the moment, or has too much to do'],
  504: ['FAILED', 'a gateway in between got no answer of the service in time'],
};

/** What a status means, where nothing else can be read of an answer; null where it says nothing. */
export function statusReason(status: number): string | null {
  return STATUSES[status]?.[1] ?? null;
}

/** The error for an answer that is no message of WS-Management. */
export function httpFailure(reply: HttpReply, url: string, subject: string): MiError {
  const { status, location } = reply;
  const [result, reason] = explained(reply, url);
  const place = location === null ? '' : ` It leads to ${location}, where nothing is sent.`;
  return new MiError(
    result,
    `${subject}: ${url} answered with the HTTP status ${status}: ${reason}${titleOf(reply)}.${place}`,
  );
}

/** True for an answer through the driver of Windows, which says so, unless it is told not to, or a proxy hides it. */
export function isFromWindows({ server }: HttpReply): boolean {
  return /^Microsoft-HTTPAPI\b/i.test(server);
}

function explained(reply: HttpReply, url: string): readonly [MiResult, string] {
  const { status, text, contentType } = reply;
  const known = STATUSES[status];
  if (known !== undefined) return known;
  if (status >= 300 && status < 400)
    return ['FAILED', 'the service is at another address, which destination must name'];
  if (status === 500 && text.trim() === '' && url.startsWith('http:')) {
    const ways = "transport: 'HTTPS', or a login by NTLM or Kerberos (credentials)";
    const reason = `a Windows host answers so when it wants messages to be encrypted: ${ways}`;
    if (isFromWindows(reply)) return ['ACCESS_DENIED', reason];
    return ['FAILED', `${reason}; OMI, when it cannot read the request`];
  }
  if (contentType.includes('html'))
    return ['FAILED', 'this is a web page, and no WS-Management; a proxy may be in between'];
  return ['FAILED', text.trim() === '' ? 'the answer is empty' : 'the answer is no message of WS-Management'];
}

function titleOf({ text }: HttpReply): string {
  const [, found] = /<title[^>]*>([^<]+)<\/title>/i.exec(text.slice(0, LONGEST_HEAD)) ?? [];
  const title = found?.replace(/\s+/g, ' ').trim();
  if (title === undefined) return '';
  return ` (its title is ${JSON.stringify(title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title)})`;
}

/** The error for a user whom the service does not take: what was tried, what it offers, and what to do. */
export function unauthorized({ challenges }: HttpReply, { url, login, tls }: Endpoint): MiError {
  const offered = schemesOf(challenges);
  const tried = login.scheme === 'none' ? 'nobody was logged in' : `the login by ${login.scheme} was refused`;
  const offers = offered.length === 0 ? 'It does not say which logins it takes' : `It takes ${offered.join(', ')}`;
  const advice = login.scheme === 'client certificate' ? CHECK_CERTIFICATE : adviceFor(offered, login.scheme, tls);
  return new MiError('ACCESS_DENIED', `${url} wants to know who asks: ${tried}. ${offers}. ${advice}`);
}

type Tried = Exclude<Endpoint['login']['scheme'], 'client certificate'>;

function adviceFor(offered: readonly string[], tried: Tried, tls: Endpoint['tls']): string {
  const takes = (scheme: string): boolean => offered.some((each) => each.toLowerCase() === scheme);
  const isTaken = { none: false, Basic: takes('basic'), NTLM: takes('negotiate'), Kerberos: takes('negotiate') };
  if (tried !== 'none' && (isTaken[tried] || offered.length === 0)) return CHECKS[tried];
  if (takes('negotiate') || offered.length === 0) return GIVE_NTLM;
  if (takes('basic')) return tls === null ? `${GIVE_BASIC} with transport: 'HTTPS'.` : `${GIVE_BASIC}.`;
  return NEGOTIATE_IS_OFF;
}

const GIVE_NTLM =
  "Give credentials: { type: 'NegoWithCreds', domain, username, password } (NTLM), or { type: 'Kerberos' } for the " +
  'ticket of the user of this process.';

const GIVE_BASIC = "Give credentials: { type: 'Basic', username, password }";

const NEGOTIATE_IS_OFF =
  `The host can be told to take NTLM and Kerberos: winrm set winrm/config/service/auth '@{Negotiate="true"}'. ` +
  'A client certificate is another way.';

const CHECK_CERTIFICATE = 'Check that the host maps this certificate to a user, and trusts its issuer.';

/** What may be wrong where the service takes logins of this kind. */
const CHECKS: Readonly<Record<Exclude<Tried, 'none'>, string>> = {
  Basic:
    'Check the user and the password. Over Basic, Windows takes local accounts only, written without a domain, and ' +
    'those of administrators only where LocalAccountTokenFilterPolicy is 1.',
  NTLM:
    'Check the user, the domain and the password. Windows also answers so for an account that is locked or has ' +
    'expired, where a policy forbids NTLM ("Kerberos" is another type), and for a local account that may not log in ' +
    'over the network.',
  Kerberos:
    'The ticket was not taken: check that servicePrincipalName names the service that runs there, that the clocks of ' +
    'both computers agree, and that the user may log in there.',
};
