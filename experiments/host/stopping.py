"""Requests to stop: Ctrl-C, and SIGTERM as from `timeout`, `kill` or a container that ends."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

STOPS = signal.SIGINT, signal.SIGTERM


class Terminated(BaseException):
    """SIGTERM, as KeyboardInterrupt is SIGINT."""


class Interrupted(Exception):
    """A batch was asked to stop, `by` a signal, after `done` of `total` runs."""

    def __init__(self, by: signal.Signals, done: int, total: int) -> None:
        how = "interrupted" if by == signal.SIGINT else "terminated"
        super().__init__(f"{how} after {done} of {total} runs")
        self.by, self.done, self.total = by, done, total


class Stopped(KeyboardInterrupt):
    """A question that was asked to stop, `by` a signal: in a notebook, Ctrl-C. The message says what is kept."""

    def __init__(self, by: signal.Signals, message: str) -> None:
        super().__init__(message)
        self.by = by


def advice(*, lasting: bool) -> str:
    """Return what a stopped question says. lasting: is there a store that lasts?"""
    if lasting:
        return "what is done is kept: asked again, it goes on from there"
    return "nothing is kept: asked again, it begins anew"


def heed_termination() -> None:
    """From now on SIGTERM raises Terminated."""
    signal.signal(signal.SIGTERM, _terminate)


@contextmanager
def heeding_later() -> Iterator[None]:
    """A stop that is asked for meanwhile is heeded after it: a process that has begun by half would complain."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    was = {each: signal.signal(each, lambda number, _: heard.append(number)) for each in STOPS}
    try:
        yield
    finally:
        for each, handler in was.items():
            signal.signal(each, handler)
        for number in heard:
            signal.raise_signal(number)


def exit_code(by: signal.Signals) -> int:
    """Return the exit code that a shell gives a program ended by this signal."""
    return 128 + by


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise Terminated
