"""Execution of runs with a store: known results are read, the others are computed once and stored.

A run that another command has claimed is waited for, and taken over if that command dies. So any number of commands on
one store execute every run once, and a command that was stopped resumes.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from experiments.host.stopping import Interrupted
from experiments.runs import verified
from experiments.runs.changes import manifests
from experiments.runs.engine import Outcome, execute
from experiments.runs.failures import Crashed
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.record import Record, recorded
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import Work
from experiments.store.sealed import Description, Stored
from experiments.store.store import Store

PAUSE = 0.5  # seconds between two checks of the results of another command

type OnOutcome = Callable[[Run, Outcome[Record]], object]


def carried_out(
    runs: Sequence[Run],
    store: Store,
    *,
    engine: Engine = SERIAL,
    rerun_failed: bool = False,
    states: dict[str, str] | None = None,
    on_done: Callable[[], object] = lambda: None,
    on_outcome: OnOutcome = lambda run, outcome: None,
    work: Callable[[Run], Record] = recorded,
) -> list[Outcome[Record]]:
    """Return the outcome of every run, in order; equal runs are executed once.

    `on_outcome` and `on_done` are called once for each run, as soon as its outcome is known.

    rerun_failed: execute runs again that crashed. states: part → digest of the code at the start of the question.
    Raise Interrupted; Unready if the code has changed since; Unusable if the store fails. Outcomes until then are
    stored.
    """
    verified.name(runs, states)
    keys = [run.key for run in runs]
    by_key: dict[str, list[Run]] = {key: [] for key in keys}
    for key, run in zip(keys, runs, strict=True):
        by_key[key].append(run)
    if rerun_failed:
        store.forget_failed(by_key)
    outcomes: dict[str, Outcome[Record]] = {}

    def take(new: Iterable[tuple[str, Outcome[Record]]]) -> None:
        for key, outcome in new:
            outcomes[key] = outcome
            for run in by_key[key]:
                on_outcome(run, outcome)
                on_done()

    def keep(run: Run, outcome: Outcome[Record]) -> None:
        key = run.key
        stored = Stored(outcome.result or {}, outcome.error, outcome.seconds)
        store.keep(Description(key, run.scenario.name, run.seed, run.parts), stored, manifests(run.parts))
        take([(key, outcome)])

    try:
        take(_read(store, by_key))
        while missing := [key for key in by_key if key not in outcomes]:
            mine = store.claim(missing)
            execute([by_key[key][0] for key in missing if key in mine], work, engine=engine, on_outcome=keep)
            if not mine:
                engine.check()
                time.sleep(PAUSE)
            take(_read(store, [key for key in missing if key not in outcomes]))
    except Interrupted as stop:  # of what was executed; runs that were stored, or equal, count as in the progress
        raise Interrupted(stop.by, sum(len(by_key[key]) for key in outcomes), len(runs)) from None
    finally:
        store.release()
    return [outcomes[key] for key in keys]


@dataclass(frozen=True, slots=True)
class Keeping:
    """The store of a question's runs, if it has one, and whether runs that crashed are executed again."""

    store: Store | None = None
    rerun_failed: bool = False
    states: dict[str, str] = field(default_factory=dict, compare=False)  # part → digest, at the start of the question

    @property
    def lasts(self) -> bool:
        """Return whether outcomes outlive this process."""
        return self.store is not None and self.store.lasts

    def outcomes[T](
        self,
        runs: Sequence[Run],
        work: Work[T],
        *,
        engine: Engine = SERIAL,
        on_done: Callable[[], object] = lambda: None,
    ) -> list[Outcome[T]]:
        """Return the result of `work` on every run: read from the store if records hold it, computed otherwise."""
        read = work.read
        if self.store is None or read is None:
            return execute(runs, work.compute, engine=engine, on_done=on_done)
        outcomes = self.records(runs, recorded, engine=engine, on_done=on_done)
        return [
            Outcome(None if each.result is None else read(each.result), each.error, each.seconds) for each in outcomes
        ]

    def records(
        self,
        runs: Sequence[Run],
        work: Callable[[Run], Record],
        *,
        engine: Engine,
        on_done: Callable[[], object] = lambda: None,
        on_outcome: OnOutcome = lambda run, outcome: None,
    ) -> list[Outcome[Record]]:
        """Return the record of every run."""
        if self.store is None:
            return execute(runs, work, engine=engine, on_done=on_done, on_outcome=on_outcome)
        return carried_out(
            runs,
            self.store,
            engine=engine,
            rerun_failed=self.rerun_failed,
            states=self.states,
            on_done=on_done,
            on_outcome=on_outcome,
            work=work,
        )


UNKEPT = Keeping()


def records(
    runs: Sequence[Run],
    keeping: Keeping,
    *,
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    what: str = "runs",
    work: Callable[[Run], Record] = recorded,
) -> list[Record]:
    """Return the record of every run, in order. Raise Crashed after all others are done; Interrupted; Unusable."""
    with watch(len(runs), what) as step:
        outcomes = keeping.records(runs, work, engine=engine, on_done=step)
    for run, outcome in zip(runs, outcomes, strict=True):
        if outcome.result is None:
            raise Crashed.run(run.scenario.name, run.seed, outcome.error or "")
    return [outcome.result for outcome in outcomes if outcome.result is not None]


def _read(store: Store, keys: Iterable[str]) -> Iterable[tuple[str, Outcome[Record]]]:
    for key, stored in store.stored(keys).items():
        yield key, Outcome(None if stored.error else stored.record, stored.error, stored.seconds)
