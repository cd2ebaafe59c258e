"""Another clock for a process: more than a year ahead, and an hour or two further each time that it is read.

Clocks that measure how long something takes are as far ahead, and do not leap.

A rule that asks Python for the time answers otherwise by it, whatever part of the time it asks for. Code in C that asks
the machine itself (`numpy.datetime64("now")`) is not reached.
"""

import ctypes
import datetime
import gc
import random
import time
from collections.abc import Callable
from typing import Any

from experiments.runs import imported  # noqa: F401 - when files and this process changed is asked of the real clock

# odd in days, hours, minutes, seconds and half-minutes: a rule that asks once sees another parity of each
AHEAD = datetime.timedelta(days=397, hours=13, minutes=31, seconds=31)
LEAPS = 3_600.0, 7_200.0  # seconds, each time
MEASURING = ("monotonic", "perf_counter", "process_time", "thread_time")
OF_SECONDS = {"localtime": 0, "gmtime": 0, "ctime": 0}  # by the place of what they show: now, where nothing is told
OF_FIELDS = {"asctime": 0, "strftime": 1}


def move(ago: float = 0.0) -> None:
    """Move every clock of Python in this process, for modules that are imported from now on.

    ago: seconds since the process began that this one is held against, and since when no time has passed here
    """
    luck, real_time, real_localtime = random.Random(18), time.time, time.localtime
    ahead = AHEAD.total_seconds() - ago

    def leap() -> float:
        nonlocal ahead
        there = ahead
        ahead += luck.uniform(*LEAPS)
        return there

    def now() -> float:
        return real_time() + leap()

    def fixed(*_: int) -> float:
        return AHEAD.total_seconds()

    def by_clock(which: int) -> float:
        return leap() if which == time.CLOCK_REALTIME else fixed()

    further: dict[str, Callable[..., float]] = {"time": leap, "clock_gettime": by_clock}
    further |= dict.fromkeys(MEASURING, fixed)
    for name, shift in further.items():
        for called, unit in ((name, 1), (f"{name}_ns", 10**9)):
            if hasattr(time, called):
                setattr(time, called, _later(getattr(time, called), shift, unit))
    for name, place in OF_SECONDS.items():
        setattr(time, name, _filled(getattr(time, name), place, now))
    for name, place in OF_FIELDS.items():
        setattr(time, name, _filled(getattr(time, name), place, lambda: real_localtime(now())))
    _put(datetime.date, "today", lambda cls: cls.fromtimestamp(now()))
    _put(datetime.datetime, "today", lambda cls: cls.fromtimestamp(now()))
    _put(datetime.datetime, "now", lambda cls, tz=None: cls.fromtimestamp(now(), tz))
    _put(datetime.datetime, "utcnow", lambda cls: cls.fromtimestamp(now(), datetime.UTC).replace(tzinfo=None))


def _later(real: Callable[..., Any], shift: Callable[..., float], unit: int) -> Callable[..., Any]:
    def moved(*which: int) -> Any:
        there = real(*which)
        return there + type(there)(unit * shift(*which))

    return moved


def _filled(real: Callable[..., Any], place: int, now: Callable[[], object]) -> Callable[..., Any]:
    def moved(*said: Any) -> Any:
        told = len(said) > place and said[place] is not None
        return real(*said) if told else real(*said[:place], now())

    return moved


def _put(kind: type, name: str, function: Callable[..., Any]) -> None:
    """A class method of a class in C, which Python itself does not let anybody replace; a stand-in for the class would
    not be the one that numpy, pandas and pickles know."""
    [methods] = [each for each in gc.get_referents(kind.__dict__) if isinstance(each, dict)]
    methods[name] = classmethod(function)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
