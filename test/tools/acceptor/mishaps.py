"""What goes wrong once, at the next occasion, when somebody asks for it; acceptor.ts says what each does."""

from collections import deque

KINDS = {
    "answer": {"flip", "repeat", "skip", "cut", "length", "clear"},
    "token": {"empty-token", "large-token", "truncated-token", "close", "refuse"},
    "request": {"forget"},
}


class Mishaps:
    """Mishaps in the order in which they are to happen."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[str]] = {kind: deque() for kind in KINDS}

    def add(self, name: str) -> None:
        kinds = [kind for kind, names in KINDS.items() if name in names]
        if not kinds:
            raise ValueError(f"no mishap is named {name}")
        self._waiting[kinds[0]].append(name)

    def next(self, kind: str) -> str | None:
        """What goes wrong now, if anything."""
        try:
            return self._waiting[kind].popleft()
        except IndexError:
            return None
