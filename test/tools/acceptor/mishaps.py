"""What may go wrong once, at the next occasion, when somebody asks for it."""

from collections import deque

ANSWERS = {
    "flip": "a bit of the encrypted answer is changed",
    "repeat": "the bytes of the previous answer are sent again",
    "skip": "the answer is sealed twice, and only the second is sent",
    "cut": "the answer ends in its middle",
    "length": "the answer says that it is a byte longer than it is",
    "clear": "the answer is not encrypted",
}
TOKENS = {
    "empty-token": "the token has no byte",
    "large-token": "the token has 64 kB, all 0",
    "truncated-token": "the second half of the token is missing",
    "close": "the connection is closed in place of the token",
    "refuse": "the login is refused at its end, as that of a user who is locked out",
}
REQUESTS = {"forget": "the login of the connection is forgotten before the request"}


class Mishaps:
    """Mishaps in the order in which they are to happen."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[str]] = {"answer": deque(), "token": deque(), "request": deque()}

    def add(self, name: str) -> None:
        for kind, names in (("answer", ANSWERS), ("token", TOKENS), ("request", REQUESTS)):
            if name in names:
                self._waiting[kind].append(name)
                return
        raise ValueError(f"no mishap is named {name}")

    def next(self, kind: str) -> str | None:
        """What goes wrong now, if anything."""
        waiting = self._waiting[kind]
        try:
            return waiting.popleft()
        except IndexError:
            return None
