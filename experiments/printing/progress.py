"""Progress bar with an estimate, on standard error; plain lines if that is no terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from policies.printable import printable

SECONDS_BETWEEN_LINES = 5.0
AT_ONCE = 0.01  # seconds: a shorter step was read from the store, and does not count for the estimate


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
    started = printed = last = time.monotonic()
    done = worked = 0

    def step() -> None:
        nonlocal done, worked, last, printed
        now = time.monotonic()
        done, worked, last = done + 1, worked + (now - last >= AT_ONCE), now
        if now - printed >= SECONDS_BETWEEN_LINES and done < total:
            left = (now - started) / max(worked, 1) * (total - done)
            print(f"{what}: {done} of {total}, about {left:.0f} s left", file=sys.stderr, flush=True)
            printed = now

    yield step
    print(f"{what}: {done} of {total} in {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)
