"""Result of the study of accounts: pairs of runs, and differences of sums and of ratios between them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.intervals import Interval, paired_interval
from experiments.verdicts.scales import of_difference
from policies.records import Floats

type Runs = Sequence[Mapping[str, float]]  # values by name, a run a seed


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of a run, or the ratio of two that are summed over runs: few accounts are sold in one run."""

    head: str  # of its column
    unit: str
    part: str  # name of a value
    whole: str | None = None  # name of the value that it is divided by
    total: bool = False  # a count or a sum, as large as the market is


@dataclass(frozen=True, slots=True)
class Effect:
    """A level before and after, and their paired difference with its 95 % interval; NaN where there is none."""

    before: float
    after: float
    change: Interval


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A proposal against the market as it is, in a regime, with the same seeds."""

    proposal: str
    sides: tuple[Side, Side]
    seeds: Seeds
    before: Runs
    after: Runs

    def effect(self, measure: Measure) -> Effect:
        """Return the effect on a measure. Only pairs count that have it on both sides."""
        before, after = per_run(measure, self.before), per_run(measure, self.after)
        both = np.isfinite(before) & np.isfinite(after)
        if not both.any():
            return Effect(_level(before), _level(after), Interval(math.nan, math.nan, math.nan))
        before, after = before[both], after[both]
        change = of_difference(measure.unit, paired_interval(before, after), float(before.mean()))
        if self._equal:
            change = Interval(0.0, 0.0, 0.0)
        return Effect(float(before.mean()), float(after.mean()), change)

    @property
    def _equal(self) -> bool:
        """Are all values of all runs equal on both sides?"""
        names = self.before[0].keys()
        first, second = (
            np.array([[run[name] for name in names] for run in runs]) for runs in (self.before, self.after)
        )
        return np.array_equal(first, second, equal_nan=True)


def per_run(measure: Measure, runs: Runs) -> Floats:
    """Return (runs,) values whose mean is the level of a measure. They are all NaN for a ratio to 0.

    A run has the part in Σ part ÷ Σ whole that it adds (the ratio is linear near its value): a run without a sale has
    no price of its own.
    """
    part = np.array([run[measure.part] for run in runs], np.float64)
    if measure.whole is None:
        return part
    whole = np.array([run[measure.whole] for run in runs], np.float64)
    if not whole.sum():
        return np.full(len(part), np.nan)
    ratio = part.sum() / whole.sum()
    return ratio + (part - ratio * whole) / whole.mean()


def _level(values: Floats) -> float:
    """Return the mean of the finite ones, NaN without any."""
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else math.nan
