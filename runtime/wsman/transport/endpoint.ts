import type { SecureContext } from 'node:tls';
import type { Login } from './login.js';

/** A service, and how it is talked to. */
export interface Endpoint {
  /** `https://server01:5986/wsman` */
  readonly url: string;
  /** A name or an address. That of IPv6 has no brackets, and may have a zone. */
  readonly hostname: string;
  /** What the server is told of its address: `server01:5986`. */
  readonly authority: string;
  readonly port: number;
  readonly path: string;
  /** Null for plain HTTP. */
  readonly tls: TlsSettings | null;
  readonly login: Login;
  readonly encoding: 'UTF8' | 'UTF16';
  /** How long a connection may take to open, in milliseconds. */
  readonly connectTimeout: number;
}

/** How the service proves what it is, and this side who it is. */
export interface TlsSettings {
  readonly checkAuthority: boolean;
  readonly checkName: boolean;
  /** The authorities that are trusted, and the certificate of this side with its key, which nothing shows. */
  readonly context: () => SecureContext;
  /** The same text for the same certificates and key, which tells nothing of them. */
  readonly key: string;
}

/** A name, or an address without the zone, which says how this computer gets there (RFC 6874): no other must see it. */
export function withoutZone(hostname: string): string {
  return hostname.replace(/%.*/, '');
}
