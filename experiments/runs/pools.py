"""Execution engines: each supplies a `concurrent.futures.Executor`.

The engines here need nothing but Python: runs one after another in this process, and a pool of worker processes.
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
    """An engine is not available, is gone, or must not be used."""


class Gone(Unready):
    """An engine was lost during the work. Outcomes until then are valid."""


class Engine(Protocol):
    """A place that executes runs. All engines give the same results, to the bit."""

    @property
    def slots(self) -> int:
        """Number of tasks at a time."""

    @property
    def task_size(self) -> int:
        """Largest number of runs in a task."""

    @property
    def in_process(self) -> bool:
        """Return whether this process itself executes the runs."""

    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """Supply an executor for so many tasks at a time. A future whose worker died raises BrokenExecutor."""

    def check(self) -> None:
        """Raise Unready if the submitted tasks can have no result."""

    def renewed(self) -> "Engine | None":
        """Return an engine whose processes import everything anew; None if it starts no processes."""


@dataclass(frozen=True, slots=True)
class Serial:
    """An engine that executes one run after another, in this process."""

    slots = task_size = 1
    in_process = True

    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """Supply an executor that executes a task at once."""
        return _Here()

    def check(self) -> None:
        """Do nothing: this process cannot be lost."""

    def renewed(self) -> Engine | None:
        """Return an engine of one fresh process."""
        return Processes(1, fresh=True)


SERIAL = Serial()


@dataclass(frozen=True, slots=True)
class Processes:
    """An engine of so many worker processes on this machine."""

    slots: int
    fresh: bool = False  # do they start a new interpreter, instead of a fork of the server?
    task_size = 1
    in_process = False

    @contextmanager
    def pool(self, tasks: int) -> Iterator[Executor]:
        """Supply a pool of worker processes; leaving it early ends all of them."""
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
        """Do nothing: the pool reports a process that died."""

    def renewed(self) -> Engine | None:
        """Return the same number of fresh processes; None if these are fresh."""
        return None if self.fresh else Processes(self.slots, fresh=True)


@dataclass(frozen=True, slots=True)
class Listening:
    """Another engine, which also calls a function when it is checked: in each second in which no run ends.

    So a program can end its question while a long run is still executing: what the function raises ends the batch.
    """

    engine: Engine
    pulse: Callable[[], object]

    @property
    def slots(self) -> int:
        """Number of tasks at a time."""
        return self.engine.slots

    @property
    def task_size(self) -> int:
        """Largest number of runs in a task."""
        return self.engine.task_size

    @property
    def in_process(self) -> bool:
        """Return whether this process itself executes the runs."""
        return self.engine.in_process

    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """Supply an executor of the engine."""
        return self.engine.pool(tasks)

    def check(self) -> None:
        """Call the function, and check the engine."""
        self.pulse()
        self.engine.check()

    def renewed(self) -> Engine | None:
        """Return the same of the renewed engine."""
        engine = self.engine.renewed()
        return engine and Listening(engine, self.pulse)


class _Here(Executor):
    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done = Future[T]()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as problem:  # noqa: BLE001 - as from another process
            done.set_exception(problem)
        return done


def _begin_worker() -> None:
    """Prepare a worker: Ctrl-C or the end of its parent end it quietly; its output goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout = sys.stderr
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    multiprocessing.connection.wait([parent.sentinel])
    os._exit(1)
