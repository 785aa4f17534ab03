"""Encrypted messages of WS-Management over HTTP, as MS-WSMV 2.2.9.1 lays them out: reads them strictly, writes them."""

import re
import struct
from dataclasses import dataclass

BOUNDARY = b"--Encrypted Boundary"

# Which word for the protocol follows from the scheme of the login.
PROTOCOLS = {"Negotiate": "SPNEGO", "Kerberos": "Kerberos"}

# The tab of the specification is missing from what OMI's client writes, which Windows takes all the same.
HEAD = re.compile(
    rb"--Encrypted Boundary\r\n"
    rb"\t?Content-Type: application/HTTP-(SPNEGO|Kerberos)-session-encrypted\r\n"
    rb"\t?OriginalContent: type=(application/soap\+xml;charset=(?:UTF-8|UTF-16));Length=(0|[1-9][0-9]*)\r\n"
    rb"--Encrypted Boundary\r\n"
    rb"\t?Content-Type: application/octet-stream\r\n"
)


class Malformed(Exception):
    """A message is not laid out as it should be."""


@dataclass(frozen=True)
class Encrypted:
    """What an encrypted message holds."""

    content_type: str
    signature: bytes
    content: bytes


def type_of_encrypted(scheme: str) -> str:
    protocol = f"application/HTTP-{PROTOCOLS[scheme]}-session-encrypted"
    return f'multipart/encrypted;protocol="{protocol}";boundary="Encrypted Boundary"'


def read_encrypted(scheme: str, content_type: str, body: bytes) -> Encrypted:
    """Reads a message of one part, cut by its lengths: bytes of a boundary may be among what is encrypted."""
    if content_type != type_of_encrypted(scheme):
        raise Malformed(f"the type is {content_type}, and not {type_of_encrypted(scheme)}")
    head = HEAD.match(body)
    if head is None:
        raise Malformed("the lines before the encrypted message are not as they should be")
    protocol, plain_type, length = (group.decode("ascii") for group in head.groups())
    if protocol != PROTOCOLS[scheme]:
        raise Malformed(f"the part is of {protocol}, and the message of {PROTOCOLS[scheme]}")
    start = head.end() + 4
    if start > len(body):
        raise Malformed("the length of the signature is missing")
    (size,) = struct.unpack_from("<I", body, head.end())
    middle, end = start + size, start + size + int(length)
    if body[end:] != closing(BOUNDARY):
        raise Malformed(f"the message does not end {length} bytes after its signature of {size} bytes")
    return Encrypted(plain_type, body[start:middle], body[middle:end])


def closing(boundary: bytes) -> bytes:
    """What ends a message."""
    return boundary + b"--\r\n"


def write_part(boundary: bytes, scheme: str, message: Encrypted, length: int) -> bytes:
    """A message without its end, which says that it was so long in the clear."""
    lines = [
        boundary,
        f"\tContent-Type: application/HTTP-{PROTOCOLS[scheme]}-session-encrypted".encode("ascii"),
        f"\tOriginalContent: type={message.content_type};Length={length}".encode("ascii"),
        boundary,
        b"\tContent-Type: application/octet-stream",
        struct.pack("<I", len(message.signature)) + message.signature + message.content,
    ]
    return b"\r\n".join(lines)
