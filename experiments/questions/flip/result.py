"""The result of a flip: the numbers that decide, the worlds with another sign, the nearest world and rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.measures.metrics import Metric
from experiments.printing.plain import as_plain
from experiments.questions.compare.deciding import Deciding
from experiments.questions.compare.idle import Idle
from experiments.runs.provenance import Seeds, Side, heading
from experiments.verdicts.differences import Difference
from experiments.verdicts.intervals import Interval
from policies.records import Bools, Floats
from scenarios.space import Stray, outside

SIGNS = {1: "higher", -1: "lower"}  # of a difference


@dataclass(frozen=True, slots=True)
class Condition:
    """A number of the world above `low` and at most `high`; None leaves that end open."""

    name: str
    low: float | None
    high: float | None

    def holds(self, values: Floats) -> Bools:
        """(n,) is the condition true of these values?"""
        inside = np.ones(len(values), np.bool_)
        if self.low is not None:
            inside &= values > self.low
        if self.high is not None:
            inside &= values <= self.high
        return inside


@dataclass(frozen=True, slots=True)
class Box:
    """Worlds in which a difference has one sign, by a few numbers, with the counts of held-out pairs."""

    conditions: tuple[Condition, ...]
    sign: int  # of the difference there: 1 or −1
    pairs: int  # held-out ones in the box
    agreeing: int  # of these, those of its sign
    held: int  # held-out pairs
    of_sign: int  # of these, those of its sign, in the box or not
    gap: Interval  # mean difference of the held-out pairs in the box

    @property
    def density(self) -> float:
        """The share of the held-out pairs in the box that have its sign; NaN if there are none."""
        return self.agreeing / self.pairs if self.pairs else float("nan")

    @property
    def coverage(self) -> float:
        """The share of all held-out pairs of its sign that lie in the box; NaN if there are none."""
        return self.agreeing / self.of_sign if self.of_sign else float("nan")

    @property
    def anywhere(self) -> float:
        """The share of all held-out pairs that have its sign: the density of a box without meaning."""
        return self.of_sign / self.held if self.held else float("nan")

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        return {
            "conditions": [{"name": part.name, "above": part.low, "at most": part.high} for part in self.conditions],
            "difference": SIGNS[self.sign],
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
    """A number that is moved, with its start and its end."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Probe:
    """The difference with some numbers moved this share of their way to the ends of their ranges."""

    way: float  # 0…1
    moved: tuple[Moved, ...]
    difference: Difference


@dataclass(frozen=True, slots=True)
class Nearest:
    """The smallest move from the central world by which a difference surely gets a sign, with a repeat on new luck."""

    sign: int
    probes: tuple[Probe, ...]  # all that were tried, in their order
    nearest: Probe | None  # None where no move that was tried gives it that sign
    again: Difference | None  # the same move with fresh luck

    @property
    def holds(self) -> bool:
        """True if the difference has the sign with fresh luck too."""
        return self.again is not None and has_sign(self.again, self.sign)


@dataclass(frozen=True, slots=True)
class Turn:
    """The difference along one of the policy's own numbers, in the same worlds with the same luck."""

    name: str
    value: float  # of the candidate
    probes: tuple[tuple[float, Difference], ...]  # value and difference, rising with the value
    breaks_even: tuple[float, float] | None  # two neighbours between which the mean difference changes its sign

    @property
    def idle(self) -> bool:
        """True if the difference is the same at all values."""
        return len({difference.difference for _, difference in self.probes}) == 1


@dataclass(frozen=True, slots=True)
class Part:
    """The difference in the worlds in which a number lies between two values, both included."""

    low: float
    high: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Suspect:
    """A number of the world that the user named before the run, and the difference in each third of the worlds by it.

    Its pull is compared to the luck of the few numbers that are named, not of all numbers.
    """

    name: str
    pull: float  # rank correlation, see `Decider`
    chance: float  # pull of the strongest named number by luck alone, once in twenty
    parts: tuple[Part, ...]  # rising with the number; one where all worlds have the same

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        return {
            "name": self.name,
            "pull": round(self.pull, 4),
            "by chance": round(self.chance, 4),
            "parts": [{"from": part.low, "to": part.high} | _difference(part.difference) for part in self.parts],
        }


@dataclass(frozen=True, slots=True)
class Hinges:
    """The hinges of a metric's difference, over all pairs, each in a plausible world of its own."""

    whole: Difference
    deciding: Deciding
    suspects: tuple[Suspect, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """The result in one regime of bad actors."""

    rings: str
    hinges: tuple[Hinges, ...]  # of the requested metric, then of the other headlines
    central: Difference  # of that metric, in the central world
    nearest: tuple[Nearest, ...]
    turns: tuple[Turn, ...]
    idle: tuple[Idle, ...]  # the policy's own numbers that another one shuts: moving them asks nothing


@dataclass(frozen=True, slots=True, eq=False)
class Flip:
    """The result of a flip."""

    sides: tuple[Side, Side]
    seeds: Seeds
    metric: Metric
    regimes: tuple[Regime, ...]

    def rows(self) -> Iterator[tuple[str, str, str, float, float]]:
        """Yield regime, metric, number of the world, its pull, and the pull by chance; the strongest first."""
        for regime in self.regimes:
            for hinges in regime.hinges:
                for decider in hinges.deciding.strongest:
                    yield regime.rings, hinges.whole.metric.name, decider.name, decider.pull, hinges.deciding.chance

    @property
    def outside(self) -> tuple[Stray, ...]:
        """Numbers of the worlds outside the passport: nothing is better or worse in such worlds."""
        return outside(*(each.scenario.world for each in self.sides))

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        head = heading({"baseline": self.sides[0].name, "candidate": self.sides[1].name}, self.sides, self.seeds)
        return {name: value for name, value in head.items() if name not in ("rings", "keys")} | {
            "metric": self.metric.name,
            "outside": list(map(str, self.outside)),
            "regimes": {regime.rings: _regime(regime) for regime in self.regimes},
        }


def has_sign(difference: Difference, sign: int) -> bool:
    """Return whether the whole interval of a difference has this sign."""
    return difference.low > 0 if sign > 0 else difference.high < 0


def _regime(regime: Regime) -> dict[str, Any]:
    return {
        "hinges": [
            {"metric": hinges.whole.metric.name}
            | {"whole": _difference(hinges.whole), "decided by": hinges.deciding.as_json()}
            | {"suspects": [suspect.as_json() for suspect in hinges.suspects]}
            | {"boxes": [box.as_json() for box in hinges.boxes]}
            for hinges in regime.hinges
        ],
        "central": _difference(regime.central),
        "nearest": [
            {"difference": SIGNS[nearest.sign], "tried": list(map(_probe, nearest.probes))}
            | {"found": _probe(nearest.nearest) if nearest.nearest else None}
            | {"again": _difference(nearest.again) if nearest.again else None, "holds": nearest.holds}
            for nearest in regime.nearest
        ],
        "own numbers": [
            {"name": turn.name, "value": turn.value, "breaks even": turn.breaks_even or None}
            | {"tried": [{"value": value} | _difference(difference) for value, difference in turn.probes]}
            for turn in regime.turns
        ],
        "idle": list(regime.idle),
    }


def _probe(probe: Probe) -> dict[str, Any]:
    moved = [{"name": number.name, "from": number.start, "to": number.end} for number in probe.moved]
    return {"way": probe.way, "moved": moved} | _difference(probe.difference)


def _difference(difference: Difference) -> dict[str, Any]:
    return {name: getattr(difference, name) for name in ("baseline", "difference", "low", "high")} | {
        "pairs": difference.pairs,
        "differing": difference.differing,
        "agreeing": difference.agreeing,
    }
