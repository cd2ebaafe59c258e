"""Prints of guests, such as rules: they go to standard error, escaped, for standard output is the program's answer.

`contextlib.redirect_stdout` is for programs of one thread: of two that overlap, the second one puts back what the first
one had put there, for good. Here both streams are parted by thread, and whole again when no thread stands aside.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO

from policies.printable import disarmed, escaped

STREAMS = "stdout", "stderr"

_guest = ContextVar("_guest", default=False)  # does this thread stand aside?
_parting = threading.RLock()


class _Parted:
    """A stream of the program: as it was, but standard error, escaped, within `aside`."""

    def __init__(self, usual: TextIO, error: TextIO) -> None:
        self.usual, self.error, self.guests = usual, error, 0

    def write(self, text: str) -> int:
        return self.error.write(disarmed(escaped(text))) if _guest.get() else self.usual.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.error if _guest.get() else self.usual, name)


@contextmanager
def aside() -> Iterator[None]:
    """Meanwhile what this thread prints goes to standard error; what others print goes where it always does."""
    parted = _part()
    usual = _guest.set(True)
    try:
        yield
    finally:
        _guest.reset(usual)
        _join(parted)


def _part() -> dict[str, _Parted]:
    with _parting:
        error = sys.stderr.error if isinstance(sys.stderr, _Parted) else sys.stderr
        for name in STREAMS:
            if not isinstance(stream := getattr(sys, name), _Parted):
                setattr(sys, name, _Parted(stream, error))
        parted: dict[str, _Parted] = {name: getattr(sys, name) for name in STREAMS}
        for each in parted.values():
            each.guests += 1
        return parted


def _join(parted: dict[str, _Parted]) -> None:
    """The last guest leaves a stream as the first one found it, unless somebody has put another in its place."""
    with _parting:
        for name, stream in parted.items():
            stream.guests -= 1
            if not stream.guests and getattr(sys, name) is stream:
                setattr(sys, name, stream.usual)
