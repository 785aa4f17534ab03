import { createHash, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { derElement } from '../../../../runtime/wsman/security/der.js';
import { serverEndPoint } from '../../../../runtime/wsman/transport/server-end-point.js';
import { pem } from './raw-server.js';

/** A certificate as far as it matters: what is signed, with other identifiers in it, and the algorithm. */
function certificateSignedBy(algorithm: string): Buffer {
  const misleading = Buffer.concat([Buffer.from('06092a864886f70d01010d', 'hex'), Buffer.alloc(600)]);
  return derElement(
    0x30,
    Buffer.concat([derElement(0x30, misleading), derElement(0x30, Buffer.from(algorithm, 'hex'))]),
  );
}

it.each([
  ['md5WithRSAEncryption', '06092a864886f70d010104', 'sha256'],
  ['sha1WithRSAEncryption', '06092a864886f70d010105', 'sha256'],
  ['sha256WithRSAEncryption', '06092a864886f70d01010b', 'sha256'],
  ['sha384WithRSAEncryption', '06092a864886f70d01010c', 'sha384'],
  ['sha512WithRSAEncryption', '06092a864886f70d01010d', 'sha512'],
  ['ecdsa-with-SHA1', '06072a8648ce3d0401', 'sha256'],
  ['ecdsa-with-SHA384', '06082a8648ce3d040303', 'sha384'],
  ['RSASSA-PSS with SHA-384', '06092a864886f70d01010a300fa00d300b0609608648016503040202', 'sha384'],
  ['RSASSA-PSS with what it has by default', '06092a864886f70d01010a3000', 'sha256'],
])('binds to a certificate signed with %s', (_, algorithm, hash) => {
  const certificate = certificateSignedBy(algorithm);
  const digest = createHash(hash).update(certificate).digest();
  expect(serverEndPoint(certificate)).toEqual(Buffer.concat([Buffer.from('tls-server-end-point:'), digest]));
});

it('binds to no certificate whose signature has no hash of its own', () => {
  expect(serverEndPoint(certificateSignedBy('06032b6570'))).toBeNull(); // Ed25519
});

it('binds to a real certificate', () => {
  const { raw, fingerprint256 } = new X509Certificate(pem('localhost.pem'));
  const digest = Buffer.from(fingerprint256.replaceAll(':', ''), 'hex');
  expect(serverEndPoint(raw)?.subarray(-32)).toEqual(digest);
});
