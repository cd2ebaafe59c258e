"""How Python asks for runs: where they are kept, who is told how far they are, what becomes of those that crash."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.api.arguments import Place
from experiments.host.stopping import Interrupted, advice
from experiments.printing.progress import progress as watched
from experiments.runs import engines
from experiments.runs.defaults import STORE, STORE_VARIABLE
from experiments.runs.failures import Crashed, Failure
from experiments.runs.keeping import Keeping
from experiments.runs.pools import Engine, Gone
from experiments.runs.watch import Watch, unwatched
from experiments.store.store import NOWHERE, Store


def place(store: Place) -> Path:
    """Where runs are kept: by default where the environment says."""
    if store is None:
        return NOWHERE
    return Path((os.environ.get(STORE_VARIABLE) or STORE) if store is STORE else store)


@contextmanager
def means(store: Place, rerun_failed: bool, engine: str, jobs: int) -> Iterator[tuple[Keeping, Engine]]:
    """Store and engine, while runs are asked for. Raises Unusable, Unready, KeyboardInterrupt."""
    with engines.opened(engine, jobs) as found, Store(place(store)) as kept, stoppable(kept=kept.lasts):
        yield Keeping(kept, rerun_failed), found


@contextmanager
def stoppable(*, kept: bool) -> Iterator[None]:
    """A batch that is stopped ends as Python ends whatever is stopped, and says how far it came."""
    try:
        yield
    except Interrupted as stop:
        raise KeyboardInterrupt(f"{stop}; {advice(kept, 'call')}") from None
    except Gone as problem:
        raise Gone(f"{problem}; {advice(kept, 'call')}") from None


def watch(progress: bool) -> Watch:
    """Who is told how far runs are: standard error, or nobody."""
    return watched if progress else unwatched


def whole[F, R](kind: Callable[[F], R], found: F | None, failures: tuple[Failure, ...]) -> R:
    """The result, where every run went through; otherwise raises Crashed, which holds what the others found."""
    told = None if found is None else kind(found)
    if failures:
        first = failures[0]
        where = ", ".join(f"{each.scenario}/{each.seed}" for each in failures)
        raise Crashed(f"{len(failures)} runs crashed: {where}\nThe first of them:\n{first.error}", failures, told)
    assert told is not None
    return told
