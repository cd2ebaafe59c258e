"""Execution engines: each supplies a `concurrent.futures.Executor`.

The engines here need nothing but Python: runs one after another in this process, and a pool of worker processes.
"""

import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from experiments.runs import processes


class Unready(Exception):
    """An engine is not available, is gone, or must not be used."""


class Gone(Unready):
    """An engine was lost during the work. Outcomes until then are valid."""


class Engine(ABC):
    """A place that executes runs. All engines give the same results, to the bit."""

    slots: int  # tasks at a time
    task_size = 1  # largest number of runs in a task
    in_process = False  # does this process itself execute the runs?
    pulse: Callable[[], object] = staticmethod(lambda: None)  # called by `check`: what it raises ends the batch

    @abstractmethod
    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """Supply an executor for so many tasks at a time; leaving it early ends its tasks."""

    def died(self, problem: Exception) -> bool:
        """Return whether the worker of a task died, by the task's exception. Raise Gone if the engine is lost."""
        return isinstance(problem, BrokenExecutor)

    def check(self) -> None:
        """Raise Unready if the submitted tasks can have no result. Called in each second in which no run ends."""
        self.pulse()

    def renewed(self) -> "Engine | None":
        """Return an engine whose processes import everything anew; None if it starts no processes."""
        return None


class Serial(Engine):
    """An engine that executes one run after another, in this process."""

    slots = 1
    in_process = True

    def pool(self, tasks: int) -> AbstractContextManager[Executor]:
        """Supply an executor that executes a task at once."""
        return nullcontext(_Here())

    def renewed(self) -> Engine | None:
        """Return an engine of one fresh process."""
        return Processes(1, fresh=True)


SERIAL = Serial()


@dataclass
class Processes(Engine):
    """An engine of so many worker processes on this machine."""

    slots: int
    fresh: bool = False  # do they start a new interpreter, instead of a fork of the server?

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

    def renewed(self) -> Engine | None:
        """Return the same number of fresh processes; None if these are fresh."""
        return None if self.fresh else Processes(self.slots, fresh=True)


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
