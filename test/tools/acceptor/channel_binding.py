"""The channel binding tls-server-end-point (RFC 5929): which certificate a client saw."""

import hashlib
import ssl
from pathlib import Path

# The algorithms of signatures, in DER, and their hashes. MD5 and SHA-1 count as SHA-256.
HASHES = {
    bytes.fromhex("2a864886f70d010104"): "sha256",  # md5WithRSAEncryption
    bytes.fromhex("2a864886f70d010105"): "sha256",  # sha1WithRSAEncryption
    bytes.fromhex("2a864886f70d01010b"): "sha256",  # sha256WithRSAEncryption
    bytes.fromhex("2a864886f70d01010c"): "sha384",
    bytes.fromhex("2a864886f70d01010d"): "sha512",
    bytes.fromhex("2a8648ce3d040302"): "sha256",  # ecdsa-with-SHA256
    bytes.fromhex("2a8648ce3d040303"): "sha384",
    bytes.fromhex("2a8648ce3d040304"): "sha512",
}


def end_point_binding(certificate: str) -> bytes:
    """What a client says of the first certificate of a file."""
    der = ssl.PEM_cert_to_DER_cert(first_certificate(Path(certificate).read_text("ascii")))
    return b"tls-server-end-point:" + hashlib.new(HASHES[signature_algorithm(der)], der).digest()


def first_certificate(pem: str) -> str:
    end = "-----END CERTIFICATE-----"
    return pem[pem.index("-----BEGIN CERTIFICATE-----") : pem.index(end) + len(end)]


def signature_algorithm(der: bytes) -> bytes:
    """Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { algorithm OBJECT IDENTIFIER … } … }"""
    certificate, _ = contents(der)
    _, rest = contents(certificate)
    algorithm, _ = contents(rest)
    identifier, _ = contents(algorithm)
    return identifier


def contents(der: bytes) -> tuple[bytes, bytes]:
    """The contents of the first value, and what follows it."""
    start, length = 2, der[1]
    if length & 0x80:
        start = 2 + (length & 0x7F)
        length = int.from_bytes(der[2:start], "big")
    return der[start : start + length], der[start + length :]
