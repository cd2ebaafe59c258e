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
    def most(self) -> int:
        """Runs that make one task, at most."""

    @property
    def here(self) -> bool:
        """Does this process itself carry runs out?"""

    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """An executor for so many tasks at a time. A future whose worker died raises BrokenExecutor."""

    def check(self) -> None:
        """Raises Unready where nothing can come of what it was handed."""

    def renewed(self) -> "Engine | None":
        """An engine whose processes import everything anew. None where it begins none."""


@dataclass(frozen=True, slots=True)
class Serial:
    """One run after another, in this process."""

    slots = most = 1
    here = True

    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """An executor that is done with a task when it has taken it."""
        return _Here()

    def check(self) -> None:
        """Nothing can be missing."""

    def renewed(self) -> Engine | None:
        """One process beside this one."""
        return Processes(1, fresh=True)


SERIAL = Serial()


@dataclass(frozen=True, slots=True)
class Processes:
    """Runs side by side, in so many processes of this machine."""

    slots: int
    fresh: bool = False  # do they begin from nothing, and not with what a server has imported?
    most = 1
    here = False

    @contextmanager
    def pool(self, tasks: int) -> Iterator[Executor]:
        """A pool of fresh processes; leaving it early leaves none of them behind."""
        others = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(
            min(self.slots, tasks), processes.context(fresh=self.fresh), initializer=_begin_worker
        )
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

    def renewed(self) -> Engine | None:
        """The same number of processes."""
        return None if self.fresh else Processes(self.slots, fresh=True)


class _Here(Executor):
    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done = Future[T]()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as problem:  # noqa: BLE001 - as another process would hand it on
            done.set_exception(problem)
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
