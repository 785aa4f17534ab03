import { MiError } from '../../errors.js';
import { thrownText } from '../../values/shown.js';
import type { Endpoint } from './endpoint.js';

/** What has gone wrong, by the code of Node's error, and what to do. The beginning of each sentence is the address. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: is WS-Management enabled there ("winrm quickconfig"), and on this port?',
  ENOTFOUND: 'has a name that is not known',
  EAI_AGAIN: 'has a name that cannot be looked up at the moment',
  EHOSTUNREACH: 'cannot be reached: there is no way to it',
  ENETUNREACH: 'cannot be reached: there is no way to its network',
  ETIMEDOUT: 'cannot be reached: nothing answers there; a firewall may be in between',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'has a certificate that was issued for another name: use that one as destination, or checkCertificateName: false',
  EPROTO: 'does not speak TLS on this port: the port of HTTPS is mostly 5986, that of HTTP 5985',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'does not speak TLS on this port: the port of HTTPS is mostly 5986, and without TLS the transport is HTTP',
  HPE_HEADER_OVERFLOW: 'sent headers that are longer than Node reads',
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

const UNTRUSTED_REASON =
  'has a certificate from no authority that is trusted here: trustedCertificates, or the environment variable ' +
  'NODE_EXTRA_CA_CERTS, names those that are; checkCertificateAuthority: false does without the check';

/** Where the answer was broken off, or never came, the server may have done its work. */
const UNKNOWN = 'Whether it has carried out the operation is not known.';

/**
 * The error for a connection that cannot be opened, or breaks off.
 * @param hasBegun whether a part of the answer had come.
 */
export function connectionError(error: Error, { url }: Endpoint, hasBegun: boolean): MiError {
  const { code = '' } = error as NodeJS.ErrnoException;
  const reason = UNTRUSTED.has(code) ? UNTRUSTED_REASON : REASONS[code];
  if (reason !== undefined) return failure(`${url} ${reason}`, error);
  if (/^(?:ERR_SSL|ERR_TLS)/.test(code)) return failure(`${url} cannot be talked to over TLS: ${text(error)}`, error);
  if (code.startsWith('HPE_')) return failure(`${url} sent what is no HTTP: ${text(error)}. ${UNKNOWN}`, error);
  if (hasBegun) return failure(`${url} broke off in the middle of its answer. ${UNKNOWN}`, error);
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return failure(`${url} closed the connection without an answer. ${UNKNOWN}`, error);
  }
  return failure(`${url} cannot be talked to: ${text(error)}`, error);
}

function failure(message: string, cause: Error): MiError {
  return new MiError('FAILED', message, { cause });
}

function text(error: Error): string {
  return thrownText(error).trim();
}
