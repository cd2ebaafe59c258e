"""Options that every question takes, and what is open while its runs are carried out."""

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from experiments.api.arguments import Place
from experiments.host.startup import HOME
from experiments.host.stopping import Interrupted, Stopped, Terminated, advice
from experiments.printing.progress import progress
from experiments.runs import engines
from experiments.runs.defaults import CORES, ENGINE, STORE, STORE_VARIABLE
from experiments.runs.failures import Crashed, Failure
from experiments.runs.keeping import Keeping
from experiments.runs.pools import Engine, Gone
from experiments.runs.watch import Watch, unwatched
from experiments.runs.worlds import Worlds
from experiments.store.store import NOWHERE, Store

OURS = tuple(str(HOME / name) for name in ("experiments", "policylab"))  # where no note is pointed at


class Note(UserWarning):
    """A remark on a question: it is answered, but not as somebody may think."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Where runs are kept, and what carries them out."""

    store: Place = STORE  # None keeps nothing; the default is where the environment says
    rerun_failed: bool = False
    engine: str = ENGINE
    jobs: int = CORES
    progress: bool = True

    @property
    def place(self) -> Path:
        """The file of the store."""
        if self.store is None:
            return NOWHERE
        return Path((os.environ.get(STORE_VARIABLE) or STORE) if self.store is STORE else self.store)

    @property
    def watch(self) -> Watch:
        """A progress bar on standard error, or none."""
        return progress if self.progress else unwatched

    @contextmanager
    def keeping(self) -> Iterator[Keeping]:
        """Open the store alone. Raises Unusable."""
        with Store(self.place) as kept:
            yield Keeping(kept, self.rerun_failed)

    @contextmanager
    def open(self) -> Iterator[tuple[Keeping, Engine]]:
        """Open store and engine. Raises Unusable, Unready and Stopped."""
        with engines.opened(self.engine, self.jobs) as engine, Store(self.place) as kept, stoppable(lasting=kept.lasts):
            yield Keeping(kept, self.rerun_failed), engine


@contextmanager
def stoppable(*, lasting: bool) -> Iterator[None]:
    """Raise Stopped where a question is stopped, with the runs that are done. lasting: is there a store that lasts?"""
    try:
        yield
    except Interrupted as stop:
        raise Stopped(stop.by, f"{stop}; {advice(lasting=lasting)}") from None
    except Terminated:
        raise Stopped(signal.SIGTERM, f"terminated; {advice(lasting=lasting)}") from None
    except KeyboardInterrupt:  # between two batches of runs
        raise Stopped(signal.SIGINT, f"interrupted; {advice(lasting=lasting)}") from None
    except Gone as problem:
        raise Gone(f"{problem}; {advice(lasting=lasting)}") from None


def worlds_of(name: str | os.PathLike[str]) -> Worlds:
    """Return the worlds of a name or file. Notes where they are of another model."""
    found = Worlds.named(os.fspath(name))
    if found.note:
        note(found.note)
    return found


def note(text: str) -> None:
    """Warn, and point at the line that asked the question."""
    warnings.warn(text, Note, skip_file_prefixes=OURS)


def whole[F, R](kind: Callable[[F], R], found: F | None, failures: tuple[Failure, ...]) -> R:
    """Return the result. Raises Crashed where runs crashed, with what the others found."""
    told = None if found is None else kind(found)
    if failures:
        first = failures[0]
        where = ", ".join(f"{each.scenario}/{each.seed}" for each in failures)
        raise Crashed(f"{len(failures)} runs crashed: {where}\nThe first of them:\n{first.error}", failures, told)
    assert told is not None
    return told
