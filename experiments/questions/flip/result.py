"""Where an answer changes its sign: what decides it, in which worlds it is another, and the nearest world and rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.measures.metrics import Metric
from experiments.printing.plain import as_plain
from experiments.questions.compare.deciding import Deciding
from experiments.runs.provenance import Seeds, Side, heading
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import Interval

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Condition:
    """A number of the world above `low` and at most `high`; None leaves that end open."""

    name: str
    low: float | None
    high: float | None

    def holds(self, values: Floats) -> Bools:
        """(n,) values → (n,)."""
        there = np.ones(len(values), np.bool_)
        if self.low is not None:
            there &= values > self.low
        if self.high is not None:
            there &= values <= self.high
        return there


@dataclass(frozen=True, slots=True)
class Box:
    """Worlds in which a difference has one sign, by a few numbers, and what held-out pairs say of that."""

    conditions: tuple[Condition, ...]
    sign: int  # of the difference there: 1 or −1
    pairs: int  # held-out ones in the box
    agreeing: int  # of these, those of its sign
    held: int  # held-out pairs
    of_sign: int  # of these, those of its sign, in the box or not
    gap: Interval  # mean difference of the held-out pairs in the box

    @property
    def density(self) -> float:
        """Of the held-out pairs in the box, the share that has its sign; NaN where none is in it."""
        return self.agreeing / self.pairs if self.pairs else float("nan")

    @property
    def coverage(self) -> float:
        """Of all held-out pairs of its sign, the share that lies in the box; NaN where there are none."""
        return self.agreeing / self.of_sign if self.of_sign else float("nan")

    @property
    def anywhere(self) -> float:
        """Of all held-out pairs, the share that has its sign: the density that a box without meaning would have."""
        return self.of_sign / self.held if self.held else float("nan")

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "conditions": [{"name": each.name, "above": each.low, "at most": each.high} for each in self.conditions],
            "difference": "higher" if self.sign > 0 else "lower",
            "held-out pairs": self.held,
            "in the box": self.pairs,
            "density": self.density,
            "anywhere": self.anywhere,
            "coverage": self.coverage,
            "mean": self.gap.mean,
            "low": self.gap.low,
            "high": self.gap.high,
        }


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that is moved, from where to where."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found with some numbers moved this share of their way to the ends of their ranges."""

    way: float  # 0…1
    moved: tuple[Moved, ...]
    found: Difference


@dataclass(frozen=True, slots=True)
class Nearest:
    """The smallest move from the central world after which a difference surely has a sign, once more on fresh luck."""

    sign: int
    probes: tuple[Probe, ...]  # all that were tried, in their order
    nearest: Probe | None  # None where no move that was tried gives it that sign
    again: Difference | None  # the same move with fresh luck

    @property
    def holds(self) -> bool:
        """Does fresh luck say the same?"""
        return self.again is not None and has_sign(self.again, self.sign)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a difference becomes along one of the policy's own numbers, in the same worlds with the same luck."""

    name: str
    value: float  # as the candidate has it
    probes: tuple[tuple[float, Difference], ...]  # value and what was found, rising with the value
    breaks_even: tuple[float, float] | None  # two neighbours between which the mean difference changes its sign

    @property
    def idle(self) -> bool:
        """Is the difference the same wherever it was asked for?"""
        return len({found.difference for _, found in self.probes}) == 1


@dataclass(frozen=True, slots=True)
class Part:
    """What a difference is in those worlds in which a number of the world lies between two values, both included."""

    low: float
    high: float
    found: Difference


@dataclass(frozen=True, slots=True)
class Suspect:
    """A number of the world that somebody named before looking, and the difference in each third of the worlds by it.

    Luck has to be beaten by the few numbers that are named, and not by all that there are.
    """

    name: str
    pull: float  # rank correlation, as a `Decider` has it
    chance: float  # how far luck takes the strongest of those that are named, once in twenty
    parts: tuple[Part, ...]  # rising with the number; one where all worlds have the same

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "name": self.name,
            "pull": round(self.pull, 4),
            "by chance": round(self.chance, 4),
            "parts": [{"from": each.low, "to": each.high} | _difference(each.found) for each in self.parts],
        }


@dataclass(frozen=True, slots=True)
class Hinges:
    """On what a metric's difference hinges, over all pairs, each in a plausible world of its own."""

    whole: Difference
    deciding: Deciding
    suspects: tuple[Suspect, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """All that was found in one regime of bad actors."""

    rings: str
    hinges: tuple[Hinges, ...]  # of the metric that was asked for, then of the other headlines
    central: Difference  # of that metric, in the central world
    nearest: tuple[Nearest, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Flip:
    """Where the answer to a question changes its sign."""

    sides: tuple[Side, Side]
    seeds: Seeds
    metric: Metric
    regimes: tuple[Regime, ...]

    def rows(self) -> Iterator[tuple[str, str, str, float, float]]:
        """Regime, metric, number of the world, its pull, and the pull that luck has: strongest first."""
        for regime in self.regimes:
            for hinges in regime.hinges:
                for each in hinges.deciding.strongest:
                    yield regime.rings, hinges.whole.metric.name, each.name, each.pull, hinges.deciding.chance

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        head = heading({"baseline": self.sides[0].name, "candidate": self.sides[1].name}, self.sides, self.seeds)
        return {name: said for name, said in head.items() if name not in ("rings", "keys")} | {
            "metric": self.metric.name,
            "regimes": {regime.rings: _regime(regime) for regime in self.regimes},
        }


def has_sign(found: Difference, sign: int) -> bool:
    """Does the interval of a difference leave out everything but this sign?"""
    return found.low > 0 if sign > 0 else found.high < 0


def _regime(of: Regime) -> dict[str, Any]:
    return {
        "hinges": [
            {"metric": each.whole.metric.name}
            | {"whole": _difference(each.whole), "decided by": each.deciding.as_json()}
            | {"suspects": [suspect.as_json() for suspect in each.suspects]}
            | {"boxes": [box.as_json() for box in each.boxes]}
            for each in of.hinges
        ],
        "central": _difference(of.central),
        "nearest": [
            {"difference": "higher" if each.sign > 0 else "lower", "tried": list(map(_probe, each.probes))}
            | {"found": _probe(each.nearest) if each.nearest else None}
            | {"again": _difference(each.again) if each.again else None, "holds": each.holds}
            for each in of.nearest
        ],
        "own numbers": [
            {"name": each.name, "value": each.value, "breaks even": each.breaks_even or None}
            | {"tried": [{"value": value} | _difference(found) for value, found in each.probes]}
            for each in of.turns
        ],
    }


def _probe(of: Probe) -> dict[str, Any]:
    moved = [{"name": each.name, "from": each.start, "to": each.end} for each in of.moved]
    return {"way": of.way, "moved": moved} | _difference(of.found)


def _difference(of: Difference) -> dict[str, Any]:
    return {name: getattr(of, name) for name in ("baseline", "difference", "low", "high")} | {
        "pairs": of.pairs,
        "differing": of.differing,
        "agreeing": of.agreeing,
    }
