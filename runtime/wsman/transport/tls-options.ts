import { X509Certificate } from 'node:crypto';
import type { AgentOptions } from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import { checkServerIdentity, type PeerCertificate, TLSSocket } from 'node:tls';
import { type Endpoint, type TlsSettings, withoutZone } from './endpoint.js';

/** What Node is told of the certificates of a connection. */
export function tlsOptions({ checkAuthority, checkName, context }: TlsSettings): AgentOptions {
  return {
    secureContext: context(),
    rejectUnauthorized: checkAuthority,
    checkServerIdentity: checkName ? mismatchOf : () => undefined,
  };
}

/** Node checks the name in a certificate only where it has checked who issued it. */
export function nameMismatch(socket: Socket, { tls, hostname }: Endpoint): Error | undefined {
  if (!(socket instanceof TLSSocket) || tls === null || tls.checkAuthority || !tls.checkName) return undefined;
  return mismatchOf(hostname, socket.getPeerCertificate());
}

/** Node 22 has releases that find no address of IPv6 in a certificate. */
function mismatchOf(hostname: string, certificate: PeerCertificate): Error | undefined {
  const mismatch = checkServerIdentity(hostname, certificate);
  if (mismatch === undefined || !isIPv6(hostname)) return mismatch;
  const address = withoutZone(hostname);
  return new X509Certificate(certificate.raw).checkIP(address) === undefined ? mismatch : undefined;
}
