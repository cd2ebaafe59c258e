"""Study of coverage: how often the intervals of a comparison contain a known effect.

Of a change many pairs of runs are carried out in a small world. Comparisons are drawn from them with replacement, so
that the mean over all of them is the true effect of these comparisons, and nothing is left to correct. A pair as large
and as long as `compare` has it by default is the mean of several. In plausible worlds each pair lives in another one,
and the truth is a mean over worlds and luck.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from experiments.measures.metrics import METRICS
from experiments.runs.batch import carry_out
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import ALL_METRICS, Work
from experiments.runs.worlds import FIXED, PLAUSIBLE, Worlds
from experiments.studies.changes import Change
from experiments.studies.coverage_result import Coverage, Covered, Pool
from experiments.studies.drawn import DRAWN, Drawn
from experiments.verdicts.intervals import paired_bounds
from policies.records import Floats

SEEDS = range(384)  # fixed: a table must not depend on who makes it
PAIRS = 32  # of a comparison
COMPARISONS = 2_000  # drawn from a pool, or by a rule
PARTS = 15  # small pairs in one of the default size of `compare`: a fifth of the market, one window of three
DEFINED = 100  # pairs of a pool in which a metric has a number on both sides, at least

SMALL = ("world.workers=4000", "world.clients=650", "days=40")  # a fifth of the market and one window of 30 days
BASE = Change("production", SMALL)


@dataclass(frozen=True, slots=True)
class Variant:
    """A change in words, and the scenario with it."""

    name: str
    side: Change


CHANGES = (
    Variant("no screening", Change("production", (*SMALL, "platform.screening.rule=off"))),
    Variant("calling launched", Change("calling_open", SMALL)),
    Variant("a case at the third report", Change("three_reports", SMALL)),
)


def coverage(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    seeds: Sequence[int] = SEEDS,
    work: Work[dict[str, float]] = ALL_METRICS,
    worlds: Sequence[Worlds] = (FIXED, PLAUSIBLE),
) -> Coverage:
    """Measure coverage in pools of every change, in the world of summer 2020 and in plausible ones.

    Raise Crashed; Unusable; BadInput if plausible worlds cannot be used.
    """
    with watch(len(seeds) * (1 + len(CHANGES)) * len(worlds), "coverage") as step:
        pools = [pool for where in worlds for pool in _pools(where, seeds, work, step, engine, keeping)]
    return Coverage(PAIRS, COMPARISONS, tuple(pools), tuple(covered_drawn(each) for each in DRAWN))


def _pools(
    worlds: Worlds,
    seeds: Sequence[int],
    work: Work[dict[str, float]],
    step: Callable[[], object],
    engine: Engine,
    keeping: Keeping,
) -> list[Pool]:
    """Return a pool for each change, all with one baseline; with small pairs, then with large ones."""
    sides = [change.side() for change in (BASE, *(variant.side for variant in CHANGES))]
    batch = carry_out(sides, seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=step)
    whole(batch, batch.failures)
    names = [metric.name for metric in METRICS]
    values = [np.array([[run[name] for name in names] for run in runs]).T for runs in batch.results]
    return [
        Pool(
            variant.name,
            parts,
            (batch.sides[0], batch.sides[place]),
            batch.seeds,
            tuple(
                result for row in zip(names, values[0], values[place], strict=True) if (result := covered(*row, parts))
            ),
        )
        for parts in (1, PARTS)
        for place, variant in enumerate(CHANGES, start=1)
    ]


def covered(name: str, baseline: ArrayLike, candidate: ArrayLike, parts: int = 1) -> Covered | None:
    """Return how often the intervals of comparisons contain the mean difference of their pool.

    baseline, candidate: (runs,) values, NaN where undefined. Pairs that are defined on both sides are drawn; the mean
    of `parts` of them is one pair of a comparison. None if they are few, or if all differ by the same amount.
    """
    before, after = (np.asarray(side, np.float64) for side in (baseline, candidate))
    both = np.isfinite(before) & np.isfinite(after)
    before, after = before[both], after[both]
    if len(before) < DEFINED or np.ptp(after - before) == 0:
        return None
    picks = np.random.default_rng(0).integers(len(before), size=(COMPARISONS, PAIRS, parts))
    return _counted(name, float((after - before).mean()), before[picks].mean(-1), after[picks].mean(-1))


def covered_drawn(drawn: Drawn) -> Covered:
    """Return how often the intervals of comparisons contain the effect that these pairs are drawn with."""
    return _counted(drawn.name, drawn.effect, *drawn.draw(np.random.default_rng(0), (COMPARISONS, PAIRS)))


def _counted(name: str, effect: float, before: Floats, after: Floats) -> Covered:
    """Return the coverage of (comparisons, pairs) on each side."""
    low, high = paired_bounds(before, after)
    below, above = float(np.mean(high < effect)), float(np.mean(low > effect))
    inside = float(np.mean((low <= effect) & (effect <= high)))
    return Covered(name, effect, np.count_nonzero(before != after) / len(before), inside, below, above)
