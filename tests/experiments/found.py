"""Results made by hand, without a run."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from experiments.measures.channels import NAMES, Channels, Lures
from experiments.measures.conduct import Conduct
from experiments.measures.filling import HOURS
from experiments.measures.metrics import METRICS
from experiments.measures.weeks import WEEKLY
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.deciding import Deciding
from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.differences import by_path, differences
from experiments.verdicts.margins import headlines
from experiments.verdicts.scales import ENDS
from scenarios import Scenario, load
from tests.experiments.works import EVEN

Rows = list[dict[str, float]]


@cache
def production(*changes: str) -> Scenario:
    return load("production", changes)


def side(name: str, *changes: str, seeds: int = 0) -> Side:
    """Production under another name; its runs have keys of their own."""
    return Side(name, production(*changes), changes, tuple(f"{name} {seed}" for seed in range(seeds)))


def lures(*counts: list[int]) -> Lures:
    """As many lures planned and made by channel in each block of 30 days."""
    channels = Channels(tuple(range(0, 30 * len(counts) + 1, 30)), np.array(counts))
    return Lures(channels, channels)


def rows(n: int = 8, **moved: Callable[[int], float]) -> Rows:
    """n seeds in which every metric is 100, a share a half, but for those moved by a function of the seed."""
    usual = {metric.name: 0.5 if metric.unit in ENDS else 100.0 for metric in METRICS}
    return [usual | {name: usual[name] + by(seed) for name, by in moved.items()} for seed in range(n)]


def comparison(baseline: Rows, candidate: Rows, *changes: str) -> Comparison:
    """Old and new, both of them production with these changes."""
    seeds = tuple(range(len(baseline)))
    return Comparison(
        (side("old", *changes, seeds=len(seeds)), side("new", *changes, seeds=len(seeds))),
        Seeds(seeds, seeds),
        differences(baseline, candidate),
        (lures([0] * len(NAMES)),) * 2,
        by_path([EVEN] * len(seeds), [EVEN] * len(seeds)),
        1.0,
        runs=(tuple(baseline), tuple(candidate)),
        weeks={name: (np.full((len(seeds), 3), 100.0),) * 2 for name in WEEKLY},
        filled=(np.full((len(seeds), len(HOURS)), 0.5),) * 2,
    )


def conducted(**values: Any) -> Conduct:
    """Conduct of people in a run with three clients."""
    usual: dict[str, Any] = {
        "applications": np.array([2, 3, 5]),
        "pages": np.array([10, 10, 10]),
        "verified": np.zeros(3, np.bool_),
        "certified": np.zeros(3, np.bool_),
        "applications_in_all": 10,
        "to_careless": 0.1,
        "received": 1000.0,
        "hired": (0.1, 0.1),
        "contracts": 4,
        "filled": 0.4,
        "fee_to_market": 1.0,
        "direct_share": 0.0,
        "agreed": 0.5,
    }
    return Conduct(**usual | values)


def each(*values: float) -> Callable[[int], float]:
    """Another value for each seed."""
    return lambda seed: values[seed]


def regime(rings: str, n: int = 4, **moved: Callable[[int], float]) -> Comparison:
    """Old and new in a regime, new moved by functions of the seed."""
    return comparison(rows(n), rows(n, **moved), f"world.rings={rings}")


def in_worlds(compared: Comparison, **deciding: Deciding) -> Comparison:
    """The same, each pair in a plausible world of its own."""
    before, after = (replace(side, worlds="plausible") for side in compared.sides)
    nothing = dict.fromkeys(headlines(), Deciding(4, (), 0.0))
    return replace(compared, sides=(before, after), deciding=nothing | deciding)
