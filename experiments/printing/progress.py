"""Progress bar with an estimate, on standard error; plain lines if that is no terminal.

The estimate of lines is from what follows the first step, which has start-up and compilation in it, and stands alone
for the many that run beside it.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from policies.printable import printable

SECONDS_BETWEEN_LINES = 5.0
AT_ONCE = 0.01  # seconds: a shorter step was read from the store, and does not count for the estimate
IN_MINUTES = 100  # seconds: from here on the estimate is in minutes


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[], None]]:
    """Supply the callback for each of `total` steps."""
    bar = _bar if sys.stderr.isatty() else _lines
    with bar(total, what) as step:
        yield step


@contextmanager
def _bar(total: int, what: str) -> Iterator[Callable[[], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from experiments.printing.console import Plain

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Plain(sys.stderr), transient=True) as shown:
        task = shown.add_task(what, total=total)
        yield lambda: shown.advance(task)


@contextmanager
def _lines(total: int, what: str) -> Iterator[Callable[[], None]]:
    what = printable(what)
    started = first = last = printed = time.monotonic()
    done = worked = 0

    def step() -> None:
        nonlocal done, worked, first, last, printed
        now = time.monotonic()
        if now - last >= AT_ONCE:
            worked += 1
            first = now if worked == 1 else first
        elif worked == 1:  # the step before took time to open the store
            worked = 0
        done, last = done + 1, now
        if now - printed >= SECONDS_BETWEEN_LINES and done < total:
            known = worked > 1 and now - first >= first - started  # by then each process has begun its second step
            ahead = f", about {_lasting((now - first) / (worked - 1) * (total - done))} left" if known else ""
            print(f"{what}: {done} of {total}{ahead}", file=sys.stderr, flush=True)
            printed = now

    yield step
    print(f"{what}: {done} of {total} in {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)


def _lasting(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < IN_MINUTES else f"{seconds / 60:.0f} minutes"
