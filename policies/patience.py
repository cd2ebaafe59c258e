"""Patience: how long a rule may take to answer. All limits are assumed: a day asks some forty questions.

Seconds are those on the wall, for a rule that waits for a network keeps a run as long as one that computes.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from types import FrameType

MEAN = 0.5  # seconds a call, its slowest one left out: a machine may hiccup. Ours take less than a thousandth
TOTAL = 5.0  # seconds of all calls but the slowest; below, nobody minds
TICKS = 60  # seconds of one call, counted one by one: a program that sleeps does not count
TICK = 1.0


class Stuck(BaseException):
    """A call that does not come back. No Exception, so that a rule which catches all of those does not catch it."""

    from_outside = True  # no rule raises it


class Pace:
    """Stopwatch for the calls of one method; each is made `with` it."""

    __slots__ = ("_began", "calls", "longest", "seconds", "whose")

    def __init__(self, whose: str) -> None:
        self.whose, self.calls, self.seconds, self.longest, self._began = whose, 0, 0.0, 0.0, 0.0

    def __enter__(self) -> None:
        self.calls += 1
        _open.paces.append(self)
        self._began = perf_counter()

    def __exit__(self, *_: object) -> None:
        took = perf_counter() - self._began
        _open.paces.pop()
        self.seconds += took
        self.longest = max(self.longest, took)

    @property
    def slow(self) -> str:
        """Complaint about its speed, in words; empty where that can be borne."""
        seconds, calls = self.seconds - self.longest, self.calls - 1
        if seconds <= TOTAL or seconds <= MEAN * calls:
            return ""
        return f"takes {seconds / calls:.2g} s a call, over {calls} calls, must be at most {MEAN:g} s"


class _Open(threading.local):
    """Calls that a thread waits for, the inner ones last. The clock ticks in the main thread, and sees its own."""

    def __init__(self) -> None:
        self.paces: list[Pace] = []


_open = _Open()


@contextmanager
def ticking() -> Iterator[None]:
    """Meanwhile a call that does not come back is interrupted. Raises Stuck: whose call it is.

    Signals make that possible: in a program's main thread, where the system has timers and nobody else uses this one.
    """
    if not _free():
        yield
        return
    before = signal.signal(signal.SIGALRM, _Clock().tick)
    signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _free() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    )


class _Clock:
    """Counts how often it ticks while one and the same call is waited for."""

    def __init__(self) -> None:
        self.waits_for: tuple[Pace, int] | None = None
        self.ticks = 0

    def tick(self, number: int, frame: FrameType | None) -> None:
        """Raises Stuck where that has been too often."""
        now = (_open.paces[-1], _open.paces[-1].calls) if _open.paces else None
        self.ticks = self.ticks + 1 if now and now == self.waits_for else 0
        self.waits_for = now
        if now and self.ticks >= TICKS:
            raise Stuck(f"{now[0].whose} has not come back for {TICKS * TICK:g} s")
