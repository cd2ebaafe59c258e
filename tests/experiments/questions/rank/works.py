"""What runs of a ranking may give, made by hand. No simulation."""

from dataclasses import replace

import numpy as np

from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from tests.experiments.works import numbered

MORE = {"production": 0.0, "low": -20.0, "lower": -20.5, "high": 30.0}  # exposure of a scenario, by its name
done: list[tuple[str, int]] = []


def shifted(run: Run) -> Measurements:
    """Exposure is 100, more or less by scenario, with a luck that the scenario has for itself."""
    done.append((run.scenario.name, run.seed))
    measurements, name = numbered(run), run.scenario.name
    luck = np.random.default_rng((run.seed, len(name))).normal(0, 4)
    return replace(measurements, metrics=measurements.metrics | {"exposed_per_10k": 100 + MORE[name] + luck})
