"""Prints of guests, such as rules: they go to standard error, for standard output is the program's answer.

`contextlib.redirect_stdout` is for programs of one thread: of two that overlap, the second one puts back what the first
one had put there, for good. Here standard output is parted by thread, and whole again when no thread stands aside.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO, cast

_guest = ContextVar("_guest", default=False)  # does this thread stand aside?
_parting = threading.RLock()


class _Parted:
    """Standard output: as it was, but standard error within `aside`."""

    def __init__(self, usual: TextIO) -> None:
        self.usual, self.guests = usual, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr if _guest.get() else self.usual, name)


@contextmanager
def aside() -> Iterator[None]:
    """Meanwhile what this thread prints goes to standard error; what others print goes where it always does."""
    stream = _part()
    usual = _guest.set(True)
    try:
        yield
    finally:
        _guest.reset(usual)
        _join(stream)


def _part() -> _Parted:
    with _parting:
        if not isinstance(sys.stdout, _Parted):
            sys.stdout = cast(TextIO, _Parted(sys.stdout))
        stream = cast(_Parted, sys.stdout)
        stream.guests += 1
        return stream


def _join(stream: _Parted) -> None:
    """The last guest leaves standard output as the first one found it, unless somebody has put another in its place."""
    with _parting:
        stream.guests -= 1
        if not stream.guests and sys.stdout is stream:
            sys.stdout = stream.usual
