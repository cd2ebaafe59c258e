"""Study of coverage: how often answers and intervals hold a known truth.

Platforms live in every plausible world with several lucks, in the market that `compare` has by default. Answers are
drawn from these runs (see `redrawn.py`), so that the mean over all runs is the true effect, and nothing is left to
correct. Further intervals are of pairs that are drawn by a rule (`drawn.py`).
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

import policylab as pl
from docs.studies.cells import table
from docs.studies.drawn import DRAWN, Drawn
from docs.studies.lab import Lab
from docs.studies.page import ALL, Part, Study
from docs.studies.redrawn import CELLS, HARM, NOTHING, Counted, counted_in
from experiments.measures.metrics import BY_NAME
from experiments.verdicts.coverage import LEAST as TOO_FEW
from experiments.verdicts.intervals import apart, paired_bounds
from experiments.verdicts.looks import ERRORS, LUCKS
from experiments.verdicts.luck import Luck
from experiments.verdicts.margins import WIDER, beside, headlines
from experiments.verdicts.regimes import REGIMES, Regime, word
from policies.records import Floats

SEEDS = 192  # six lucks in each of 32 worlds
BASE, CHANGES = "production", ("calling_open", "strict_screening", "no_warnings")
ANSWERS = 1_000  # for each change and look
INTERVALS = 2_000  # for each metric, change and regime, and by each rule
PAIRS = 32  # of a comparison by a rule
DEFINED = 1 / 4  # of the pairs have a number of a metric on both sides, at least
OFTEN = 5.0  # pairs of a comparison that differ, on average: with fewer, counts are too discrete for such a share
LEAST, MOST = 0.93, 0.97  # accepted coverage of 95 % intervals
SHOWN = (  # a rare harm, and what honest people lose, beside the first screen's
    "recruits_per_10k",
    "contract_yen",
    "honest_orders_lost_yen",
    *headlines({"communication"}),
    *beside(),
)

type Values = Mapping[Regime, Mapping[str, Floats]]  # by metric, (worlds, lucks)


@dataclass(frozen=True, slots=True)
class Covered:
    """Intervals of many drawn comparisons with a known effect, in shares of them."""

    name: str  # of the metric, or of the rule of drawing
    differing: float  # pairs of one comparison that are not ties, on average
    inside: float  # the interval contains the effect
    below: float  # the whole interval lies below
    above: float  # the whole interval lies above

    @property
    def undefined(self) -> float:
        """Comparisons without an interval: no event was observed."""
        return max(1 - self.inside - self.below - self.above, 0.0)

    @property
    def coverage(self) -> float:
        """Share of the intervals that contain the effect; NaN if there is none."""
        defined = self.inside + self.below + self.above
        return self.inside / defined if defined else math.nan

    @property
    def within(self) -> bool:
        """Is the coverage that of a 95 % interval, as the table rounds?"""
        return LEAST <= round(self.coverage, 3) <= MOST


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Coverage of drawn answers, of intervals of every metric, and of pairs drawn by a rule with a known effect."""

    baseline: pl.Scenario
    size: tuple[int, ...]  # worlds, lucks in each
    answers: tuple[Counted, ...]
    pools: Mapping[tuple[str, Regime], Mapping[str, Covered]]  # by change, regime and metric
    luck: Mapping[tuple[Regime, str], Luck]  # by headline
    drawn: tuple[Covered, ...]
    intervals: int = INTERVALS  # drawn for each metric, change and regime

    @property
    def together(self) -> Mapping[str, float]:
        """By metric, how many of a hundred intervals hold the truth, over changes and regimes that move it often."""
        often: dict[str, list[float]] = {}
        for pool in self.pools.values():
            for name, covered in pool.items():
                often.setdefault(name, []).extend([covered.coverage] if covered.differing >= OFTEN else [])
        return {name: 100 * float(np.mean(shares)) for name, shares in often.items() if shares}


def measured(lab: Lab, answers: int = ANSWERS, intervals: int = INTERVALS) -> Coverage:
    """Measure coverage in a pool of runs. The known effect is the mean over all of them."""
    baseline, seeds = lab.load(BASE), lab.seeds(SEEDS)
    platforms = {}
    for name in CHANGES:
        pairs = lab.ask(pl.compare, baseline, lab.load(name), seeds=seeds).pairs()
        before, platforms[name] = (values(pairs, side) for side in ("baseline", "candidate"))
    shown = {name: _cells(platform) for name, platform in platforms.items()}
    shown[NOTHING] = base = _cells(before)
    lucks, luck = base.shape[-1], _luck(base, [shown[name] for name in CHANGES])
    apart_by_luck = np.array([each.runs for each in luck.values()])
    return Coverage(
        baseline,
        base.shape[1:],
        tuple(
            counted_in(name, look, base, after, apart_by_luck, answers)
            for name, after in shown.items()
            for look in ERRORS
            if lucks >= LUCKS * look
        ),
        {
            (name, rings): _pool(before[rings], platform[rings], intervals)
            for name, platform in platforms.items()
            for rings in REGIMES
        },
        luck,
        tuple(covered_drawn(each, intervals) for each in DRAWN),
        intervals,
    )


def values(pairs: pd.DataFrame, side: str) -> Values:
    """Return the values of a side, as many lucks as every world has. pairs: `Compared.pairs()`."""
    lucks = pairs.groupby(["regime", "metric", "world"])["seed"].cumcount()
    pairs = pairs.assign(luck=lucks)[lucks < lucks.groupby(pairs["world"]).max().min() + 1]
    wide = pairs.pivot(index=["regime", "metric", "world"], columns="luck", values=side)
    names = pairs["metric"].unique()
    return {rings: {name: wide.loc[rings, name].to_numpy() for name in names} for rings in REGIMES}


def _cells(platform: Values) -> Floats:
    """Return (cells, worlds, lucks) of the headlines."""
    return np.array([platform[rings][name] for rings, name in CELLS])


def _luck(before: Floats, others: Sequence[Floats]) -> dict[tuple[Regime, str], Luck]:
    """Return luck by cell: that of a pair as the root of its mean variance over worlds and changes."""
    pair = np.sqrt(np.mean([(after - before).var(-1, ddof=1).mean(-1) for after in others], axis=0))
    runs = apart(before, np.roll(before, 1, axis=-1)).mean(-1)
    return {cell: Luck(*both) for cell, *both in zip(CELLS, pair.tolist(), runs.tolist(), strict=True)}


def _pool(before: Mapping[str, Floats], after: Mapping[str, Floats], intervals: int) -> dict[str, Covered]:
    metrics = (covered(name, before[name], after[name], intervals) for name in before)
    return {each.name: each for each in metrics if each}


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


def covered_drawn(drawn: Drawn, intervals: int = INTERVALS) -> Covered:
    """Return how often the intervals of comparisons contain the effect that these pairs are drawn with."""
    return _counted(drawn.name, drawn.effect, *drawn.draw(np.random.default_rng(0), (intervals, PAIRS)))


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


def part(found: Coverage) -> Part:
    """Return what answers promise, the coverage of metrics, and that of pairs drawn by a rule, as tables."""
    side, (worlds, lucks) = found.baseline.loaded, found.size
    names = [name for name in BY_NAME if name in SHOWN]
    rows = [(f"`{name}`", *(_share_of(pool.get(name)) for pool in found.pools.values())) for name in names]
    few = sorted((held, name) for name, held in found.together.items() if held < TOO_FEW)
    return (
        f"A pool of `{BASE}` and what stands in the tables: {side.world.workers:,} "
        f"workers, {side.world.clients:,} clients, {side.days} days, {worlds} worlds with {lucks} lucks each.",
        f"Of {len(found.answers[0].words):,} answers drawn for each change and look, in per cent. *Passes*: a harm of "
        f"{HARM:g} margins, put into the answers, reads as not worse, in the headline and regime where it does so most "
        "often. With an asterisk: a promise that is not held.",
        table(("change, look", *found.answers[0].promises), map(_answer, found.answers)),
        "The words for each headline, and how often two answers use the same:",
        table(("change, look", "headline", "words", "the same"), _words(found.answers)),
        f"Of {found.intervals:,} intervals of 95 % each, one metric at a time, the per cent that hold the true mean "
        "difference; in brackets how many of the pairs differ, on average. "
        f"With an asterisk: not within {LEAST:.0%} to {MOST:.0%}.",
        table(
            ("metric", *(f"{change}, {word(rings)}" for change, rings in found.pools)),
            (*rows, *_summary([[*pool.values()] for pool in found.pools.values()])),
        ),
        f"Judged by arms {WIDER:g} times as long, for fewer than {TOO_FEW:g} of 100 hold the truth over all of these "
        "changes and regimes: "
        f"{', '.join(f'`{name}` {held:.1f}' for held, name in few) or 'none'}.",
        f"{found.intervals:,} comparisons each that are drawn with a known effect:",
        table(("drawn", "differ", "hold it", "lie below", "lie above", "no interval"), map(_drawn, found.drawn)),
    )


def _answer(counted: Counted) -> tuple[str, ...]:
    shares = (
        f"{100 * counted.held:.1f}",
        " ".join(f"{100 * share:.0f}" for share in counted.below.mean(1)),
        f"{100 * counted.telling:.1f}",
        f"{100 * counted.contrary:.1f}",
        f"{100 * counted.passes.max():.1f} ({_cell(int(counted.passes.argmax()))})",
    )
    both = zip(shares, counted.promises.values(), strict=True)
    return f"{counted.change}, {counted.look}", *(share if held else f"**{share}**" for share, held in both)


def _words(answers: Iterable[Counted]) -> Iterator[tuple[str, ...]]:
    for counted in answers:
        for cell in range(len(CELLS)):
            shares = ((word, f"{100 * share:.0f}") for word, share in counted.shares(cell).items())
            words = ", ".join(f"{word} {share}" for word, share in shares if share != "0")
            yield f"{counted.change}, {counted.look}", _cell(cell), words, f"{100 * counted.agreeing[cell]:.0f}"


def _cell(cell: int) -> str:
    rings, name = CELLS[cell]
    return f"`{name}`, {word(rings)}"


def _share_of(covered: Covered | None) -> str:
    return f"{_share(covered)} ({covered.differing:.0f})" if covered and covered.differing >= 0.5 else "–"


def _share(covered: Covered) -> str:
    if math.isnan(covered.coverage):
        return "–"
    text = f"{100 * covered.coverage:.1f}"
    return text if covered.within else f"**{text}**"


def _summary(pools: Sequence[Sequence[Covered]]) -> Iterator[tuple[str, ...]]:
    """Yield rows for metrics that often differ, then for the others: the number within, and those below and above."""
    often = [[each for each in pool if each.differing >= OFTEN] for pool in pools]
    seldom = [[each for each in pool if each.differing < OFTEN] for pool in pools]
    for words, columns in ((f"{OFTEN:g} pairs or more differ", often), (f"fewer than {OFTEN:g} differ", seldom)):
        shares = (f"{sum(each.within for each in row)} of {len(row)}" for row in columns)
        yield f"{words}: within", *shares
        yield "below", *(_named(each for each in row if not each.within and each.coverage < LEAST) for row in columns)
        yield "above", *(_named(each for each in row if not each.within and each.coverage > MOST) for row in columns)


def _named(metrics: Iterable[Covered]) -> str:
    ranked = sorted(metrics, key=lambda each: each.coverage)
    return "<br>".join(f"`{each.name}` {100 * each.coverage:.1f} ({each.differing:.1f})" for each in ranked) or "none"


def _drawn(covered: Covered) -> tuple[str, ...]:
    shares = (f"{100 * share:.1f}" for share in (covered.below, covered.above, covered.undefined))
    return covered.name, f"{covered.differing:.1f}", _share(covered), *shares


def coverage(lab: Lab) -> Part:
    """Measure coverage, as tables."""
    return part(measured(lab))


STUDY = Study(coverage, "results/trust.md", ALL)
