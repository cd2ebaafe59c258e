"""Another clock for a process: more than a year ahead, and one or two hours further at each reading.

Clocks that measure durations are as far ahead, and do not leap.

`python -m experiments.questions.gate.clock START COMMAND …` carries a command of policylab out by it. So a rule that
reads the time from Python gives another result, whatever part of the time it uses. Code in C that reads
the clock of the machine (`numpy.datetime64("now")`) is not affected.
"""

import ctypes
import datetime
import gc
import random
import runpy
import sys
import time
from collections.abc import Callable
from typing import Any

from experiments.runs import imported, pools  # noqa: F401 - they read times of files and processes by the real clock

# odd in days, hours, minutes, seconds and half-minutes: a rule that reads once sees another parity of each
AHEAD = datetime.timedelta(days=397, hours=13, minutes=31, seconds=31)
LEAPS = 3_600.0, 7_200.0  # seconds, at each reading
MEASURING = ("monotonic", "perf_counter", "process_time", "thread_time")
TAKE_SECONDS = {"localtime": 0, "gmtime": 0, "ctime": 0}  # place of the argument that defaults to now
TAKE_FIELDS = {"asctime": 0, "strftime": 1}


def move(ago: float = 0.0) -> None:
    """Move every clock of Python in this process, for modules that are imported later.

    ago: seconds since the start of the process that this one is compared to; this clock takes off as many
    """
    luck, real_time, real_localtime = random.Random(18), time.time, time.localtime
    ahead = AHEAD.total_seconds() - ago

    def leap() -> float:
        nonlocal ahead
        shift = ahead
        ahead += luck.uniform(*LEAPS)
        return shift

    def now() -> float:
        return real_time() + leap()

    def fixed(*_: int) -> float:
        return AHEAD.total_seconds()

    def by_clock(clock: int) -> float:
        return leap() if clock == time.CLOCK_REALTIME else fixed()

    further: dict[str, Callable[..., float]] = {"time": leap, "clock_gettime": by_clock}
    further |= dict.fromkeys(MEASURING, fixed)
    for name, shift in further.items():
        for function, unit in ((name, 1), (f"{name}_ns", 10**9)):
            if hasattr(time, function):
                setattr(time, function, _later(getattr(time, function), shift, unit))
    for name, place in TAKE_SECONDS.items():
        setattr(time, name, _filled(getattr(time, name), place, now))
    for name, place in TAKE_FIELDS.items():
        setattr(time, name, _filled(getattr(time, name), place, lambda: real_localtime(now())))
    _replace_method(datetime.date, "today", lambda cls: cls.fromtimestamp(now()))
    _replace_method(datetime.datetime, "today", lambda cls: cls.fromtimestamp(now()))
    _replace_method(datetime.datetime, "now", lambda cls, tz=None: cls.fromtimestamp(now(), tz))
    _replace_method(
        datetime.datetime, "utcnow", lambda cls: cls.fromtimestamp(now(), datetime.UTC).replace(tzinfo=None)
    )


def _later(real: Callable[..., Any], shift: Callable[..., float], unit: int) -> Callable[..., Any]:
    def moved(*arguments: int) -> Any:
        reading = real(*arguments)
        return reading + type(reading)(unit * shift(*arguments))

    return moved


def _filled(real: Callable[..., Any], place: int, now: Callable[[], object]) -> Callable[..., Any]:
    def moved(*arguments: Any) -> Any:
        given = len(arguments) > place and arguments[place] is not None
        return real(*arguments) if given else real(*arguments[:place], now())

    return moved


def _replace_method(kind: type, name: str, function: Callable[..., Any]) -> None:
    """Replace a class method of a class in C, which Python itself does not allow.

    A substitute for the class would not be the one that numpy, pandas and pickles know.
    """
    [methods] = [item for item in gc.get_referents(kind.__dict__) if isinstance(item, dict)]
    methods[name] = classmethod(function)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))


def main() -> None:
    """Carry out a command by another clock; it is compared to one that began at this time, in seconds.

    No other process may carry out a run for it: that would have the real clock.
    """
    _, start, *command = sys.argv
    move(time.time() - float(start))
    pools.Serial.renewed = lambda self: None  # type: ignore[method-assign]
    sys.argv = ["policylab", *command]
    runpy.run_module("experiments", run_name="__main__", alter_sys=False)


if __name__ == "__main__":
    main()
