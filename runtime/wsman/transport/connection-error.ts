import type { PeerCertificate } from 'node:tls';
import { MiError } from '../../errors.js';
import { thrownText } from '../../values/shown.js';
import type { Endpoint } from './endpoint.js';

/**
 * How far an exchange has come: the connection opens, and nothing of the request is sent; the request is sent, as the
 * first on its connection or on one that has worked before; the answer has begun.
 */
export type Stage = 'opening' | 'sent first' | 'sent' | 'answering';

/** Why a connection does not open, by the code of Node's error, and what to do. The address is the subject. */
const OPENING: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: is WS-Management enabled there ("winrm quickconfig"), and on this port?',
  ECONNRESET: 'closed the connection before it was open: is this the right port, and does it want a certificateFile?',
  ENOTFOUND:
    'has a name that is not known: is it spelt right, and does the DNS of this computer know it? A domain or a VPN ' +
    'may be missing',
  EAI_AGAIN: 'has a name that cannot be looked up at the moment',
  EHOSTUNREACH: 'cannot be reached: there is no way to it',
  ENETUNREACH: 'cannot be reached: there is no way to its network',
  ETIMEDOUT: 'cannot be reached: nothing answers there; a firewall may be in between',
  CERT_HAS_EXPIRED: 'has a certificate that has expired: it needs another one',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet: are the clocks of both computers right?',
};

/** The codes of OpenSSL for a certificate whose issuer is not trusted. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]);

/** Windows has a code of its own for a connection that is over. */
const BROKEN: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** In characters: a certificate may have hundreds of names. */
const LONGEST_NAMES = 200;

const UNTRUSTED_REASON =
  'has a certificate from no authority that is trusted here: trustedCertificates, or the environment variable ' +
  'NODE_EXTRA_CA_CERTS, names those that are; checkCertificateAuthority: false does without the check';

/** Once a request is sent, the server may have done its work. */
export const UNKNOWN: string = 'Whether it has carried out the operation is not known.';

/** The error for a connection that cannot be opened, breaks off, or carries what is no HTTP. */
export function connectionError(error: Error, endpoint: Endpoint, stage: Stage): MiError {
  const reason = tlsReason(error, stage) ?? (stage === 'opening' ? openingReason(tellingMost(error)) : null);
  const said = reason ?? `${brokenReason(error, endpoint, stage)}. ${UNKNOWN}`;
  return new MiError('FAILED', `${endpoint.url} ${said}`, { cause: error });
}

/** Of the errors for several addresses of a host, that one which refuses has been reached, unlike the others. */
function tellingMost(error: Error): Error {
  if (!(error instanceof AggregateError)) return error;
  const errors: readonly Error[] = error.errors;
  return errors.find((each) => codeOf(each) === 'ECONNREFUSED') ?? errors[0] ?? error;
}

function openingReason(error: Error): string {
  const code = codeOf(error);
  if (UNTRUSTED.has(code)) return UNTRUSTED_REASON;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return otherName(error);
  return OPENING[code] ?? `cannot be connected to: ${textOf(error)}`;
}

/** Node's error has the certificate. */
function otherName(error: Error & { readonly cert?: Partial<PeerCertificate> }): string {
  const { cert } = error;
  const all = cert?.subjectaltname ?? String(cert?.subject?.CN ?? '');
  const names = all.replaceAll(/\b(?:DNS|IP Address):/g, '').slice(0, LONGEST_NAMES);
  const given = names === '' ? 'use the name in it' : `it is for ${names}; use such a name`;
  return `has a certificate that was issued for another name: ${given} as destination, or checkCertificateName: false`;
}

/** What OpenSSL says of the opening of a connection. That a certificate is refused may come after the request. */
function tlsReason(error: Error, stage: Stage): string | null {
  const text = textOf(error);
  if (codeOf(error) !== 'EPROTO' && !codeOf(error).startsWith('ERR_SSL_')) return null;
  if (/wrong version number|packet length too long/.test(text)) {
    return "does not speak TLS on this port: the port of HTTPS is mostly 5986; without TLS, give transport: 'HTTP'";
  }
  if (/alert (?:(?:bad )?certificate|unknown ca|handshake failure)/.test(text)) {
    return `refuses this side: it may want a client certificate, or another one (certificateFile): ${text}`;
  }
  if (/alert protocol version|unsupported protocol/.test(text)) {
    return `speaks no version of TLS that is spoken here; with a certificateFile, that is 1.2: ${text}`;
  }
  return stage === 'opening' ? `cannot be talked to over TLS: ${text}` : null;
}

/** What has gone wrong after the request was sent. */
function brokenReason(error: Error, { tls, login }: Endpoint, stage: Stage): string {
  const code = codeOf(error);
  if (code === 'HPE_HEADER_OVERFLOW') return 'sent headers that are longer than Node reads';
  if (code.startsWith('HPE_')) return `sent what is no HTTP: ${textOf(error)}${tls === null ? WANTS_TLS : ''}`;
  if (stage === 'answering') return 'broke off in the middle of its answer';
  if (!BROKEN.has(code)) return `cannot be talked to any more: ${textOf(error)}`;
  const closed = 'closed the connection without an answer';
  if (stage === 'sent') return closed;
  if (tls === null) return `${closed}${WANTS_TLS}`;
  if (login.scheme === 'none') return `${closed}; it may want to know who asks: nobody was logged in`;
  return login.scheme === 'client certificate' ? `${closed}; it may not trust the client certificate` : closed;
}

const WANTS_TLS = "; if it speaks TLS on this port, give transport: 'HTTPS'";

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function textOf(error: Error): string {
  return thrownText(error).trim();
}
