"""Runs of both sides, pair by pair, and the runs of the base with other luck."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from experiments.host.files import Unusable
from experiments.language.messages import message
from experiments.measures.metrics import METRICS
from experiments.questions.gate.descriptions import code_of
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.luck import OTHER_LUCK
from experiments.questions.gate.process import (
    Broken,
    Description,
    ForeignCode,
    GateOptions,
    Outcome,
    RunId,
    SideCommand,
    SideName,
    SideSpec,
)
from experiments.questions.gate.result import Values
from experiments.runs.changes import others
from experiments.runs.verified import CHANGED
from experiments.runs.worlds import homes, other_luck
from experiments.verdicts.regimes import Regime

FIRST, LUCK = "part 1 of 2: runs of both sides", "part 2 of 2: runs of the base with other luck"
AGAIN = "second look: runs of both sides"
RUNS: Mapping[SideName, str] = {"base": message("runs of the base"), "head": message("runs of the head")}


@dataclass(slots=True)
class Clock:
    """The time that each stage takes."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time inside this context to a stage."""
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


@dataclass(frozen=True, slots=True)
class Sample:
    """The outcomes of a number of pairs in each regime."""

    regimes: tuple[Regime, ...]
    pairs: int
    outcomes: Mapping[SideName, Sequence[Outcome]]  # in the order of `in_order`
    homes: tuple[int, ...] | None = None  # the world of each pair; None where all pairs share one

    @property
    def equal(self) -> bool:
        """True if each run has the same outcome on both sides."""
        return not any(self.touched.values())

    @property
    def touched(self) -> dict[Regime, tuple[int, ...]]:
        """The pairs whose records are not equal to the bit, by regime."""
        rows = zip(in_order(self.regimes, self.pairs), self.outcomes["base"], self.outcomes["head"], strict=True)
        differ = [run for run, before, after in rows if before.digest != after.digest]
        return {regime: tuple(seed for each, seed in differ if each == regime) for regime in self.regimes}

    def values(self, side: SideName) -> Values:
        """Return the metrics of a side."""
        return by_regime(self.regimes, self.outcomes[side])

    def keys_of(self, side: SideName) -> dict[Regime, tuple[str, ...]]:
        """Return the keys of a side's runs in a store, by regime."""
        split = _split(self.regimes, self.outcomes[side])
        return {regime: tuple(outcome.key for outcome in part) for regime, part in split.items()}


@dataclass(frozen=True, slots=True)
class Sampler:
    """Both sides with their descriptions, ready to run."""

    specs: Mapping[SideName, SideSpec]
    descriptions: Mapping[SideName, Description]
    rails: Guardrails
    options: GateOptions
    clock: Clock

    def sample(self, pairs: int, label: str = FIRST) -> Sample:
        """Run so many pairs in each regime. The head reads runs with a key of the base from the store.

        label: of the runs, for their progress
        """
        runs, outcomes = in_order(self.rails.regimes, pairs), dict[SideName, Sequence[Outcome]]()
        with self.options.watch(2 * len(runs), label) as step:
            for side in self.specs:
                with self.clock.stage(RUNS[side]):
                    outcomes[side] = self.outcomes(side, runs, step)
        return Sample(self.rails.regimes, pairs, outcomes, homes(self.descriptions["base"]["worlds"], range(pairs)))

    def outcomes(self, side: SideName, runs: Sequence[RunId], step: Callable[[], object]) -> list[Outcome]:
        """Return the outcomes of runs of a side. Raises Broken, whose message names the side, and Unusable."""
        with self.command(side, runs) as command:
            _check_unchanged(self.descriptions[side], command.description())
            try:
                return command.results(step)
            except ForeignCode:
                raise
            except Broken as problem:
                raise problem.within(f"a run of the {side} crashed:\n{problem}") from None

    def command(self, side: SideName, runs: Sequence[RunId], *more: str) -> SideCommand:
        """Return a command on runs of a side. more: its options."""
        return SideCommand(self.specs[side], runs, self.options, *more)

    def every_key(self, side: SideName) -> list[str]:
        """Return the keys of all runs of a side that these guardrails may need."""
        runs = in_order(self.rails.regimes, self.rails.looks[-1])
        with self.command(side, [*runs, *self._others(self.rails.regimes)], "--dry-run") as command:
            keys: list[str] = command.description()["keys"]
        return keys

    def other_luck(self, regimes: Sequence[Regime]) -> Values:
        """Return the metrics of the base in its first worlds, run again with other luck."""
        if not regimes:
            return {}
        runs = self._others(regimes)
        with self.options.watch(len(runs), LUCK) as step, self.clock.stage(message("the base with other luck")):
            return by_regime(regimes, self.outcomes("base", runs, step))

    def _others(self, regimes: Sequence[Regime]) -> list[RunId]:
        seeds = other_luck(self.descriptions["base"]["worlds"], range(min(self.rails.pairs, OTHER_LUCK)))
        return [(regime, seed) for regime in regimes for seed in seeds]


def in_order(regimes: Sequence[Regime], pairs: int) -> list[RunId]:
    """Return the ids of all pairs of the first regime, then of the next."""
    return [(regime, seed) for regime in regimes for seed in range(pairs)]


def by_regime(regimes: Sequence[Regime], outcomes: Sequence[Outcome]) -> Values:
    """Return the metrics by regime. Each regime has as many outcomes, one regime after the other."""
    return {
        regime: {metric.name: tuple(outcome.metrics[metric.name] for outcome in part) for metric in METRICS}
        for regime, part in _split(regimes, outcomes).items()
    }


def _check_unchanged(first: Description, now: Description) -> None:
    """Raise Unusable where the code of a side has changed since its first description."""
    before, after = code_of(first), code_of(now)
    if before != after:
        raise Unusable(CHANGED.format(others(before, after)))


def _split[T](regimes: Sequence[Regime], flat: Sequence[T]) -> dict[Regime, Sequence[T]]:
    """Split a list by regime: as many items in each, one regime after the other."""
    size = len(flat) // len(regimes)
    return {regime: flat[place * size : (place + 1) * size] for place, regime in enumerate(regimes)}
