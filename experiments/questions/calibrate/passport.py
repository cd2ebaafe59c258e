"""The passport of plausible worlds: the spread of each fact, and the worlds that miss one. Nothing is run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments import VERSION
from experiments.measures.validity import FACTS, Fact
from experiments.questions.calibrate.bars import FRESH, Bars, scaled
from experiments.verdicts.regimes import REGIMES
from policies.records import Bools, Floats
from scenarios import BadInput
from scenarios.plausible import Ensemble

SPREAD = (0.05, 0.5, 0.95)
FOUND_BY = ("command", "scenario", "world", "days", "seed", "model")  # keys of the origin
LEAST = 1e-9  # on the scale of a fact: rounding of the file


@dataclass(frozen=True, slots=True)
class Held:
    """A fact over all worlds, with frozen or adapting rings."""

    fact: Fact
    spread: tuple[float, float, float]  # 5 %, median, 95 %
    inside: float  # share of worlds within the range itself
    missed: int  # worlds that miss it by more than the noise of their runs

    @property
    def verdict(self) -> str:
        """The verdict on the fact, as for a scenario; within noise where a world lies outside the range itself."""
        if self.missed:
            return "misses"
        return "holds" if self.inside == 1 else "holds within noise"


@dataclass(frozen=True, slots=True, eq=False)
class Passport:
    """The facts of plausible worlds, in each regime."""

    name: str  # of the file
    worlds: int
    runs: int  # behind each value of a fact
    origin: dict[str, Any]  # of the ensemble
    of_this_model: bool
    regimes: dict[str, tuple[Held, ...]]

    @property
    def missed(self) -> bool:
        """Does any world miss a fact?"""
        return any(held.missed for facts in self.regimes.values() for held in facts)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each regime and fact."""
        for rings, facts in self.regimes.items():
            for held in facts:
                yield {"regime": rings, **_row(held)}

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "policylab": VERSION,
            "worlds": self.name,
            "kept": self.worlds,
            "runs_per_world": self.runs,
            "origin": {name: self.origin[name] for name in FOUND_BY},
            "of_this_model": self.of_this_model,
            "regimes": {rings: [_row(held) for held in facts] for rings, facts in self.regimes.items()},
        }


def passport(ensemble: Ensemble, name: str, facts: Sequence[Fact] = FACTS) -> Passport:
    """Return the binding facts in these worlds. Raises BadInput if the worlds were found for other facts."""
    _check(ensemble.origin, name)
    binding = tuple(fact for fact in facts if fact.binding)
    noises = {fact["name"]: fact["noise"] for fact in ensemble.origin["facts"]}
    if list(noises) != [fact.name for fact in binding]:
        other = ", ".join(sorted(set(noises) ^ {fact.name for fact in binding})) or "in another order"
        raise BadInput([f"the worlds of {name} were found for other facts ({other}): run `policylab calibrate` again"])
    runs = ensemble.origin.get("fresh", FRESH)
    regimes: dict[str, tuple[Held, ...]] = {}
    for temper, rings in enumerate(REGIMES):
        bars = Bars(binding, np.array([noise[rings] for noise in noises.values()]))
        values = ensemble.facts[:, temper]
        clear = _clear(bars, values, runs)
        regimes[rings] = tuple(_held(*each) for each in zip(binding, values.T, clear.T, strict=True))
    return Passport(name, len(ensemble), runs, ensemble.origin, ensemble.of_this_model, regimes)


def _check(origin: dict[str, Any], name: str) -> None:
    """Raise BadInput if a file does not say how its worlds were found."""
    if lacks := sorted({"facts", "runs", *FOUND_BY} - set(origin)):
        raise BadInput([f"{name} does not say how its worlds were found: it lacks {', '.join(lacks)}"])
    integers = ("days", "seed", "runs", *(["fresh"] if "fresh" in origin else []))
    invalid = [each for each in FOUND_BY if each not in integers and not isinstance(origin[each], str)]
    invalid += [each for each in integers if not (isinstance(origin[each], int) and origin[each] >= (each == "fresh"))]
    if invalid or not all(map(_noisy, origin["facts"])):
        raise BadInput([f"{name} does not say how its worlds were found; not valid: {', '.join(invalid or ['facts'])}"])


def _noisy(fact: dict[str, Any]) -> bool:
    """Does the fact have the noise of its runs in each regime?"""
    noise = fact.get("noise")
    return isinstance(noise, dict) and all(
        isinstance(each, int | float) and each >= 0 for each in (noise.get(rings) for rings in REGIMES)
    )


def _clear(bars: Bars, values: Floats, runs: int) -> Bools:
    """Return (n, facts) bool: does the fact hold, with the tolerance of the calibration?"""
    low, high = bars.span(runs)
    answers = scaled(bars.facts, values)
    return (low - LEAST <= answers) & (answers <= high + LEAST)


def _held(fact: Fact, values: Floats, clear: Bools) -> Held:
    low, middle, high = np.quantile(values, SPREAD).tolist()
    return Held(fact, (low, middle, high), fact.inside(values), int((~clear).sum()))


def _row(held: Held) -> dict[str, Any]:
    return {
        "name": held.fact.name,
        "unit": held.fact.unit,
        "range": [held.fact.low, held.fact.high],
        **dict(zip(("low", "median", "high"), held.spread, strict=True)),
        "inside": held.inside,
        "missed": held.missed,
        "verdict": held.verdict,
        "source": held.fact.source,
    }
