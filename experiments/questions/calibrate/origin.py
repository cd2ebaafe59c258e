"""What a calibration hands over: the worlds that it kept, and how they were found, as data that ships with them.

Nothing in it depends on the clock or the machine: the same calibration makes the same file.
"""

import math
from typing import Any

import numpy as np

from experiments import VERSION
from experiments.printing.plain import plain
from experiments.questions.calibrate.bars import Floats
from experiments.questions.calibrate.trial import TEMPERS
from experiments.questions.calibrate.waves import Matching, Wave
from scenarios.plausible import Ensemble
from scenarios.space import Space, rounded

TOLD = 20  # pairs of numbers that the facts bind most
TAILS = (0.05, 0.95)
CHANCE = 0.05  # that luck alone moves any number, or binds any pair, by more than is told


def ensemble(found: Matching, command: str, model: str) -> Ensemble:
    """The worlds that were kept, with their origin.

    command  what they were asked for by
    model    what the model does with which they were found, as `fingerprint` has it
    """
    space, kept = found.lab.space, found.kept
    values = np.array([space.values(point) for point in kept]).reshape(-1, len(space))
    origin = {
        "policylab": VERSION,
        "command": command,
        "scenario": found.lab.scenario.name,
        "world": found.lab.scenario.world_name,
        "days": found.lab.scenario.days,
        "seed": found.lab.seed,
        "model": model,
        "asked": found.asked,
        "fresh": found.fresh,
        "kept": len(kept),
        "runs": found.runs,
        "waves": [_wave(found, wave) for wave in found.waves],
        "facts": [
            {"name": fact.name, "unit": fact.unit, "range": [fact.low, fact.high], "noise": _noise(found, place)}
            for place, fact in enumerate(found.lab.facts)
        ],
        "numbers": _numbers(space, kept, values),
        **_bound(space, kept),
    }
    return Ensemble(space, values, space.read(space.central), found.facts, origin)


def _wave(found: Matching, wave: Wave) -> dict[str, Any]:
    names, trial = [fact.name for fact in found.lab.facts], wave.trial
    frozen, adapting = trial.clear.all(axis=2).T
    skill = wave.outlook.frozen.skill.tolist() if wave.outlook else [math.nan] * len(names)
    return {
        "not ruled out": wave.plausible,
        "worlds": len(trial.points),
        "frozen": int(frozen.sum()),
        "adapting": int((frozen & adapting).sum()),
        "kept": len(trial.kept),
        "holds": dict(zip(names, trial.clear[:, 0].mean(axis=0).tolist(), strict=True)),
        "skill": plain(dict(zip(names, skill, strict=True))),
    }


def _noise(found: Matching, place: int) -> dict[str, float]:
    """The sd between runs of the central world, on the scale of the fact."""
    return {rings: float(bars.noise[place]) for rings, bars in zip(TEMPERS, found.by.bars, strict=True)}


def _numbers(space: Space, kept: Floats, values: Floats) -> dict[str, Any]:
    """Of each number: where nine in ten of all worlds have it, and of those that were kept; how far apart these are."""
    if not len(kept):
        return {}
    ends, distances = np.quantile(values, TAILS, axis=0).T.tolist(), _distance(kept).tolist()
    return {
        of.name: {
            "before": [of.value(tail) for tail in TAILS],
            "after": [rounded(end) for end in now],
            "distance": round(distance, 3),
        }
        for of, now, distance in zip(space.dimensions, ends, distances, strict=True)
    }


def _distance(kept: Floats) -> Floats:
    """(d,) Kolmogorov's distance of (k, d) coordinates from even ones: 0 where the facts say nothing, at most 1."""
    count, ordered = len(kept), np.sort(kept, axis=0)
    steps = np.arange(count + 1)[:, None] / count
    return np.maximum(np.abs(ordered - steps[:-1]), np.abs(ordered - steps[1:])).max(axis=0)


def _bound(space: Space, kept: Floats) -> dict[str, Any]:
    """The pairs of numbers that go together in the kept worlds, strongest first; what luck would make of any."""
    if len(kept) < 3:
        return {"correlations": [], "by chance": None}
    from scipy.special import ndtri

    one, other = np.triu_indices(len(space), 1)
    strength: Floats = np.atleast_2d(np.corrcoef(kept, rowvar=False))[one, other]
    strongest = np.argsort(-np.abs(strength), kind="stable")[:TOLD]
    told = [[space.names[one[at]], space.names[other[at]], round(float(strength[at]), 3)] for at in strongest]
    luck = {
        "distance": np.sqrt(np.log(2 * len(space) / CHANCE) / 2 / len(kept)),  # Massart 1990
        "correlation": -ndtri(CHANCE / 2 / len(strength)) / np.sqrt(len(kept)),
    }
    return {"correlations": told, "by chance": {of: round(float(most), 3) for of, most in luck.items()}}
