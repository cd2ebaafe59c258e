"""Carries out runs on an engine, whichever it is, with the same results.

A run that raises, or that wants to end the program, is data: its outcome holds the traceback and the batch goes on.
What it prints goes to standard error. When a worker process dies, each run that it may have died of is tried once more,
alone, and one that kills its worker again is given up. Workers end with the process that started them.
"""

import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import redirect_stdout
from dataclasses import dataclass

from experiments.runs.identity import Parts, changed, key, parts
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine, Unready
from experiments.stopping import Interrupted, Terminated
from policies.boundary import limited

DIED = "The worker process died in this run, and again when the run was tried alone (out of memory? killed?)."
PULSE = 1.0  # seconds without a result after which the engine is asked whether there can be one
ROUNDS = 4  # tasks for each place of an engine, at least, so that none waits long for the last one


@dataclass(frozen=True, slots=True, eq=False)
class Outcome[T]:
    """What came of a run: a result, or the traceback it ended in."""

    result: T | None
    error: str | None
    seconds: float


class OtherCode(Exception):
    """A worker would carry out another run than the one it was asked for, by its place in the task: its parts there."""

    def __init__(self, place: int, there: Parts) -> None:
        super().__init__(place, there)
        self.place, self.there = place, there


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
    Unready where the engine is gone.
    """
    outcomes: dict[int, Outcome[T]] = {}

    def keep(place: int, outcome: Outcome[T]) -> None:
        outcomes[place] = outcome
        on_outcome(runs[place], outcome)
        on_done()

    try:
        _carry_out(_Batch(runs, work, engine if len(runs) >= engine.least else SERIAL, keep))
    except KeyboardInterrupt:
        raise Interrupted(signal.SIGINT, len(outcomes), len(runs)) from None
    except Terminated:
        raise Interrupted(signal.SIGTERM, len(outcomes), len(runs)) from None
    return [outcomes[place] for place in range(len(runs))]


def _attempt[T](work: Callable[[Run], T], run: Run) -> Outcome[T]:
    started = time.perf_counter()
    try:
        with redirect_stdout(sys.stderr), limited():
            return Outcome(work(run), None, time.perf_counter() - started)
    except (Exception, SystemExit):  # noqa: BLE001 - a failed run is data
        return Outcome(None, _traceback(), time.perf_counter() - started)


def _attempts[T](work: Callable[[Run], T], runs: Sequence[Run], keys: Sequence[str] | None) -> list[Outcome[T]]:
    """A task. Raises OtherCode where a run has another key here than where it was asked for, if that may be."""
    for place, name in enumerate(keys or ()):
        if key(runs[place]) != name:
            raise OtherCode(place, parts(runs[place]))
    return [_attempt(work, run) for run in runs]


@dataclass(frozen=True, slots=True, eq=False)
class _Batch[T]:
    """Runs to be carried out, told by their places."""

    runs: Sequence[Run]
    work: Callable[[Run], T]
    engine: Engine
    keep: Callable[[int, Outcome[T]], None]

    def submit(self, pool: Executor, places: Sequence[int]) -> Future[list[Outcome[T]]]:
        """Hand these out as one task."""
        runs = [self.runs[place] for place in places]
        return pool.submit(_attempts, self.work, runs, [key(run) for run in runs] if self.engine.apart else None)

    def size(self, left: int) -> int:
        """Of the next task: large ones first, small ones when few runs are left, so that all places end together."""
        return max(1, min(self.engine.most, left // (ROUNDS * self.engine.slots)))


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
    with batch.engine.pool(len(todo)) as pool:
        while flying or (todo and not suspects):
            while todo and not suspects and len(flying) < batch.engine.slots:
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
                batch.engine.check()
            for future in done:
                suspects += _taken(batch, flying.pop(future), future)
    return sorted(suspects)


def _taken[T](batch: _Batch[T], places: list[int], future: Future[list[Outcome[T]]]) -> list[int]:
    """Keep what came of a task; which of its runs are to be tried alone, to see which it is that has none."""
    try:
        outcomes = future.result()
    except BrokenExecutor:
        return places
    except OtherCode as other:
        others = "; ".join(changed(parts(batch.runs[places[other.place]]), other.there))
        raise Unready(f"a worker has other code than this command, so nothing of it is taken: {others}") from None
    except Unready:
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
