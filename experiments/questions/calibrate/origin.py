"""The result of a calibration: the plausible worlds, and their origin, as data that ships with them.

It does not depend on the clock or the machine: the same calibration finds the same worlds, and tells the same of them.
"""

from typing import Any

import numpy as np

from experiments import VERSION
from experiments.printing.plain import plain
from experiments.questions.calibrate.waves import Matching, Wave
from experiments.verdicts.regimes import REGIMES
from policies.records import Floats
from scenarios.dimensions import rounded
from scenarios.plausible import Ensemble
from scenarios.space import Space

SETTINGS = (*REGIMES, "also")  # the last where worlds had to hold in another scenario too
MOST_PAIRS = 20  # pairs of numbers that the facts bind most
TAILS = (0.05, 0.95)
CHANCE = 0.05  # that luck alone moves any number, or binds any pair, by more than `by chance`


def ensemble(matching: Matching, command: str, model: str) -> Ensemble:
    """Return the plausible worlds, with their origin.

    command  that finds them
    model    the `fingerprint` of the model
    """
    space, points = matching.lab.space, matching.plausible
    values = np.array([space.values(point) for point in points]).reshape(-1, len(space))
    origin = {
        "policylab": VERSION,
        "command": command,
        "scenario": matching.lab.scenario.name,
        "also": None if matching.lab.also is None else matching.lab.also.name,
        "world": matching.lab.scenario.world_name,
        "days": matching.lab.scenario.days,
        "seed": matching.lab.seed,
        "model": model,
        "asked": matching.wanted,
        "fresh": matching.fresh,
        "kept": len(points),
        "runs": matching.runs,
        "waves": [_wave(matching, wave) for wave in matching.waves],
        "facts": [
            {"name": fact.name, "unit": fact.unit, "range": [fact.low, fact.high], "noise": _noise(matching, place)}
            for place, fact in enumerate(matching.lab.facts)
        ],
        "numbers": _numbers(space, points, values),
        **_bound(space, points),
    }
    return Ensemble(space, values, space.read(space.central), matching.facts, origin)


def _wave(matching: Matching, wave: Wave) -> dict[str, Any]:
    names, trial = [fact.name for fact in matching.lab.facts], wave.trial
    stood = np.logical_and.accumulate(trial.clear.all(axis=2), axis=1).sum(axis=0)
    holds = trial.clear[:, 0] & np.isfinite(trial.answers[:, 0])  # a run that cannot tell a fact is none of these
    return {
        "not ruled out": wave.choice.plausible,
        "worlds": len(trial.points),
        **dict(zip(SETTINGS, stood.tolist(), strict=False)),
        "kept": len(trial.plausible),
        "holds": dict(zip(names, holds.mean(axis=0).tolist(), strict=True)),
        "skill": plain(dict(zip(names, wave.skill.tolist(), strict=True))),
    }


def _noise(matching: Matching, place: int) -> dict[str, float]:
    """Return the sd between runs of the central world, on the scale of the fact."""
    return {rings: float(bars.noise[place]) for rings, bars in zip(SETTINGS, matching.by.bars, strict=False)}


def _numbers(space: Space, points: Floats, values: Floats) -> dict[str, Any]:
    """Return for each number its range in nine of ten worlds, of all and of the plausible ones, and their distance."""
    if not len(points):
        return {}
    ends, distances = np.quantile(values, TAILS, axis=0).T.tolist(), _distance(points).tolist()
    return {
        dimension.name: {
            "before": [dimension.value(tail) for tail in TAILS],
            "after": [rounded(end) for end in quantiles],
            "distance": round(distance, 3),
        }
        for dimension, quantiles, distance in zip(space.dimensions, ends, distances, strict=True)
    }


def _distance(points: Floats) -> Floats:
    """Return (d,) Kolmogorov distances of (k, d) coordinates from even ones: 0 where facts say nothing, at most 1."""
    count, ordered = len(points), np.sort(points, axis=0)
    steps = np.arange(count + 1)[:, None] / count
    return np.maximum(np.abs(ordered - steps[:-1]), np.abs(ordered - steps[1:])).max(axis=0)


def _bound(space: Space, points: Floats) -> dict[str, Any]:
    """Return the most correlated pairs of numbers in the plausible worlds, and the limits of luck."""
    if len(points) < 3:
        return {"correlations": [], "by chance": None}
    from scipy.special import ndtri

    one, other = np.triu_indices(len(space), 1)
    strength: Floats = np.atleast_2d(np.corrcoef(points, rowvar=False))[one, other]
    strongest = np.argsort(-np.abs(strength), kind="stable")[:MOST_PAIRS]
    pairs = [[space.names[one[pair]], space.names[other[pair]], round(float(strength[pair]), 3)] for pair in strongest]
    luck = {
        "distance": np.sqrt(np.log(2 * len(space) / CHANCE) / 2 / len(points)),  # Massart 1990
        "correlation": -ndtri(CHANCE / 2 / len(strength)) / np.sqrt(len(points)),
    }
    return {"correlations": pairs, "by chance": {name: round(float(most), 3) for name, most in luck.items()}}
