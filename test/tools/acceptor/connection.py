"""A connection of a client: its login, and its requests after that."""

from __future__ import annotations

import base64
import binascii
import http.client
import select
import ssl
from collections.abc import Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, TypeAlias

from encrypted_message import Encrypted, Malformed, closing, read_encrypted, type_of_encrypted, write_part
from http_body import read_body, read_chunks
from login import Login, Refused

if TYPE_CHECKING:
    from acceptor import Acceptor

Headers: TypeAlias = list[tuple[str, str]]


class Unencrypted(Exception):
    """A message came in the clear over HTTP."""


class Connection(BaseHTTPRequestHandler):
    """Serves the requests of a connection, one after another."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Acceptor

    def setup(self) -> None:
        self.number = next(self.server.numbers)
        self.login: Login | None = None
        self.requests = 0
        self.since_login = 0
        self.previous = b""
        self.upstream = http.client.HTTPConnection(self.server.forward_to.netloc)
        if self.server.tls is not None:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True, do_handshake_on_connect=False)
        super().setup()

    def handle(self) -> None:
        try:
            if isinstance(self.request, ssl.SSLSocket):
                self.request.do_handshake()
            super().handle()
        except (OSError, http.client.HTTPException) as error:
            self.note("broken", reason=str(error))

    def finish(self) -> None:
        self.note("closed", requests=self.requests)
        self.upstream.close()
        with suppress(OSError):  # of a client that has gone
            super().finish()

    def version_string(self) -> str:
        return "Microsoft-HTTPAPI/2.0"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the events say more."""

    def note(self, event: str, **details: object) -> None:
        self.server.events.append({"connection": self.number, "event": event, **details})

    def do_POST(self) -> None:
        body = read_body(self.rfile, self.headers)
        authorization = self.headers.get("Authorization")
        if authorization is not None:
            return self.log_in(authorization, body)
        self.forget_login()
        return self.offer() if self.login is None else self.serve(body, [])

    def forget_login(self) -> None:
        """Ends a login that is not complete, that has lasted long enough, or that a mishap ends."""
        if self.login is None:
            return
        has_ended = not self.login.is_complete or self.since_login == self.server.forget_after
        if has_ended or self.server.mishaps.next("request") is not None:
            self.note("forgotten")
            self.login = None

    def log_in(self, authorization: str, body: bytes) -> None:
        """Takes a token. A client may send its first request with the last one."""
        scheme, _, encoded = authorization.partition(" ")
        if scheme not in self.server.credentials:
            self.note("refused", reason=f"the scheme {scheme} is not offered")
            return self.offer()
        if self.login is None or self.login.is_complete or self.login.scheme != scheme:
            self.login = Login(scheme, self.server.credentials[scheme], self.server.binding)
        mishap = self.server.mishaps.next("token")
        try:
            answer = self.login.step(base64.b64decode(encoded, validate=True))
            if mishap == "refuse":
                raise Refused("a mishap")
        except (Refused, binascii.Error) as error:
            self.note("refused", reason=str(error))
            self.login = None
            return self.offer(scheme, error.token if isinstance(error, Refused) else None)
        if mishap == "close":
            self.close_connection = True
            return None
        token = spoiled(answer, mishap)
        headers = [] if token is None else [token_header(scheme, token)]
        if not self.login.is_complete:
            return self.reply(401, headers, b"")
        self.since_login = 0
        self.note("login", mechanism=self.login.mechanism, user=self.login.user, flags=self.login.flags)
        return self.serve(body, headers) if body else self.reply(200, headers, b"")

    def offer(self, refused: str | None = None, token: bytes | None = None) -> None:
        """Says how to log in; a login that has been refused gets its token, if there is one."""
        offers = [token_header(name, token if name == refused else None) for name in self.server.credentials]
        self.reply(401, offers, b"")

    def serve(self, body: bytes, headers: Headers) -> None:
        """Hands a request on in the clear, and answers it."""
        self.since_login += 1
        self.requests += 1
        content_type = self.headers.get("Content-Type", "")
        try:
            if not self.is_secure:
                content_type, body = self.unsealed(content_type, body)
        except (Malformed, Refused) as error:
            self.note("refused", reason=str(error))
            self.login = None
            return self.reply(400, headers, str(error).encode(), "text/plain")
        except Unencrypted:
            self.note("refused", reason="the message is not encrypted")
            return self.reply(500, headers, b"")
        self.note("request", bytes=len(body))
        return self.forward(content_type, body, headers)

    def unsealed(self, content_type: str, body: bytes) -> tuple[str, bytes]:
        if not content_type.startswith("multipart/encrypted"):
            raise Unencrypted
        assert self.login is not None
        message = read_encrypted(self.login.scheme, content_type, body)
        return message.content_type, self.login.unseal(message.signature, message.content)

    def forward(self, content_type: str, body: bytes, headers: Headers) -> None:
        self.forget_stale_upstream()
        path = self.server.forward_to.path
        sent = {"Content-Type": content_type, "User-Agent": self.headers.get("User-Agent", "")}
        self.upstream.request("POST", path, body, sent)
        answer = self.upstream.getresponse()
        answer_type = answer.headers.get("Content-Type")
        if answer.chunked:
            self.stream(answer.status, headers, read_chunks(answer.fp), answer_type)
            answer.close()
        else:
            self.answer(answer.status, headers, answer.read(), answer_type)

    def forget_stale_upstream(self) -> None:
        """Closes a connection that has something to read between two requests: its other end has closed it."""
        if self.upstream.sock is not None and select.select([self.upstream.sock], [], [], 0)[0]:
            self.upstream.close()

    def answer(self, status: int, headers: Headers, body: bytes, content_type: str | None) -> None:
        mishap = self.server.mishaps.next("answer") if body else None
        if self.is_secure or not body or mishap == "clear":
            return self.reply(status, headers, body, content_type)
        assert self.login is not None
        sealed = self.sealed(body, content_type, mishap, is_last=True)
        return self.reply(status, headers, sealed, type_of_encrypted(self.login.scheme))

    def stream(self, status: int, headers: Headers, chunks: Iterable[bytes], content_type: str | None) -> None:
        """Passes an answer on as it comes, as a chunk for each chunk.

        No recording shows how a Windows host encrypts such an answer. Here each chunk is a part of one message, as
        long messages of CredSSP have parts (MS-WSMV 2.2.9.1.3.2), or by --close-each a message of its own.
        """
        assert self.login is not None
        sent_type = content_type if self.is_secure else type_of_encrypted(self.login.scheme)
        self.send_head(status, [*headers, ("Transfer-Encoding", "chunked")], sent_type)
        for chunk in chunks:
            if not self.is_secure:
                mishap = self.server.mishaps.next("answer")
                chunk = self.sealed(chunk, content_type, mishap, is_last=self.server.close_each)
            self.write_chunk(chunk)
        if not self.is_secure and not self.server.close_each:
            self.write_chunk(closing(self.server.boundary))
        self.wfile.write(b"0\r\n\r\n")

    def write_chunk(self, chunk: bytes) -> None:
        self.wfile.write(f"{len(chunk):x}\r\n".encode("ascii") + chunk + b"\r\n")

    def sealed(self, plain: bytes, content_type: str | None, mishap: str | None, is_last: bool) -> bytes:
        if mishap == "repeat":
            return self.previous
        assert self.login is not None
        if mishap == "skip":
            self.login.seal(plain)
        signature, content = self.login.seal(plain)
        if mishap == "flip":
            content = bytes([content[0] ^ 1]) + content[1:]
        length = len(plain) + (1 if mishap == "length" else 0)
        message = Encrypted(content_type or "", signature, content)
        part = write_part(self.server.boundary, self.login.scheme, message, length)
        sent = part + closing(self.server.boundary) if is_last else part
        self.previous = sent[: len(sent) // 2] if mishap == "cut" else sent
        return self.previous

    def reply(self, status: int, headers: Headers, body: bytes, content_type: str | None = None) -> None:
        self.send_head(status, [*headers, ("Content-Length", str(len(body)))], content_type)
        self.wfile.write(body)

    def send_head(self, status: int, headers: Headers, content_type: str | None) -> None:
        self.send_response(status)
        if content_type is not None:
            self.send_header("Content-Type", content_type)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    @property
    def is_secure(self) -> bool:
        """Whether messages need no encryption of their own."""
        return self.server.tls is not None


def token_header(scheme: str, token: bytes | None) -> tuple[str, str]:
    encoded = "" if token is None else base64.b64encode(token).decode("ascii")
    return "WWW-Authenticate", f"{scheme} {encoded}".rstrip()


def spoiled(token: bytes | None, mishap: str | None) -> bytes | None:
    if mishap == "large-token":
        return bytes(65_536)
    if mishap == "empty-token":
        return b""
    return token[: len(token) // 2] if mishap == "truncated-token" and token is not None else token
