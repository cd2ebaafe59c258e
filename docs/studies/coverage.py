"""Study of coverage: how often answers and intervals hold a known truth.

Platforms live in every plausible world with several lucks, in the market that `compare` has by default. Answers are
drawn from these runs (see `studies/redrawn.py`), so that the mean over all runs is the true effect, and nothing is left
to correct. Further intervals are of pairs that are drawn by a rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from docs.studies.changes import Change, carry_out_all
from docs.studies.coverage_result import Coverage, Covered, Pool
from docs.studies.drawn import DRAWN, Drawn
from docs.studies.redrawn import CELLS, NOTHING, counted_in
from experiments.measures.metrics import METRICS
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import ALL_METRICS, Work
from experiments.runs.worlds import PLAUSIBLE, Worlds
from experiments.verdicts.intervals import apart, paired_bounds
from experiments.verdicts.looks import ERRORS, LUCKS
from experiments.verdicts.luck import Luck
from experiments.verdicts.regimes import REGIMES, Regime
from policies.records import Floats

SEEDS = range(192)  # fixed: a table must not depend on who makes it; six lucks in each of 32 worlds
BASE, CHANGES = "production", ("calling_open", "strict_screening", "no_warnings")
ANSWERS = 1_000
DEFINED = 1 / 4  # of the pairs have a number of a metric on both sides, at least


@dataclass(frozen=True, slots=True)
class Amounts:
    """Numbers of what is drawn."""

    answers: int = ANSWERS  # for each change and look
    intervals: int = 2_000  # for each metric, change and regime, and by each rule
    pairs: int = 32  # of a comparison by a rule


def coverage(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    seeds: Sequence[int] = SEEDS,
    work: Work[dict[str, float]] = ALL_METRICS,
    worlds: Worlds = PLAUSIBLE,
    amounts: Amounts = Amounts(),
) -> Coverage:
    """Measure coverage in a pool of runs. Raise Crashed; Unusable; BadInput if plausible worlds cannot be used."""
    names = (BASE, *CHANGES)
    sides = [Change(name, (f"world.rings={rings}",)).side() for name in names for rings in REGIMES]
    batch = carry_out_all(
        sides, seeds, work, what="coverage", worlds=worlds, keeping=keeping, engine=engine, watch=watch
    )
    homes = worlds.homes(sides[0].scenario, batch.seeds.ran) or ()
    runs = iter(batch.results)
    platforms = {name: {rings: _by_world(next(runs), homes) for rings in REGIMES} for name in names}
    before = platforms.pop(BASE)
    shown = {name: _cells(platform) for name, platform in platforms.items()}
    shown[NOTHING] = base = _cells(before)
    lucks, luck = base.shape[-1], _luck(base, [shown[name] for name in platforms])
    apart_by_luck = np.array([each.runs for each in luck.values()])
    return Coverage(
        sides[0],
        base.shape[1:],
        amounts.intervals,
        tuple(
            counted_in(name, look, base, after, apart_by_luck, amounts.answers)
            for name, after in shown.items()
            for look in ERRORS
            if lucks >= LUCKS * look
        ),
        tuple(
            _pool(name, rings, before[rings], after[rings], amounts.intervals)
            for name, after in platforms.items()
            for rings in REGIMES
        ),
        luck,
        tuple(covered_drawn(each, amounts) for each in DRAWN),
    )


def _by_world(runs: Sequence[dict[str, float]], homes: Sequence[int]) -> dict[str, Floats]:
    """Return for each metric (worlds, lucks) values, as many lucks as every world has."""
    places: dict[int, list[int]] = {}
    for place, home in enumerate(homes):
        places.setdefault(home, []).append(place)
    lucks = min(map(len, places.values()))
    table = [places[home][:lucks] for home in sorted(places)]
    return {metric.name: np.array([run[metric.name] for run in runs])[table] for metric in METRICS}


def _cells(platform: dict[Regime, dict[str, Floats]]) -> Floats:
    """Return (cells, worlds, lucks) of the headlines."""
    return np.array([platform[rings][name] for rings, name in CELLS])


def _luck(before: Floats, others: Sequence[Floats]) -> dict[tuple[Regime, str], Luck]:
    """Return luck by cell: that of a pair as the root of its mean variance over worlds and changes."""
    pair = np.sqrt(np.mean([(after - before).var(-1, ddof=1).mean(-1) for after in others], axis=0))
    runs = apart(before, np.roll(before, 1, axis=-1)).mean(-1)
    return {cell: Luck(*both) for cell, *both in zip(CELLS, pair.tolist(), runs.tolist(), strict=True)}


def _pool(change: str, regime: Regime, before: dict[str, Floats], after: dict[str, Floats], intervals: int) -> Pool:
    metrics = (covered(name, before[name], after[name], intervals) for name in before)
    return Pool(change, regime, tuple(each for each in metrics if each))


def covered(name: str, before: Floats, after: Floats, intervals: int) -> Covered | None:
    """Return how often intervals hold the mean difference of (worlds, lucks), NaN where undefined.

    Each draws worlds with replacement and one luck in each. Pairs without a number on both sides are left out, as an
    answer leaves them out. None if few have one, or if all differ by the same amount.
    """
    gaps, (worlds, lucks) = after - before, before.shape
    known = gaps[np.isfinite(gaps)]
    if len(known) < DEFINED * gaps.size or np.ptp(known) == 0:
        return None
    rng = np.random.default_rng(0)
    places = rng.integers(worlds, size=(intervals, worlds)), rng.integers(lucks, size=(intervals, worlds))
    return _counted(name, known.mean(), before[places], after[places])


def covered_drawn(drawn: Drawn, amounts: Amounts = Amounts()) -> Covered:
    """Return how often the intervals of comparisons contain the effect that these pairs are drawn with."""
    shape = amounts.intervals, amounts.pairs
    return _counted(drawn.name, drawn.effect, *drawn.draw(np.random.default_rng(0), shape))


def _counted(name: str, effect: float, before: Floats, after: Floats) -> Covered:
    """Return the coverage of (comparisons, pairs) on each side, NaN where undefined."""
    both = np.isfinite(after - before)
    if both.all():
        low, high = paired_bounds(before, after)
    else:
        rows = zip(before, after, both, strict=True)
        low, high = np.array([paired_bounds(first[known], second[known]) for first, second, known in rows]).T
    below, above = float(np.mean(high < effect)), float(np.mean(low > effect))
    inside = float(np.mean((low <= effect) & (effect <= high)))
    return Covered(name, np.count_nonzero((before != after) & both) / len(before), inside, below, above)
