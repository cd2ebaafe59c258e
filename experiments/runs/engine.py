"""Carries out runs on an engine, whichever it is, with the same results.

A run that raises, or that wants to end the program, is data: its outcome holds the traceback and the batch goes on.
What it prints goes to standard error. When a worker process dies, each run that it may have died of is tried once more,
alone, and one that kills its worker again is given up. Workers end with the process that started them.

What runs is what keys say (`experiments.runs.verified`). Where a process has imported older code than its files hold,
fresh processes go on; where the files hold other code than runs were named by, all of it stops.
"""

import pickle
import signal
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass

from experiments.host.stopping import Interrupted, Terminated
from experiments.runs import verified
from experiments.runs.imported import Outdated
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine, Unready
from experiments.runs.verified import CHANGED, OtherCode
from policies.aside import aside
from policies.boundary import limited

DIED = "The worker process died in this run, and again when the run was tried alone (out of memory? killed?)."
ELSEWHERE = "a worker has other code than this command, so nothing of it is taken: {}"
PULSE = 1.0  # seconds without a result after which the engine is asked whether there can be one
ROUNDS = 4  # tasks for each place of an engine, at least, so that none waits long for the last one


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
    engine: Engine = SERIAL,
    on_done: Callable[[], object] = lambda: None,
    on_outcome: Callable[[Run, Outcome[T]], object] = lambda run, outcome: None,
) -> list[Outcome[T]]:
    """`work` on every run. Outcomes in the order of the runs.

    `work` must be a function of a module, so that another process finds it. `on_done` and `on_outcome` are called after
    each run, as soon as it is known to be done. Raises Interrupted on Ctrl-C, and on SIGTERM where that is heeded;
    Unready where the engine is gone, or code is not what keys say.
    """
    verified.name(runs)
    verified.check_files(runs)
    outcomes: dict[int, Outcome[T]] = {}

    def keep(place: int, outcome: Outcome[T]) -> None:
        outcomes[place] = outcome
        on_outcome(runs[place], outcome)
        on_done()

    try:
        _carry_out(_Batch(runs, work, engine, keep))
    except KeyboardInterrupt:
        raise Interrupted(signal.SIGINT, len(outcomes), len(runs)) from None
    except Terminated:
        raise Interrupted(signal.SIGTERM, len(outcomes), len(runs)) from None
    return [outcomes[place] for place in range(len(runs))]


def _attempt[T](work: Callable[[Run], T], run: Run) -> Outcome[T]:
    started = time.perf_counter()
    try:
        with aside(), limited():
            return Outcome(work(run), None, time.perf_counter() - started)
    except (Exception, SystemExit):  # noqa: BLE001 - a failed run is data
        return Outcome(None, _traceback(), time.perf_counter() - started)


def _attempts[T](work: Callable[[Run], T], runs: Sequence[Run]) -> list[Outcome[T]]:
    """A task. Raises OtherCode or Outdated where what runs here is not what its key says."""
    verified.check(runs, before=True)
    outcomes = [_attempt(work, run) for run in runs]
    verified.check(runs)  # they may have imported more
    return outcomes


def _unpacked[T](work: Callable[[Run], T], task: bytes, tops: Sequence[str]) -> list[Outcome[T]]:
    """A task that came from another process."""
    return _attempts(work, verified.unpacked(task, tops))


@dataclass(slots=True, eq=False)
class _Batch[T]:
    """Runs to be carried out, told by their places."""

    runs: Sequence[Run]
    work: Callable[[Run], T]
    engine: Engine
    keep: Callable[[int, Outcome[T]], None]

    def submit(self, pool: Executor, places: Sequence[int]) -> Future[list[Outcome[T]]]:
        """Hand these out as one task."""
        runs = self.at(places)
        if self.engine.here:
            return pool.submit(_attempts, self.work, runs)
        try:
            task, tops = verified.packed(runs)
            return pool.submit(_unpacked, self.work, task, tops)
        except (pickle.PicklingError, TypeError, AttributeError) as problem:
            failed = Future[list[Outcome[T]]]()
            failed.set_exception(problem)
            return failed

    def size(self, left: int) -> int:
        """Of the next task: large ones first, small ones when few runs are left, so that all places end together."""
        return max(1, min(self.engine.most, left // (ROUNDS * self.engine.slots)))

    def at(self, places: Sequence[int]) -> list[Run]:
        """The runs at these places."""
        return [self.runs[place] for place in places]

    def renew(self, why: Outdated, places: Sequence[int]) -> None:
        """Go on with processes that import everything anew. Raises Unready where these would be of no use."""
        if other := verified.other(self.at(places)):
            raise Unready(CHANGED.format(other)) from None
        fresh = self.engine.renewed()
        if fresh is None:
            raise Unready(f"{why}: begin workers anew") from None
        warnings.warn(f"{why}: fresh worker processes go on", stacklevel=2)
        self.engine = fresh


def _carry_out[T](batch: _Batch[T]) -> None:
    """A pool as long as it lives, then the runs that may have killed it one at a time, then the next pool."""
    todo = deque(range(len(batch.runs)))
    while todo:
        for suspect in _until_broken(batch, todo):
            alone = deque([suspect])
            while alone:
                if _until_broken(batch, alone):
                    batch.keep(suspect, Outcome(None, DIED, float("nan")))


def _until_broken[T](batch: _Batch[T], todo: deque[int]) -> list[int]:
    """Take runs off `todo` until none is left or a task ends without a result; which runs are to be tried alone."""
    flying: dict[Future[list[Outcome[T]]], list[int]] = {}
    suspects: list[int] = []
    engine = batch.engine
    with engine.pool(len(todo)) as pool:
        while flying or (todo and not suspects and batch.engine is engine):
            while todo and not suspects and len(flying) < engine.slots and batch.engine is engine:
                places = [todo[place] for place in range(batch.size(len(todo)))]
                try:
                    flying[batch.submit(pool, places)] = places
                except BrokenExecutor:  # by what flies, or by nothing of ours
                    break
                for _ in places:
                    todo.popleft()
            if todo and not flying and not suspects:
                break
            done = wait(flying, PULSE, FIRST_COMPLETED).done
            if not done:
                engine.check()
            for future in done:
                places = flying.pop(future)
                try:
                    suspects += _taken(batch, places, future)
                except Outdated as why:
                    todo.extendleft(reversed(places))
                    if batch.engine is engine:
                        batch.renew(why, places)
    return sorted(suspects)


def _taken[T](batch: _Batch[T], places: list[int], future: Future[list[Outcome[T]]]) -> list[int]:
    """Keep what came of a task; which of its runs are to be tried alone, to see which it is that has none.

    Raises Outdated where its process has imported older code, Unready where other code lies there.
    """
    try:
        outcomes = future.result()
    except BrokenExecutor:
        return places
    except OtherCode as other:
        here = verified.other(batch.at(places))
        raise Unready(CHANGED.format(here) if here else ELSEWHERE.format(other)) from None
    except (Unready, Outdated):
        raise
    except Exception:  # noqa: BLE001 - a run or result that cannot travel between processes is a failed run
        if len(places) > 1:
            return places
        outcomes = [Outcome(None, _traceback(), float("nan"))]
    for place, outcome in zip(places, outcomes, strict=True):
        batch.keep(place, outcome)
    return []


def _traceback() -> str:
    """That of the exception at hand, as a text that any database takes: half of a surrogate pair is spelt out."""
    return traceback.format_exc().encode(errors="backslashreplace").decode()
