"""Resources that are open during the runs of a question: its store, its engine, its progress; and notes."""

import os
import signal
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self, TypedDict

from experiments.host.startup import HOME
from experiments.host.stopping import Interrupted, Stopped, Terminated, advice
from experiments.printing.progress import progress
from experiments.runs import engines
from experiments.runs.batch import Means
from experiments.runs.defaults import CORES, ENGINE, STORE, STORE_VARIABLE
from experiments.runs.failures import Crashed, Failure, tally, told, where
from experiments.runs.keeping import Keeping
from experiments.runs.pools import Engine, Gone
from experiments.runs.watch import Listener, Watch, unwatched
from experiments.runs.worlds import Worlds
from experiments.store.store import NOWHERE, Store

OURS = tuple(str(HOME / name) for name in ("experiments", "policylab"))  # notes never point at a line in these
_hearer: ContextVar[Callable[[str], object] | None] = ContextVar("_hearer", default=None)  # of notes


class Note(UserWarning):
    """A note on a question: the answer may differ from what the user expects."""


@dataclass(frozen=True, slots=True)
class Resources:
    """The store, the engine, and progress."""

    store: str | os.PathLike[str] | None = STORE  # None stores nothing; the environment may set the default
    rerun_failed: bool = False
    engine: str = ENGINE
    jobs: int = CORES
    progress: bool | Callable[[int, int], object] = True  # a function hears the finished runs and all runs
    _listener: Listener | None = field(init=False, repr=False, compare=False)

    @classmethod
    def of(cls, how: Mapping[str, object], **others: Any) -> Self:
        """Return the resources that a question's options name. others: in place of options."""
        named: dict[str, Any] = {each.name: how[each.name] for each in fields(cls) if each.init and each.name in how}
        return cls(**named | others)

    def __post_init__(self) -> None:
        """Let a function listen."""
        object.__setattr__(self, "_listener", Listener(self.progress) if callable(self.progress) else None)

    @property
    def place(self) -> Path:
        """Path of the store."""
        if self.store is None:
            return NOWHERE
        return Path((os.environ.get(STORE_VARIABLE) or STORE) if self.store is STORE else self.store)

    @property
    def watch(self) -> Watch:
        """A progress bar on standard error, a function of the program, or none."""
        if self._listener:
            return self._listener.watch
        return progress if self.progress else unwatched

    @contextmanager
    def keeping(self) -> Iterator[Keeping]:
        """Open the store alone. Raises Unusable."""
        with Store(self.place) as store:
            yield Keeping(store, self.rerun_failed)

    @contextmanager
    def open(self) -> Iterator[tuple[Keeping, Engine]]:
        """Open store and engine. Raises Unusable, Unready and Stopped."""
        with (
            engines.opened(self.engine, self.jobs) as engine,
            Store(self.place) as store,
            stoppable(lasting=store.lasts),
        ):
            if self._listener:
                engine.pulse = self._listener.pulse
            yield Keeping(store, self.rerun_failed), engine

    @contextmanager
    def running(self, total: int, what: str = "runs") -> Iterator[Means]:
        """Open store, engine and progress of so many runs. Raises as `open`."""
        with self.open() as (keeping, engine), self.watch(total, what) as step:
            yield {"keeping": keeping, "engine": engine, "on_done": step}


@contextmanager
def stoppable(*, lasting: bool) -> Iterator[None]:
    """Raise Stopped if a question is stopped, with advice. lasting: does the store last, so that runs are not lost?"""
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
    """Return the worlds of a name or file. Notes that they are of another model, if so."""
    worlds = Worlds.named(os.fspath(name))
    if worlds.note:
        note(worlds.note)
    return worlds


class _Seeds(TypedDict, total=False):
    seeds: int
    first_seed: int


def seeds_of(how: _Seeds) -> range:
    """Return the seeds that a question's options name."""
    return range(how["first_seed"], how["first_seed"] + how["seeds"])


def note(text: str) -> None:
    """Tell who hears notes; if nobody does, warn, and point at the line that asked the question."""
    hear = _hearer.get()
    if hear is None:
        warnings.warn(text, Note, skip_file_prefixes=OURS)
    else:
        hear(text)


@contextmanager
def noting(hear: Callable[[str], object]) -> Iterator[None]:
    """Call a function with each note of this thread and its tasks, in place of a warning."""
    before = _hearer.set(hear)
    try:
        yield
    finally:
        _hearer.reset(before)


def return_or_raise[F, R](kind: Callable[[F], R], result: F | None, failures: tuple[Failure, ...]) -> R:
    """Return the result. Raises Crashed if runs crashed, with the result of the others."""
    finished = None if result is None else kind(result)
    if failures:
        first = told(failures[0].error)
        raise Crashed(f"{tally(failures)}: {where(failures)}\nThe first of them:\n{first}", failures, finished)
    assert finished is not None
    return finished
