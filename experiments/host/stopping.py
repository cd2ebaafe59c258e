"""Requests to stop: Ctrl-C, and SIGTERM as from `timeout`, `kill` or a container that ends."""

import os
import select
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn, TextIO

STOPS = signal.SIGINT, signal.SIGTERM
GRACE = 4.0  # seconds to end workers, before a process without a reader is killed


class Terminated(BaseException):
    """SIGTERM, as KeyboardInterrupt is SIGINT."""

    from_outside = True  # whatever rule it meets has not raised it


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


def stop_without_reader(stream: TextIO) -> None:
    """Tell this process to stop as soon as nobody reads a pipe any more, and kill it if it does not.

    Without `poll`, as on Windows, it ends at its next line.
    """

    def watch() -> None:
        poll = select.poll()
        poll.register(stream.fileno(), 0)
        poll.poll()
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(exit_code(signal.SIGTERM))

    with suppress(OSError, ValueError):  # a stream without a file
        stream.fileno()
        if hasattr(select, "poll"):
            threading.Thread(target=watch, daemon=True).start()


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
