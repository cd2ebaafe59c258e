"""Execution engines: each supplies a `concurrent.futures.Executor`.

The engines here need nothing but Python: runs one after another in this process, and each in a process of its own.
"""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.process import BaseProcess
from typing import Any

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
    def pool(self) -> AbstractContextManager[Executor]:
        """Supply an executor; leaving it early ends its tasks."""

    def submit[T](
        self, pool: Executor, fn: Callable[..., list[T]], tasks: Sequence[tuple[Any, ...]]
    ) -> Future[list[T]]:
        """Submit calls, with these arguments each, as one task: a process for each, which gives a list."""
        [task] = tasks
        return pool.submit(fn, *task)

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

    def pool(self) -> AbstractContextManager[Executor]:
        """Supply an executor that executes a task at once."""
        return nullcontext(_Here())

    def renewed(self) -> Engine | None:
        """Return an engine of one process at a time."""
        return Processes(1).renewed()


SERIAL = Serial()


@dataclass
class Processes(Engine):
    """An engine of so many worker processes at a time on this machine."""

    slots: int
    fresh: bool = False  # are they forked from a server that was begun anew for them?

    @contextmanager
    def pool(self) -> Iterator[Executor]:
        """Supply an executor; leaving it ends its processes."""
        pool = OneEach()
        try:
            yield pool
        finally:
            pool.end()

    def renewed(self) -> Engine | None:
        """Return the same number of processes, of a server that is begun anew; None if these are of one."""
        if self.fresh:
            return None
        processes.end()
        return Processes(self.slots, fresh=True)


class OneEach(Executor):
    """An executor with a process for each task, which ends with it, and with all that it has left in memory.

    A process that dies breaks its own task alone. A pool of Python would end with it, and its processes would carry out
    one task after the other.
    """

    def __init__(self) -> None:
        self._context: Any = processes.context()
        self._running: dict[BaseProcess, threading.Thread] = {}

    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start a process for a task."""
        future = Future[T]()
        future.set_running_or_notify_cancel()
        answer, gives = Pipe(duplex=False)
        process = self._context.Process(target=_begin_worker, args=(gives, fn, args, kwargs))
        try:
            process.start()
        except (OSError, EOFError) as problem:  # of the server
            future.set_exception(BrokenExecutor(str(problem)))
        except (pickle.PicklingError, TypeError, AttributeError) as problem:
            future.set_exception(problem)
        else:
            self._running[process] = threading.Thread(target=self._wait, args=(process, answer, future), daemon=True)
            self._running[process].start()
        finally:
            gives.close()
        return future

    def _wait(self, process: BaseProcess, answer: Connection, future: Future[Any]) -> None:
        """Give a task the answer of its process, or none."""
        with answer:
            try:
                good, value = answer.recv()
            except (OSError, EOFError):
                good, value = False, BrokenExecutor("the process of this task has died")
            except Exception as problem:  # noqa: BLE001 - of an answer that this process cannot read
                good, value = False, problem
        process.join()
        self._running.pop(process)
        if good:
            future.set_result(value)
        else:
            future.set_exception(value)

    def end(self) -> None:
        """End what is running."""
        for process, thread in list(self._running.items()):
            process.terminate()
            thread.join()


class _Here(Executor):
    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done = Future[T]()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as problem:  # noqa: BLE001 - as from another process
            done.set_exception(problem)
        return done


def _begin_worker(gives: Connection, fn: Callable[..., object], args: Any, kwargs: Any) -> None:
    """Do a task. Ctrl-C or the end of its parent end this process quietly; its output goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout = sys.stderr
    del sys.argv[1:]  # the words of the command are none of a run's
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answer: tuple[bool, object]
    try:
        answer = True, fn(*args, **kwargs)
    except Exception as problem:  # noqa: BLE001 - raised where the task came from
        answer = False, problem
    try:
        gives.send(answer)
    except Exception as problem:  # noqa: BLE001 - an answer that cannot be sent
        gives.send((False, TypeError(f"{type(problem).__name__}: {problem}")))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
