"""Runs of both sides, pair by pair, and those of the base with other luck: what each side is asked for, and gives."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from experiments.measures.metrics import METRICS
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.peer import Broken, How, Mixed, Outcome, Peer, Ran, Side
from experiments.questions.gate.result import Values
from experiments.questions.gate.standing import Stand
from experiments.verdicts.regimes import Regime


@dataclass(slots=True)
class Clock:
    """Where the time goes."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """For as long, it goes there."""
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


@dataclass(frozen=True, slots=True)
class Sample:
    """What came of so many pairs in each regime."""

    regimes: tuple[Regime, ...]
    pairs: int
    found: Mapping[Side, Sequence[Outcome]]  # in the order of `in_order`
    keys: Mapping[Side, Sequence[str]]

    @property
    def equal(self) -> bool:
        """Has every run come out as that of the other side?"""
        return not any(self.touched.values())

    @property
    def touched(self) -> dict[Regime, tuple[int, ...]]:
        """By regime, the pairs whose runs are not equal to the bit, in all that happens to anybody."""
        outcomes = zip(in_order(self.regimes, self.pairs), self.found["base"], self.found["head"], strict=True)
        differ = [run for run, before, after in outcomes if before.digest != after.digest]
        return {
            regime: tuple(seed for number, seed in differ if number == place)
            for place, regime in enumerate(self.regimes)
        }

    def values(self, side: Side) -> Values:
        """Of a side."""
        return by_regime(self.regimes, self.found[side])

    def keys_of(self, side: Side) -> dict[Regime, tuple[str, ...]]:
        """What names a side's runs in a store."""
        return {regime: tuple(keys) for regime, keys in _apart(self.regimes, self.keys[side]).items()}


@dataclass(frozen=True, slots=True)
class Sampler:
    """Both sides, once it is known what they stand for."""

    before: Peer
    after: Peer
    stand: Stand
    rails: Guardrails
    how: How
    clock: Clock

    def sample(self, pairs: int) -> Sample:
        """So many pairs in each regime. Runs of the head that are the base's own are not carried out again."""
        wanted = in_order(self.rails.regimes, pairs)
        keys: dict[Side, list[str]] = {"base": self.before.keys(wanted), "head": self.after.keys(wanted)}
        own = [run for run, before, after in zip(wanted, keys["base"], keys["head"], strict=True) if before != after]
        with self.how.watch(len(wanted) + len(own), "runs") as step:
            with self.clock.stage("runs of the base"):
                self.before.begin(wanted)
                first = came(self.before, "base", step)
            with self.clock.stage("runs of the head"):
                self.after.begin(own)
                second = dict(zip(own, came(self.after, "head", step), strict=True))
        head = [second.get(run, same) for run, same in zip(wanted, first, strict=True)]
        return Sample(self.rails.regimes, pairs, {"base": first, "head": head}, keys)

    @property
    def most(self) -> int:
        """Pairs that may be run: as guardrails have it, and there are worlds for."""
        return min(self.rails.at_most, self.stand["base"]["worlds"] or self.rails.at_most)

    def every_key(self, side: Side) -> list[str]:
        """What names all runs of a side that a gate by these guardrails may ask for."""
        pairs = max(self.most, self.rails.second_look or 0)
        peer = self.before if side == "base" else self.after
        return peer.keys(in_order(self.rails.regimes, pairs) + self._others(self.rails.regimes))

    def other_luck(self, regimes: Sequence[Regime]) -> Values:
        """Of the base in its first worlds, once more."""
        if not regimes:
            return {}
        runs = self._others(regimes)
        with self.how.watch(len(runs), "runs of other luck") as step, self.clock.stage("the base with other luck"):
            self.before.begin(runs)
            return by_regime(regimes, came(self.before, "base", step))

    def _others(self, regimes: Sequence[Regime]) -> list[Ran]:
        return [(self.rails.regimes.index(regime), seed) for regime in regimes for seed in self.stand["base"]["others"]]


def in_order(regimes: Sequence[Regime], pairs: int) -> list[Ran]:
    """All pairs of the first regime, then those of the next."""
    return [(regime, seed) for regime in range(len(regimes)) for seed in range(pairs)]


def came(peer: Peer, side: Side, step: Callable[[], object]) -> list[Outcome]:
    """What came of the runs that a side was asked for. Raises Broken, which says whose run it was."""
    try:
        return peer.came(step)
    except Mixed:
        raise
    except Broken as problem:
        raise problem.within(f"a run of the {side} crashed:\n{problem}") from None


def by_regime(regimes: Sequence[Regime], outcomes: Sequence[Outcome]) -> Values:
    """Of as many outcomes in each regime, one regime behind the other."""
    return {
        regime: {metric.name: tuple(one.metrics[metric.name] for one in row) for metric in METRICS}
        for regime, row in _apart(regimes, outcomes).items()
    }


def _apart[T](regimes: Sequence[Regime], flat: Sequence[T]) -> dict[Regime, Sequence[T]]:
    """As many of each regime, which lie one behind the other."""
    each = len(flat) // len(regimes)
    return {regime: flat[place * each : (place + 1) * each] for place, regime in enumerate(regimes)}
