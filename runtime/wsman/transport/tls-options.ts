import type { AgentOptions } from 'node:https';
import type { Socket } from 'node:net';
import { checkServerIdentity, TLSSocket } from 'node:tls';
import type { Endpoint, TlsSettings } from './endpoint.js';

/** What Node is told of the certificates of a connection. */
export function tlsOptions({ checkAuthority, checkName, ca, cert, key }: TlsSettings): AgentOptions {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    rejectUnauthorized: checkAuthority,
    ...(checkName ? {} : { checkServerIdentity: () => undefined }),
  };
}

/** Node checks the name in a certificate only where it has checked who issued it. */
export function nameMismatch(socket: Socket, { tls, hostname }: Endpoint): Error | undefined {
  if (!(socket instanceof TLSSocket) || tls === null || tls.checkAuthority || !tls.checkName) return undefined;
  return checkServerIdentity(hostname, socket.getPeerCertificate());
}
