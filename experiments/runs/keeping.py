"""Carries out runs with a store: those that it knows are read, the others are carried out once and kept.

A run that another command has in hand is waited for, and taken over where that command dies. So any number of commands
on one store carry out every run once, and one that is stopped goes on where it was.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from experiments.runs.engine import Outcome, execute
from experiments.runs.identity import key, parts
from experiments.runs.plan import Run
from experiments.runs.record import Record, recorded
from experiments.store.store import Kept, Named, Store

PAUSE = 0.5  # seconds between two looks at what another command does


def carried_out(
    runs: Sequence[Run],
    store: Store,
    *,
    jobs: int = 1,
    rerun_failed: bool = False,
    on_done: Callable[[], object] = lambda: None,
    work: Callable[[Run], Record] = recorded,
) -> list[Outcome[Record]]:
    """What came of every run, in their order; equal runs are one. `on_done` is called once for each.

    rerun_failed: runs that crashed are carried out again. Raises Interrupted, and Unusable where the store fails; what
    was done by then is kept.
    """
    keys = [key(run) for run in runs]
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
        name = key(run)
        kept = Kept(outcome.result or {}, outcome.error, outcome.seconds)
        store.keep(Named(name, run.scenario.name, run.seed, parts(run)), kept)
        take([(name, outcome)])

    try:
        take(_read(store, of))
        while missing := [name for name in of if name not in found]:
            mine = store.claim(missing)
            execute([of[name] for name in missing if name in mine], work, jobs=jobs, on_outcome=keep)
            if not mine:
                time.sleep(PAUSE)
            take(_read(store, [name for name in missing if name not in found]))
    finally:
        store.release()
    return [found[name] for name in keys]


def _read(store: Store, keys: Iterable[str]) -> Iterable[tuple[str, Outcome[Record]]]:
    for name, kept in store.found(keys).items():
        yield name, Outcome(None if kept.error else kept.record, kept.error, kept.seconds)
