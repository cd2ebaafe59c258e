"""A made-up town with made-up facts: a market that takes no time, and of which it is known where its facts hold."""

import atexit
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from experiments.measures.periods import Periods
from experiments.measures.validity import Fact
from experiments.questions.calibrate.emulator import Emulator, Outlook, Span, Stage
from experiments.questions.calibrate.lab import Lab
from experiments.questions.calibrate.waves import Matching
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL
from experiments.runs.watch import unwatched
from experiments.store.store import Store
from policies.numbers import check, mixture, number
from policies.records import Floats
from scenarios import Scenario, load
from scenarios.space import space

NOISE = 0.02  # of the logarithm of the traffic
STORES = ExitStack()  # closed at the end of the program
atexit.register(STORES.close)
KEPT_TO = (2.0, 3.0)  # the traffic for which there is a source
SPAN = np.array([0.8]), np.array([np.inf])  # the far fifth of the first dimension
NOTHING = Emulator(lambda at: np.zeros((len(at), 1)), np.zeros((1, 1)), np.zeros(1))  # adds nothing, for sure


@dataclass(frozen=True)
class Town:
    """A world of ten numbers, of which four matter."""

    workers: int = number(100, "people", "counted")
    rings: Literal["frozen", "adapting"] = "frozen"
    rain: float = number(0.3, "share", "of days", 0.0, 0.6)
    snow: float = number(0.3, "share", "of days", 0.0, 0.6)
    roads: float = number(2.0, "roads", "into town", 1.0, 4.0)
    cars: float = number(8.0, "cars", "a house", 1.0, 64.0)
    a: float = number(1.0, "factor", "of no effect", 0.5, 2.0)
    b: float = number(1.0, "factor", "of no effect", 0.5, 2.0)
    c: float = number(1.0, "factor", "of no effect", 0.5, 2.0)
    d: int = number(4, "things", "of no effect", 1, 16)

    def __post_init__(self) -> None:
        check(self)
        mixture(self, "rain", "snow")


def traffic(periods: Periods) -> float:
    """Stands for itself: what it is called is all that counts."""
    raise NotImplementedError


def dry(periods: Periods) -> float:
    """The same."""
    raise NotImplementedError


FACTS = (Fact(traffic, *KEPT_TO, "ratio", "a count"), Fact(dry, 0.5, 0.7, "share", "a diary"))


def truth(world: Any) -> tuple[float, float]:
    """Traffic and the share of dry days, as they are without luck."""
    return world.cars / world.roads / (1 + world.snow), 1 - world.rain


def answers(run: Run) -> dict[str, float]:
    """The facts of a run: with luck, which each seed has its own of, and a little more traffic where rings adapt."""
    cars, share = truth(run.scenario.world)
    luck = np.random.default_rng(run.seed).normal()
    return {
        "fact/traffic": cars * np.exp(NOISE * luck) * (1.02 if run.scenario.world.rings == "adapting" else 1),
        "fact/dry": share,
    }


def scenario() -> Scenario:
    return load("production").on(cast(Any, Town()))


def lab(folder: Path, work: Callable[[Run], dict[str, float]] = answers, seed: int = 0, **others: Any) -> Lab:
    town = scenario()
    keeping = Keeping(STORES.enter_context(Store(folder / "runs.sqlite")))
    made = Lab(town, space(town.world), FACTS, keeping, seed, work, SERIAL, unwatched)
    return replace(made, **others)


def inside(lab: Lab, points: NDArray[np.float64], give: float) -> NDArray[np.bool_]:
    """(n,) does the traffic lie in its range, give or take this in its logarithm, and are days dry enough?"""
    cars, share = np.array([truth(lab.space.world(point)) for point in points]).reshape(-1, 2).T
    low, high = np.log(KEPT_TO)
    return (np.abs(np.log(cars) - (low + high) / 2) <= (high - low) / 2 + give) & (share >= 0.5) & (share <= 0.7)


def identical(one: Matching, other: Matching) -> bool:
    """The same worlds, facts and number of runs, to the bit?"""
    return (one.plausible.tobytes(), one.facts.tobytes(), one.runs) == (
        other.plausible.tobytes(),
        other.facts.tobytes(),
        other.runs,
    )


def looking(expected: Callable[[Floats], Floats], errors: Floats, span: Span = SPAN) -> Outlook:
    """What is likely by one fact, with rings frozen as with rings adapting."""
    return Outlook((Stage(Emulator(expected, errors, np.zeros(1)), span), Stage(NOTHING, span)))


def first(at: Floats) -> Floats:
    return at[:, :1]


KNOWS = looking(first, np.array([[-0.1], [0.1]]))
