"""Bodies of HTTP/1.1 messages."""

from collections.abc import Iterator
from email.message import Message
from io import BufferedIOBase


def read_body(stream: BufferedIOBase, headers: Message) -> bytes:
    """The body of a request."""
    if headers.get("Transfer-Encoding", "").lower() == "chunked":
        return b"".join(read_chunks(stream))
    return read_exactly(stream, int(headers.get("Content-Length", "0")))


def read_chunks(stream: BufferedIOBase) -> Iterator[bytes]:
    """Each chunk as it was sent: http.client would hide where one ends."""
    while size := chunk_size(stream):
        yield read_exactly(stream, size)
        stream.readline()
    while stream.readline().strip():
        pass  # a trailer


def chunk_size(stream: BufferedIOBase) -> int:
    line = stream.readline()
    if not line:
        raise ConnectionError("the body ends where a chunk should begin")
    return int(line.split(b";")[0], 16)


def read_exactly(stream: BufferedIOBase, size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise ConnectionError(f"the body ends after {len(data)} of {size} bytes")
    return data
