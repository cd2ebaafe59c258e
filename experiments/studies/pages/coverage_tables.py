"""Tables of coverage for docs/results/coverage.md: how often intervals contain a known effect."""

import math
from collections.abc import Iterable, Iterator, Sequence

from experiments.measures.metrics import BY_NAME
from experiments.printing.table import Table
from experiments.studies.coverage_result import Coverage, Covered, Pool
from experiments.verdicts.margins import headlines
from experiments.verdicts.regimes import word

LEAST, MOST = 0.93, 0.97  # accepted coverage of 95 % intervals
FEW = 5.0  # differing pairs of a comparison, below which counts are too discrete for such a share
SHOWN = (  # beside the headlines: direct deals and harms, most of them rare
    "victims_per_10k",
    "loss_yen_per_worker",
    "recruits_per_10k",
    "accounts_sold_per_10k",
    "false_suspension_rate",
    "direct_deal_share",
    "honest_clients_restricted",
    "honest_orders_lost_yen",
)


def coverage(result: Coverage) -> str:
    """Return the coverage of metrics in pools of runs, and of pairs drawn by a rule, as Markdown tables."""
    side = result.pools[0].sides[0].scenario
    note = (
        f"Of {result.comparisons:,} simulated comparisons of {result.pairs} pairs each, the per cent whose 95 % "
        "interval holds the true mean difference; in brackets how many of the pairs differ, on average. "
        f"Pools: `production`, {side.world.workers:,} workers, {side.world.clients:,} clients, {side.days} days, "
        f"{len(result.pools[0].seeds.ran)} seeds, {word(side.world.rings)}. Bold: not within "
        f"{LEAST:.0%} to {MOST:.0%}."
    )
    lines = [note]
    for parts in dict.fromkeys(pool.parts for pool in result.pools):
        lines += ["", _caption(parts), "", _pools([pool for pool in result.pools if pool.parts == parts]).markdown()]
    drawn = Table.of(("drawn", "differ", "hold it", "lie below", "lie above", "no interval"), map(_drawn, result.drawn))
    known = f"{result.comparisons:,} comparisons each that are drawn with a known effect:"
    return "\n".join([*lines, "", known, "", drawn.markdown()])


def _caption(parts: int) -> str:
    if parts == 1:
        return "As small and short as these runs are:"
    return f"As large and long as `compare` has it by default, each pair the mean of {parts} of them:"


def _pools(pools: Sequence[Pool]) -> Table:
    shown = [name for name in BY_NAME if name in (*headlines(), *SHOWN)]
    rows = [(f"`{name}`", *(_share_of(_metric(pool, name)) for pool in pools)) for name in shown]
    return Table(("metric", *map(_head, pools)), (*rows, *_summary(pools)))


def within(covered: Covered) -> bool:
    """Return whether the coverage is that of a 95 % interval, as the table rounds."""
    return LEAST <= round(covered.coverage, 3) <= MOST


def _head(pool: Pool) -> str:
    worlds = pool.sides[1].worlds
    return pool.change if worlds == "fixed" else f"{pool.change}, {worlds} worlds"


def _metric(pool: Pool, name: str) -> Covered | None:
    return next((each for each in pool.metrics if each.name == name), None)


def _share_of(covered: Covered | None) -> str:
    return f"{_share(covered)} ({covered.differing:.0f})" if covered and covered.differing >= 0.5 else "–"


def _share(covered: Covered) -> str:
    if math.isnan(covered.coverage):
        return "–"
    text = f"{100 * covered.coverage:.1f}"
    return text if within(covered) else f"**{text}**"


def _summary(pools: Sequence[Pool]) -> Iterator[tuple[str, ...]]:
    """Yield rows for metrics that often differ, then for the others: the number within, and those below and above."""
    often = [[each for each in pool.metrics if each.differing >= FEW] for pool in pools]
    seldom = [[each for each in pool.metrics if each.differing < FEW] for pool in pools]
    for words, columns in ((f"{FEW:g} pairs or more differ", often), (f"fewer than {FEW:g} differ", seldom)):
        outside = [[each for each in row if not within(each)] for row in columns]
        below = (_named(each for each in row if each.coverage < LEAST) for row in outside)
        above = (_named(each for each in row if each.coverage > MOST) for row in outside)
        shares = (f"{len(row) - len(misses)} of {len(row)}" for row, misses in zip(columns, outside, strict=True))
        yield f"{words}: within", *shares
        yield "below", *below
        yield "above", *above


def _named(metrics: Iterable[Covered]) -> str:
    ranked = sorted(metrics, key=lambda each: each.coverage)
    return "<br>".join(f"`{each.name}` {100 * each.coverage:.1f} ({each.differing:.1f})" for each in ranked) or "none"


def _drawn(covered: Covered) -> tuple[str, ...]:
    shares = (f"{100 * share:.1f}" for share in (covered.below, covered.above, covered.undefined))
    return covered.name, f"{covered.differing:.1f}", _share(covered), *shares
