"""The server's side of a login, and what protects messages after it, by GSSAPI."""

import gssapi
from gssapi import raw

SPNEGO = gssapi.OID.from_int_seq("1.3.6.1.5.5.2")
NTLM = gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10")
KERBEROS = gssapi.OID.from_int_seq("1.2.840.113554.1.2.2")
NAMES = {NTLM: "ntlm", KERBEROS: "kerberos"}

# The signature of NTLM (MS-NLMP 2.2.2.9) has a fixed size.
SIGNATURE_SIZE = 16


class Refused(Exception):
    """A client is not who it says it is, or a message not its own. The token, if there is one, tells it why."""

    def __init__(self, reason: str, token: bytes | None = None) -> None:
        super().__init__(reason)
        self.token = token


# What goes wrong is raised at once, and not when the context is used next.
gssapi.SecurityContext.__DEFER_STEP_ERRORS__ = False


def acquire_credentials(scheme: str, mechanisms: list[gssapi.OID]) -> gssapi.Credentials:
    """The server's keys and users for the mechanisms, of which SPNEGO chooses."""
    if scheme == "Kerberos":
        return gssapi.Credentials(usage="accept", mechs=[KERBEROS])
    credentials = gssapi.Credentials(usage="accept", mechs=[SPNEGO, *mechanisms])
    raw.set_neg_mechs(credentials, mechanisms)
    return credentials


class Login:
    """A login in one of the schemes `Negotiate` (SPNEGO or a token of a mechanism) and `Kerberos`."""

    def __init__(self, scheme: str, credentials: gssapi.Credentials, binding: bytes | None) -> None:
        self.scheme = scheme
        self._binding = binding
        bindings = None if binding is None else raw.ChannelBindings(application_data=binding)
        self._context = gssapi.SecurityContext(usage="accept", creds=credentials, channel_bindings=bindings)

    def step(self, token: bytes) -> bytes | None:
        """Takes a token of the client, and gives the answer."""
        try:
            answer: bytes | None = self._context.step(token)
        except gssapi.exceptions.GSSError as error:
            raise Refused(str(error), error.token) from error
        if not self.is_complete and answer is None:
            raise Refused("the login is at its end, and not complete")
        if self.is_complete and self._binding is not None and "channel_bound" not in self.flags:
            raise Refused("the client does not name the certificate of the connection")
        return answer

    @property
    def is_complete(self) -> bool:
        return bool(self._context.complete)

    @property
    def mechanism(self) -> str:
        return NAMES[self._context.mech]

    @property
    def user(self) -> str:
        return str(self._context.initiator_name).rstrip("\0")

    @property
    def flags(self) -> list[str]:
        return sorted(flag.name for flag in self._context.actual_flags)

    def unseal(self, signature: bytes, content: bytes) -> bytes:
        """Raises Refused for a message that is not the next one of the client."""
        try:
            if self.mechanism == "kerberos":
                # The library takes the two apart from one another: a wrong split is refused.
                buffers = raw.IOV((raw.IOVBufferType.header, False, signature), content, std_layout=False)
                is_encrypted = raw.unwrap_iov(self._context, buffers).encrypted
                plain: bytes = buffers[1].value
            elif len(signature) == SIGNATURE_SIZE:
                plain, is_encrypted, _ = self._context.unwrap(signature + content)
            else:
                raise Refused(f"the signature of NTLM has {SIGNATURE_SIZE} bytes, and not {len(signature)}")
        except gssapi.exceptions.GSSError as error:
            raise Refused(str(error)) from error
        if not is_encrypted:
            raise Refused("the message is signed, and not encrypted")
        return plain

    def seal(self, plain: bytes) -> tuple[bytes, bytes]:
        """The signature and the encrypted message."""
        if self.mechanism == "kerberos":
            # Without a buffer for the trailer all but the data is in the header, as Windows has it.
            buffers = raw.IOV(raw.IOVBufferType.header, plain, std_layout=False)
            raw.wrap_iov(self._context, buffers, confidential=True)
            return buffers[0].value, buffers[1].value
        sealed = self._context.wrap(plain, True).message
        return sealed[:SIGNATURE_SIZE], sealed[SIGNATURE_SIZE:]
