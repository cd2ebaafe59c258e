"""Execution of runs on any engine, with the same results on each.

A run that raises, or that tries to end the program, is data: its outcome holds the traceback and the batch goes on. Its
output goes to standard error. When a worker process dies, each run that may be the cause is retried once, alone; a run
that kills its worker again is given up. Workers end with the process that started them.

The code that runs is the code in the keys (`experiments.runs.verified`). If a process has imported older code than its
files hold, fresh processes continue; if the files changed after runs were named, the whole batch stops.
"""

import os
import pickle
import signal
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from itertools import chain

from experiments.host.stopping import Interrupted, Terminated
from experiments.language.arguments import argument
from experiments.runs import code, guard, verified
from experiments.runs.imported import Outdated
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine, Unready
from experiments.runs.verified import OtherCode
from policies.aside import aside
from policies.boundary import limited

DIED = "The worker process died in this run, and again when the run was tried alone (out of memory? killed?)."
ELSEWHERE = "a worker has other code than this command, so nothing of it is taken: {}"
STAYS = (
    "worker processes cannot take or give back this run: {}\n"
    "load the scenario again, put its rules into a file, or ask with {}"
)
UNCOMPILED = "NUMBA_DISABLE_JIT is set, and the loops of a run are machine code: unset it"
PULSE = 1.0  # seconds without a result after which the engine is checked
ROUNDS = 4  # tasks for each slot of an engine, at least, so that none waits long for the last one


@dataclass(frozen=True, slots=True, eq=False)
class Outcome[T]:
    """The outcome of a run: a result, or the traceback of its crash."""

    result: T | None
    error: str | None
    seconds: float


def execute[T](
    runs: Sequence[Run],
    work: Callable[..., T],
    *,
    beside: Sequence[Run] = (),
    engine: Engine = SERIAL,
    on_done: Callable[[], object] = lambda: None,
    on_outcome: Callable[[Run, Outcome[T]], object] = lambda run, outcome: None,
) -> list[Outcome[T]]:
    """Do `work` on every run, and return the outcomes in the order of the runs.

    `work` must be a function of a module, so that another process can import it. `on_done` and `on_outcome` are called
    after each run, as soon as it is done. Raise Interrupted on Ctrl-C, and on SIGTERM if that is handled; Unready if
    the engine is gone, or if the code is not that of the keys.

    beside: for each run another one, which `work` takes too and carries out with it
    """
    _check_compiled()
    every = [*runs, *beside]
    verified.name(every)
    verified.check_files(every)
    if not engine.in_process:
        verified.check_travels(every)
    outcomes: dict[int, Outcome[T]] = {}

    def keep(place: int, outcome: Outcome[T]) -> None:
        outcomes[place] = outcome
        on_outcome(runs[place], outcome)
        on_done()

    try:
        _carry_out(_Batch(tuple(zip(runs, *([beside] if beside else []), strict=True)), work, engine, keep))
    except KeyboardInterrupt:
        raise Interrupted(signal.SIGINT, len(outcomes), len(runs)) from None
    except Terminated:
        raise Interrupted(signal.SIGTERM, len(outcomes), len(runs)) from None
    return [outcomes[place] for place in range(len(runs))]


def _check_compiled() -> None:
    if os.environ.get("NUMBA_DISABLE_JIT", "0") != "0":
        raise Unready(UNCOMPILED)


def _attempt[T](work: Callable[..., T], runs: tuple[Run, ...]) -> Outcome[T]:
    started = time.perf_counter()
    try:
        with aside(), limited():
            return Outcome(work(*runs), None, time.perf_counter() - started)
    except (Exception, SystemExit):  # noqa: BLE001 - a failed run is data
        return Outcome(None, _traceback(), time.perf_counter() - started)


def _attempts[T](work: Callable[..., T], task: Sequence[tuple[Run, ...]]) -> list[Outcome[T]]:
    """Execute a task. Raise OtherCode or Outdated if the code here is not that of its keys."""
    every = list(chain(*task))
    verified.check(every)
    outcomes = [_attempt(work, runs) for runs in task]
    verified.check(every)  # they may have imported more
    return outcomes


def _unpacked[T](work: Callable[..., T], run: bytes, tops: Sequence[str]) -> list[Outcome[T]]:
    """Execute a run of another process, with the one beside it, in a process that ends then."""
    _check_compiled()  # a worker of a cluster has an environment of its own
    with aside():  # also what a rule prints while it is imported
        guard.close_environment()
        os.chdir(code.folder(tops))
        return _attempts(work, [tuple(verified.unpacked(run, tops))])


@dataclass(slots=True, eq=False)
class _Batch[T]:
    """Runs that are to be executed; a place is an index into them."""

    runs: Sequence[tuple[Run, ...]]  # each with the one beside it
    work: Callable[..., T]
    engine: Engine
    keep: Callable[[int, Outcome[T]], None]

    def submit(self, pool: Executor, places: Sequence[int]) -> Future[list[Outcome[T]]]:
        """Submit these runs as one task."""
        if self.engine.in_process:
            return pool.submit(_attempts, self.work, [self.runs[place] for place in places])
        try:
            tasks = [verified.packed(self.runs[place]) for place in places]
        except (pickle.PicklingError, TypeError, AttributeError) as problem:
            raise _staying(problem) from None
        return self.engine.submit(pool, _unpacked, [(self.work, *task) for task in tasks])

    def size(self, left: int) -> int:
        """Return the size of the next task: large ones first, small ones at the end, so that all slots end together."""
        return max(1, min(self.engine.task_size, left // (ROUNDS * self.engine.slots)))

    def at(self, places: Sequence[int]) -> list[Run]:
        """Return the runs at these places, each followed by the one beside it."""
        return [run for place in places for run in self.runs[place]]

    def renew(self, why: Outdated, places: Sequence[int]) -> None:
        """Continue with processes that import everything anew. Raise Unready if they would not help."""
        verified.check_unchanged(self.at(places))
        fresh = self.engine.renewed()
        if fresh is None:
            raise Unready(f"{why}: begin workers anew") from None
        fresh.pulse = self.engine.pulse
        warnings.warn(f"{why}: fresh worker processes go on", stacklevel=2)
        self.engine = fresh


def _carry_out[T](batch: _Batch[T]) -> None:
    """Use a pool until it breaks, then retry the runs that may have killed it one at a time, then use the next pool."""
    todo = deque(range(len(batch.runs)))
    while todo:
        for suspect in _until_broken(batch, todo):
            alone = deque([suspect])
            while alone:
                if _until_broken(batch, alone):
                    batch.keep(suspect, Outcome(None, DIED, float("nan")))


def _until_broken[T](batch: _Batch[T], todo: deque[int]) -> list[int]:
    """Take runs off `todo` until none is left or a task ends without a result; return the runs to be tried alone."""
    running: dict[Future[list[Outcome[T]]], list[int]] = {}
    suspects: list[int] = []
    engine = batch.engine
    with engine.pool() as pool:
        while running or (todo and not suspects and batch.engine is engine):
            while todo and not suspects and len(running) < engine.slots and batch.engine is engine:
                places = [todo[place] for place in range(batch.size(len(todo)))]
                try:
                    running[batch.submit(pool, places)] = places
                except BrokenExecutor:  # broken by a task in flight, or by nothing of ours
                    break
                for _ in places:
                    todo.popleft()
            if todo and not running and not suspects:
                break
            done = wait(running, PULSE, FIRST_COMPLETED).done
            if not done:
                engine.check()
            for future in done:
                places = running.pop(future)
                try:
                    suspects += _harvest(batch, engine, places, future)
                except Outdated as why:
                    todo.extendleft(reversed(places))
                    if batch.engine is engine:
                        batch.renew(why, places)
    return sorted(suspects)


def _harvest[T](batch: _Batch[T], engine: Engine, places: list[int], future: Future[list[Outcome[T]]]) -> list[int]:
    """Store the outcomes of a task; return its runs that are to be tried alone if its worker died.

    Raise Outdated if its process has imported older code; Unready if the files have changed, or if a run or a result
    cannot travel between processes. That is no outcome: nothing of it is stored.
    """
    try:
        outcomes = future.result()
    except OtherCode as other:
        verified.check_unchanged(batch.at(places))
        raise Unready(ELSEWHERE.format(other)) from None
    except guard.Uncovered as refused:  # while rules were imported
        raise Unready(str(refused)) from None
    except (Unready, Outdated):
        raise
    except Exception as problem:
        if engine.died(problem):
            return places
        verified.check_unchanged(batch.at(places))  # a worker may have read a file that was half written
        raise _staying(problem) from problem
    for place, outcome in zip(places, outcomes, strict=True):
        batch.keep(place, outcome)
    return []


def _staying(problem: Exception) -> Unready:
    return Unready(STAYS.format(f"{type(problem).__name__}: {problem}", argument("engine", "serial")))


def _traceback() -> str:
    """Return the traceback of the current exception, as a text for any database: a lone surrogate is spelt out."""
    return traceback.format_exc().encode(errors="backslashreplace").decode()
