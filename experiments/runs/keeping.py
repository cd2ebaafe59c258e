"""Carries out runs with a store: those that it knows are read, the others are carried out once and kept.

A run that another command has in hand is waited for, and taken over where that command dies. So any number of commands
on one store carry out every run once, and one that is stopped goes on where it was.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.runs import record, verified
from experiments.runs.changes import manifests
from experiments.runs.engine import Outcome, execute
from experiments.runs.failures import Crashed
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.record import Record, measurements, recorded
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import facts, measured, metrics
from experiments.store.sealed import Kept, Named
from experiments.store.store import Store

READERS: dict[Callable[[Run], Any], Callable[[Record], Any]] = {
    measured: measurements,
    metrics: record.metrics,
    facts: record.facts,
}
PAUSE = 0.5  # seconds between two looks at what another command does


def carried_out(
    runs: Sequence[Run],
    store: Store,
    *,
    engine: Engine = SERIAL,
    rerun_failed: bool = False,
    named: dict[str, str] | None = None,
    on_done: Callable[[], object] = lambda: None,
    work: Callable[[Run], Record] = recorded,
) -> list[Outcome[Record]]:
    """What came of every run, in their order; equal runs are one. `on_done` is called once for each.

    rerun_failed: runs that crashed are carried out again. named: the state of the code that the question was begun
    with. Raises Interrupted, Unready where there is another, and Unusable where the store fails; what was done by then
    is kept.
    """
    verified.name(runs, named)
    keys = [run.key for run in runs]
    of, count = dict(zip(keys, runs, strict=True)), Counter(keys)
    if rerun_failed:
        store.forget_failed(of)
    found: dict[str, Outcome[Record]] = {}

    def take(new: Iterable[tuple[str, Outcome[Record]]]) -> None:
        for name, outcome in new:
            found[name] = outcome
            for _ in range(count[name]):
                on_done()

    def keep(run: Run, outcome: Outcome[Record]) -> None:
        name = run.key
        kept = Kept(outcome.result or {}, outcome.error, outcome.seconds)
        store.keep(Named(name, run.scenario.name, run.seed, run.parts), kept, manifests(run.parts))
        take([(name, outcome)])

    try:
        take(_read(store, of))
        while missing := [name for name in of if name not in found]:
            mine = store.claim(missing)
            execute([of[name] for name in missing if name in mine], work, engine=engine, on_outcome=keep)
            if not mine:
                time.sleep(PAUSE)
            take(_read(store, [name for name in missing if name not in found]))
    finally:
        store.release()
    return [found[name] for name in keys]


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where runs are kept, if anywhere, and whether those that crashed are carried out again."""

    store: Store | None = None
    rerun_failed: bool = False
    named: dict[str, str] = field(default_factory=dict, compare=False)  # the code that the question was begun with

    @property
    def lasts(self) -> bool:
        """Is what is done there after this process?"""
        return self.store is not None and self.store.lasts

    def outcomes[T](
        self,
        runs: Sequence[Run],
        work: Callable[[Run], T],
        *,
        engine: Engine = SERIAL,
        on_done: Callable[[], object] = lambda: None,
    ) -> list[Outcome[T]]:
        """What came of `work` on every run: read from the store where that is kept of a run, else carried out."""
        read = READERS.get(work)
        if self.store is None or read is None:
            return execute(runs, work, engine=engine, on_done=on_done)
        found = self.records(runs, recorded, engine=engine, on_done=on_done)
        return [Outcome(None if each.result is None else read(each.result), each.error, each.seconds) for each in found]

    def records(
        self, runs: Sequence[Run], work: Callable[[Run], Record], *, engine: Engine, on_done: Callable[[], object]
    ) -> list[Outcome[Record]]:
        """What is kept of every run."""
        if self.store is None:
            return execute(runs, work, engine=engine, on_done=on_done)
        again, named = self.rerun_failed, self.named
        return carried_out(runs, self.store, engine=engine, rerun_failed=again, named=named, on_done=on_done, work=work)


UNKEPT = Keeping()


def asked(
    runs: Sequence[Run],
    keeping: Keeping,
    *,
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    what: str = "runs",
    work: Callable[[Run], Record] = recorded,
) -> list[Record]:
    """What is kept of every run, in their order. Raises Crashed once all others are done, Interrupted and Unusable."""
    with watch(len(runs), what) as step:
        found = keeping.records(runs, work, engine=engine, on_done=step)
    for run, outcome in zip(runs, found, strict=True):
        if outcome.result is None:
            raise Crashed(f"{run.scenario.name}, seed {run.seed} crashed:\n{outcome.error}")
    return [outcome.result for outcome in found if outcome.result is not None]


def _read(store: Store, keys: Iterable[str]) -> Iterable[tuple[str, Outcome[Record]]]:
    for name, kept in store.found(keys).items():
        yield name, Outcome(None if kept.error else kept.record, kept.error, kept.seconds)
