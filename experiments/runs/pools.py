"""What runs are carried out on: an engine lends an executor, as `concurrent.futures` has them, as often as it is asked.

Here are the engines that need nothing but Python: runs one after another in this process, and a pool of processes.
"""

import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from experiments.runs import processes


class Unready(Exception):
    """An engine cannot be had, is gone, or must not be used."""


class Gone(Unready):
    """An engine that was there is there no more; what was done by then is done."""


class Engine(Protocol):
    """Where runs are carried out. Results are the same to the bit from all."""

    @property
    def slots(self) -> int:
        """How many tasks it takes at a time."""

    @property
    def least(self) -> int:
        """Runs for which it is worth the while; fewer are carried out in this process."""

    @property
    def most(self) -> int:
        """Runs that make one task, at most."""

    @property
    def apart(self) -> bool:
        """May its processes have other code than this one?"""

    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """An executor for so many tasks at a time. A future whose worker died raises BrokenExecutor."""

    def check(self) -> None:
        """Raises Unready where nothing can come of what it was handed."""


@dataclass(frozen=True, slots=True)
class Serial:
    """One run after another, in this process."""

    slots = least = most = 1
    apart = False

    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """An executor that is done with a task when it has taken it."""
        return _Here()

    def check(self) -> None:
        """Nothing can be missing."""


SERIAL = Serial()


@dataclass(frozen=True, slots=True)
class Processes:
    """Runs side by side, in so many processes of this machine."""

    slots: int
    least = 2
    most = 1
    apart = False

    @contextmanager
    def pool(self, tasks: int) -> Iterator[Executor]:
        """A pool of fresh processes; leaving it early leaves none of them behind."""
        others = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(min(self.slots, tasks), processes.context(), initializer=_begin_worker)
        try:
            yield pool
        except BaseException:
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        pool.shutdown()

    def check(self) -> None:
        """The pool itself says when a process has died."""


class _Here(Executor):
    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done = Future[T]()
        done.set_result(fn(*args, **kwargs))
        return done


def _begin_worker() -> None:
    """Ctrl-C ends a worker quietly, the end of its parent ends it too, and what it prints on its own is no result."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout = sys.stderr
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    multiprocessing.connection.wait([parent.sentinel])
    os._exit(1)
