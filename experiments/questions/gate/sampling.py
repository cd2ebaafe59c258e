"""Runs of both sides, pair by pair, and the runs of the base with other luck: requests and results."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from experiments.measures.metrics import METRICS
from experiments.questions.gate.descriptions import Descriptions
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.process import Broken, ForeignCode, GateOptions, Outcome, RunId, Side, SideProcess
from experiments.questions.gate.result import Values
from experiments.verdicts.regimes import Regime


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
    outcomes: Mapping[Side, Sequence[Outcome]]  # in the order of `in_order`
    keys: Mapping[Side, Sequence[str]]

    @property
    def equal(self) -> bool:
        """True if each run has the same outcome on both sides."""
        return not any(self.touched.values())

    @property
    def touched(self) -> dict[Regime, tuple[int, ...]]:
        """The pairs whose records are not equal to the bit, by regime."""
        rows = zip(in_order(self.regimes, self.pairs), self.outcomes["base"], self.outcomes["head"], strict=True)
        differ = [run for run, before, after in rows if before.digest != after.digest]
        return {
            regime: tuple(seed for number, seed in differ if number == place)
            for place, regime in enumerate(self.regimes)
        }

    def values(self, side: Side) -> Values:
        """Return the metrics of a side."""
        return by_regime(self.regimes, self.outcomes[side])

    def keys_of(self, side: Side) -> dict[Regime, tuple[str, ...]]:
        """Return the keys of a side's runs in a store, by regime."""
        return {regime: tuple(keys) for regime, keys in _split(self.regimes, self.keys[side]).items()}


@dataclass(frozen=True, slots=True)
class Sampler:
    """Both sides with their descriptions, ready to run."""

    before: SideProcess
    after: SideProcess
    descriptions: Descriptions
    rails: Guardrails
    options: GateOptions
    clock: Clock

    def sample(self, pairs: int) -> Sample:
        """Run so many pairs in each regime. Runs of the head with a key of the base are not carried out again."""
        wanted = in_order(self.rails.regimes, pairs)
        keys: dict[Side, list[str]] = {"base": self.before.keys(wanted), "head": self.after.keys(wanted)}
        own = [run for run, before, after in zip(wanted, keys["base"], keys["head"], strict=True) if before != after]
        with self.options.watch(len(wanted) + len(own), "runs") as step:
            with self.clock.stage("runs of the base"):
                self.before.begin(wanted)
                first = results_of(self.before, "base", step)
            with self.clock.stage("runs of the head"):
                self.after.begin(own)
                second = dict(zip(own, results_of(self.after, "head", step), strict=True))
        head = [second.get(run, base_outcome) for run, base_outcome in zip(wanted, first, strict=True)]
        return Sample(self.rails.regimes, pairs, {"base": first, "head": head}, keys)

    @property
    def max_pairs(self) -> int:
        """The most pairs that may be run, by the guardrails and by the number of worlds."""
        return min(self.rails.at_most, self.descriptions["base"]["worlds"] or self.rails.at_most)

    def every_key(self, side: Side) -> list[str]:
        """Return the keys of all runs of a side that these guardrails may need."""
        pairs = max(self.max_pairs, self.rails.looks[-1])
        process = self.before if side == "base" else self.after
        return process.keys(in_order(self.rails.regimes, pairs) + self._others(self.rails.regimes))

    def other_luck(self, regimes: Sequence[Regime]) -> Values:
        """Return the metrics of the base in its first worlds, run again with other luck."""
        if not regimes:
            return {}
        runs = self._others(regimes)
        with self.options.watch(len(runs), "runs of other luck") as step, self.clock.stage("the base with other luck"):
            self.before.begin(runs)
            return by_regime(regimes, results_of(self.before, "base", step))

    def _others(self, regimes: Sequence[Regime]) -> list[RunId]:
        return [
            (self.rails.regimes.index(regime), seed)
            for regime in regimes
            for seed in self.descriptions["base"]["other_luck"]
        ]


def in_order(regimes: Sequence[Regime], pairs: int) -> list[RunId]:
    """Return the ids of all pairs of the first regime, then of the next."""
    return [(regime, seed) for regime in range(len(regimes)) for seed in range(pairs)]


def results_of(process: SideProcess, side: Side, step: Callable[[], object]) -> list[Outcome]:
    """Return the outcomes of the runs that a side has begun. Raises Broken, whose message names the side."""
    try:
        return process.results(step)
    except ForeignCode:
        raise
    except Broken as problem:
        raise problem.within(f"a run of the {side} crashed:\n{problem}") from None


def by_regime(regimes: Sequence[Regime], outcomes: Sequence[Outcome]) -> Values:
    """Return the metrics by regime. Each regime has as many outcomes, one regime after the other."""
    return {
        regime: {metric.name: tuple(outcome.metrics[metric.name] for outcome in part) for metric in METRICS}
        for regime, part in _split(regimes, outcomes).items()
    }


def _split[T](regimes: Sequence[Regime], flat: Sequence[T]) -> dict[Regime, Sequence[T]]:
    """Split a list by regime: as many items in each, one regime after the other."""
    size = len(flat) // len(regimes)
    return {regime: flat[place * size : (place + 1) * size] for place, regime in enumerate(regimes)}
