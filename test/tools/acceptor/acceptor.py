"""A server that logs clients in as a Windows host does, by GSSAPI, and hands their requests on in the clear.

It knows nothing of WS-Management but how messages are encrypted. NTLM is Debian's gss-ntlmssp with the users of the
file NTLM_USER_FILE, Kerberos is MIT's with the keys of the file KRB5_KTNAME; each is there when its variable is set.

It prints a line of JSON with its port. Each line of JSON that it reads then is a command, answered by a line:
  {"mishap": NAME}  the next answer, token of a login or request goes wrong (mishaps.py)
  {"log": true}     what has happened, in its order
It ends when its input ends.
"""

import argparse
import itertools
import json
import os
import ssl
import sys
import threading
from socketserver import ThreadingTCPServer
from urllib.parse import urlsplit

from channel_binding import end_point_binding
from connection import Connection
from login import KERBEROS, NTLM, acquire_credentials
from mishaps import Mishaps

MECHANISMS = {"KRB5_KTNAME": KERBEROS, "NTLM_USER_FILE": NTLM}


class Acceptor(ThreadingTCPServer):
    """Listens on a free port of the loopback interface; a thread serves each connection."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, options: argparse.Namespace) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        mechanisms = [mechanism for variable, mechanism in MECHANISMS.items() if variable in os.environ]
        self.credentials = {name: acquire_credentials(name, mechanisms) for name in options.schemes.split(",")}
        self.forward_to = urlsplit(options.forward_to)
        self.forget_after: int | None = options.forget_after
        self.boundary = b"-- Encrypted Boundary" if options.exchange_boundary else b"--Encrypted Boundary"
        self.close_each: bool = options.close_each
        self.tls: ssl.SSLContext | None = None
        self.binding: bytes | None = None
        if options.certificate is not None:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(options.certificate, options.key)
            if options.demand_binding:
                self.binding = end_point_binding(options.certificate)
        self.mishaps = Mishaps()
        self.events: list[dict[str, object]] = []
        self.numbers = itertools.count(1)

    def obey(self, command: dict[str, object]) -> object:
        """Carries a command out, and gives its result."""
        if "mishap" in command:
            self.mishaps.add(str(command["mishap"]))
            return True
        return self.events


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forward-to", required=True, metavar="URL", help="where requests go, in the clear")
    parser.add_argument("--schemes", default="Negotiate", help="what is offered: Negotiate, Kerberos or both")
    parser.add_argument("--certificate", metavar="FILE", help="serves HTTPS with this certificate")
    parser.add_argument("--key", metavar="FILE", help="the key of the certificate")
    parser.add_argument("--demand-binding", action="store_true", help="refuses logins that do not name the certificate")
    parser.add_argument("--exchange-boundary", action="store_true", help='writes boundaries as "-- Encrypted Boundary"')
    parser.add_argument("--close-each", action="store_true", help="ends the encrypted message after each chunk")
    parser.add_argument("--forget-after", type=int, metavar="N", help="a login lasts for so many requests")
    return parser.parse_args()


def main() -> None:
    acceptor = Acceptor(parse_options())
    threading.Thread(target=acceptor.serve_forever, daemon=True).start()
    print(json.dumps({"port": acceptor.server_address[1]}), flush=True)
    for line in sys.stdin:
        print(json.dumps(acceptor.obey(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
