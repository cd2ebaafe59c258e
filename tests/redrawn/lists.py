"""The two files that answers read, from a pool of runs: how far luck takes a pair, and intervals that hold too rarely.

Worlds are drawn with replacement, and one luck in each, so that the mean over the pool is the truth.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from experiments.measures.metrics import METRICS
from experiments.verdicts.coverage import LEAST
from experiments.verdicts.intervals import paired_bounds
from experiments.verdicts.regimes import REGIMES, Regime
from policies.records import Floats
from tests.redrawn.counting import CELLS

ANSWERS = 2_000  # drawn for each metric, change and regime
DIFFERING = 5  # pairs of an answer, on average: below, nearly every interval holds the truth, being wide

type Platform = Mapping[tuple[Regime, str], Floats]  # by regime and metric: (worlds, lucks)


def luck_file(before: Platform, changes: Mapping[str, Platform], workers: int) -> str:
    """Return `luck.toml`: of each headline and regime the mean over the changes, as a root of mean squares."""
    lucks = before[CELLS[0]].shape[1]
    head = [
        "# Luck in a pair of runs: the standard deviation of the difference between two platforms in one plausible",
        "# world, by headline and regime, in units of the metric.",
        f"# From production and {', '.join(changes)}, {lucks} lucks in each of {len(before[CELLS[0]])} worlds.",
        "# Written by `python -m tests.redrawn.run --write`.",
        "",
        f"workers = {workers:_}",
    ]
    names = dict.fromkeys(name for _, name in CELLS)
    for name in names:
        head += ["", f"[{name}]"]
        for regime in REGIMES:
            cell = regime, name
            within = [(after[cell] - before[cell]).var(1, ddof=1).mean() for after in changes.values()]
            head.append(f"{regime} = {math.sqrt(np.mean(within)):.3g}")
    return "\n".join(head) + "\n"


def coverage_file(before: Platform, changes: Mapping[str, Platform], answers: int = ANSWERS) -> str:
    """Return `coverage.toml`: metrics whose 95 % intervals hold the truth too rarely for one of these changes."""
    head = [
        "# Of a hundred intervals of 95 %, how many hold a known truth: the fewest over the changes of `make redrawn`,",
        f"# first day and adapted, where {DIFFERING} pairs or more differ. Below {LEAST:g} a metric has no verdict;",
        "# the others are left out.",
        "# Written by `python -m tests.redrawn.run --write`.",
        "",
    ]
    found = dict(fewest(before, changes, answers))
    return "\n".join(head + [f"{name} = {held:.1f}" for name, held in found.items() if held < LEAST]) + "\n"


def fewest(before: Platform, changes: Mapping[str, Platform], answers: int) -> Iterator[tuple[str, float]]:
    """Yield each metric, and of a hundred of its intervals how many hold the truth, the fewest over changes."""
    for metric in METRICS:
        shares = [
            share
            for after in changes.values()
            for regime in REGIMES
            if (share := _held(before[regime, metric.name], after[regime, metric.name], answers)) is not None
        ]
        if shares:
            yield metric.name, 100 * min(shares)


def _held(before: Floats, after: Floats, answers: int) -> float | None:
    """Return the share of intervals that hold the mean gap of (worlds, lucks); None where too few pairs differ.

    Pairs without a number on both sides are left out, as an answer leaves them out.
    """
    gaps, (worlds, lucks) = after - before, before.shape
    known = np.isfinite(gaps)
    if np.count_nonzero(gaps[known]) < DIFFERING * gaps.size / worlds or np.ptp(gaps[known]) == 0:
        return None
    rng, truth = np.random.default_rng(0), gaps[known].mean()
    rows, places = rng.integers(worlds, size=(answers, worlds)), rng.integers(lucks, size=(answers, worlds))
    first, second = before[rows, places], after[rows, places]
    if known.all():
        low, high = paired_bounds(first, second)
    else:
        both = np.isfinite(second - first)
        bounds = [paired_bounds(*(side[row, both[row]] for side in (first, second))) for row in range(answers)]
        low, high = np.array(bounds).T
    told = ~np.isnan(low + high)
    return float(np.mean(((low <= truth) & (truth <= high))[told])) if told.any() else None
