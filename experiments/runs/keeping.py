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


@dataclass(frozen=True, slots=True)
class Keeping:
    """The store of a question's runs, if it has one, and whether runs that crashed are executed again."""

    store: Store | None = None
    rerun_failed: bool = False
    states: dict[str, str] = field(default_factory=dict, compare=False)  # part → digest, at the start of the question

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
        engine: Engine = SERIAL,
        on_done: Callable[[], object] = lambda: None,
        on_outcome: Callable[[Run, Outcome[Record]], object] = lambda run, outcome: None,
    ) -> list[Outcome[Record]]:
        """Return the outcome of every run, in order; with a store equal runs are executed once.

        In this process rules of others may meet what no key covers, so their runs are neither read nor kept.
        `on_outcome` and `on_done` are called once for each run, as soon as its outcome is known. Raise Interrupted;
        Unready if the code has changed since the start of the question; Unusable if the store fails. Outcomes until
        then are stored.
        """
        store = self.store
        if store is None:
            return execute(runs, work, engine=engine, on_done=on_done, on_outcome=on_outcome)
        verified.name(runs, self.states)
        keys = [run.key for run in runs]
        by_key: dict[str, list[Run]] = {key: [] for key in keys}
        for key, run in zip(keys, runs, strict=True):
            by_key[key].append(run)
        if self.rerun_failed:
            store.forget_failed(by_key)
        loose = {run.key for run in runs if engine.in_process and verified.of_others(run)}
        outcomes: dict[str, Outcome[Record]] = {}

        def take(key: str, outcome: Outcome[Record]) -> None:
            outcomes[key] = outcome
            for run in by_key[key]:
                on_outcome(run, outcome)
                on_done()

        def read(keys: Iterable[str]) -> None:
            for key, stored in store.stored(keys).items():
                take(key, Outcome(None if stored.error else stored.record, stored.error, stored.seconds))

        def keep(run: Run, outcome: Outcome[Record]) -> None:
            if run.key not in loose:
                stored = Stored(outcome.result or {}, outcome.error, outcome.seconds)
                store.keep(Description(run.key, run.scenario.name, run.seed, run.parts), stored, manifests(run.parts))
            take(run.key, outcome)

        try:
            read(by_key.keys() - loose)
            while missing := [key for key in by_key if key not in outcomes]:
                mine = {*store.claim([key for key in missing if key not in loose]), *loose.intersection(missing)}
                execute([by_key[key][0] for key in missing if key in mine], work, engine=engine, on_outcome=keep)
                if not mine:
                    engine.check()
                    time.sleep(PAUSE)
                read(key for key in missing if key not in outcomes)
        except Interrupted as stop:  # of what was executed; runs that were stored, or equal, count as in the progress
            raise Interrupted(stop.by, sum(len(by_key[key]) for key in outcomes), len(runs)) from None
        finally:
            store.release()
        return [outcomes[key] for key in keys]


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
