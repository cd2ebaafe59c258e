"""What runs of a sweep may give, made by hand. No simulation."""

from dataclasses import replace

import numpy as np

from experiments.runs.plan import Run
from experiments.runs.record import Record, flat
from experiments.runs.work import Measurements
from tests.experiments.works import numbered

done: list[Run] = []  # what has been carried out


def threshold(run: Run) -> float:
    """Of screening, at the end."""
    return float(run.scenario.rollout[-1][1].screening.suspend_at)  # type: ignore[attr-defined]


def sloping(run: Run) -> Measurements:
    """Every metric is 100 + the seed's own draw, and the more the lower the threshold: 10 for each tenth, with luck."""
    luck = np.random.default_rng((run.seed, 7)).normal(1, 0.1)
    more = 100 * (0.9 - threshold(run)) * luck
    measurements = numbered(run)
    return replace(measurements, metrics={name: value + more for name, value in measurements.metrics.items()})


def sized(run: Run) -> Measurements:
    """As `sloping`, and more by a hundredth of the workers."""
    measurements, more = sloping(run), run.scenario.world.workers / 100
    return replace(measurements, metrics={name: value + more for name, value in measurements.metrics.items()})


def crashing(run: Run) -> Measurements:
    """At 0.5 all crash, at 0.7 seed 1 does where rings adapt."""
    at = threshold(run)
    if at == 0.5 or (at == 0.7 and run.seed == 1 and run.scenario.world.rings == "adapting"):
        raise ValueError(f"cursed at {at}")
    return sloping(run)


def kept(run: Run) -> Record:
    """As `sloping`, for a store; says what it has carried out."""
    done.append(run)
    return flat(sloping(run))


def kept_and_crashing(run: Run) -> Record:
    """As `crashing`, for a store."""
    return flat(crashing(run))
