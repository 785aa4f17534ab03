import { createHash } from 'node:crypto';
import { firstElement } from '../security/der.js';

const NOTHING = Buffer.alloc(0);

/**
 * The hashes of signature algorithms, by the object identifiers that name them, in DER (RFC 4055, RFC 5758). In place
 * of MD5 and SHA-1, SHA-256 is taken (RFC 5929 4.1).
 */
const HASHES: readonly (readonly [identifier: string, hash: string])[] = [
  ['06092a864886f70d010104', 'sha256'], // md5WithRSAEncryption
  ['06092a864886f70d010105', 'sha256'], // sha1WithRSAEncryption
  ['06092a864886f70d01010b', 'sha256'],
  ['06092a864886f70d01010c', 'sha384'],
  ['06092a864886f70d01010d', 'sha512'],
  ['06072a8648ce3d0401', 'sha256'], // ecdsa-with-SHA1
  ['06082a8648ce3d040302', 'sha256'],
  ['06082a8648ce3d040303', 'sha384'],
  ['06082a8648ce3d040304', 'sha512'],
  // RSASSA-PSS names its hash in its parameters, or means SHA-1.
  ['0609608648016503040201', 'sha256'],
  ['0609608648016503040202', 'sha384'],
  ['0609608648016503040203', 'sha512'],
  ['06092a864886f70d01010a', 'sha256'],
];

/**
 * The channel bindings of a TLS connection (RFC 5929 4): they tie a login to the certificate of the server, so that
 * nobody in between can pass it on.
 * @param certificate that of the server, in DER.
 * @returns null for a certificate whose signature has no hash of its own.
 */
export function serverEndPoint(certificate: Buffer): Buffer | null {
  const hash = hashOf(certificate);
  if (hash === undefined) return null;
  return Buffer.concat([Buffer.from('tls-server-end-point:'), createHash(hash).update(certificate).digest()]);
}

/** A certificate is a sequence of what is signed, the algorithm of the signature, and the signature (RFC 5280 4.1). */
function hashOf(certificate: Buffer): string | undefined {
  const signed = firstElement(firstElement(certificate)?.content ?? NOTHING);
  const algorithm = firstElement(signed?.rest ?? NOTHING);
  const named = algorithm?.content.toString('hex') ?? '';
  return HASHES.find(([identifier]) => named.includes(identifier))?.[1];
}
