"""Carries out runs, one after another or on a pool of processes, with the same results.

A run that raises, or that wants to end the program, is data: its outcome holds the traceback and the batch goes on.
What it prints goes to standard error. When a worker process dies, the pool is rebuilt; each run that was in flight is
tried once more, alone, and one that kills its worker again is given up. Workers end with the process that started them.
"""

import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass

from experiments.runs import processes
from experiments.runs.plan import Run
from experiments.stopping import Interrupted, Terminated

DIED = "The worker process died in this run, and again when the run was tried alone (out of memory? killed?)."


@dataclass(frozen=True, slots=True, eq=False)
class Outcome[T]:
    """What came of a run: a result, or the traceback it ended in."""

    result: T | None
    error: str | None
    seconds: float


def execute[T](
    runs: Sequence[Run],
    work: Callable[[Run], T],
    *,
    jobs: int = 1,
    on_done: Callable[[], object] = lambda: None,
    on_outcome: Callable[[Run, Outcome[T]], object] = lambda run, outcome: None,
) -> list[Outcome[T]]:
    """`work` on every run, in processes side by side when `jobs` > 1. Outcomes in the order of the runs.

    `work` must be a function of a module, so that another process finds it. `on_done` and `on_outcome` are called after
    each run, as soon as it is done. Raises Interrupted on Ctrl-C, and on SIGTERM where that is heeded.
    """
    outcomes: dict[int, Outcome[T]] = {}

    def keep(place: int, outcome: Outcome[T]) -> None:
        outcomes[place] = outcome
        on_outcome(runs[place], outcome)
        on_done()

    try:
        if min(jobs, len(runs)) <= 1:
            for place, run in enumerate(runs):
                keep(place, _attempt(work, run))
        else:
            _on_pools(runs, work, jobs, keep)
    except KeyboardInterrupt:
        raise Interrupted(signal.SIGINT, len(outcomes), len(runs)) from None
    except Terminated:
        raise Interrupted(signal.SIGTERM, len(outcomes), len(runs)) from None
    return [outcomes[place] for place in range(len(runs))]


def _attempt[T](work: Callable[[Run], T], run: Run) -> Outcome[T]:
    started = time.perf_counter()
    try:
        with redirect_stdout(sys.stderr):
            return Outcome(work(run), None, time.perf_counter() - started)
    except (Exception, SystemExit):  # noqa: BLE001 - a failed run is data
        return Outcome(None, traceback.format_exc(), time.perf_counter() - started)


def _on_pools[T](
    runs: Sequence[Run], work: Callable[[Run], T], jobs: int, keep: Callable[[int, Outcome[T]], None]
) -> None:
    """A pool as long as it lives, then the runs that may have killed it one at a time, then the next pool."""
    todo = deque(range(len(runs)))
    while todo:
        for suspect in _until_broken(runs, work, todo, min(jobs, len(todo)), keep):
            if _until_broken(runs, work, deque([suspect]), 1, keep):
                keep(suspect, Outcome(None, DIED, float("nan")))


def _until_broken[T](
    runs: Sequence[Run], work: Callable[[Run], T], todo: deque[int], jobs: int, keep: Callable[[int, Outcome[T]], None]
) -> list[int]:
    """Take runs off `todo` until none is left or a worker dies; which runs were in flight when one did."""
    flying: dict[Future[Outcome[T]], int] = {}
    try:
        with _pool(jobs) as pool:
            while todo or flying:
                while todo and len(flying) < jobs:
                    flying[pool.submit(_attempt, work, runs[todo[0]])] = todo[0]
                    todo.popleft()
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    outcome = _outcome(future)
                    keep(flying.pop(future), outcome)
    except BrokenProcessPool:
        return sorted(flying.values())
    return []


def _outcome[T](future: Future[Outcome[T]]) -> Outcome[T]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception:  # noqa: BLE001 - a run or result that cannot travel between processes is a failed run
        return Outcome(None, traceback.format_exc(), float("nan"))


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of fresh processes; leaving it early leaves none of them behind."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, processes.context(), initializer=_begin_worker)
    try:
        yield pool
    except BaseException:
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


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
