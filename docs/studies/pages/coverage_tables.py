"""Tables of coverage for docs/results/trust.md: how often answers and intervals hold a known truth."""

import math
from collections.abc import Iterable, Iterator, Sequence

from docs.studies.coverage_result import OFTEN, Coverage, Covered, Pool
from docs.studies.parts import Part
from docs.studies.redrawn import CELLS, HARM, Counted
from experiments.measures.metrics import BY_NAME
from experiments.printing.table import Table
from experiments.verdicts.coverage import LEAST as TOO_FEW
from experiments.verdicts.margins import headlines
from experiments.verdicts.regimes import word

LEAST, MOST = 0.93, 0.97  # accepted coverage of 95 % intervals
SHOWN = (  # beside the headlines: harms, most of them rare, and what honest people lose
    "victims_per_10k",
    "loss_yen_per_worker",
    "recruits_per_10k",
    "coerced_deal_share",
    "contract_yen",
    "fee_yen",
    "honest_clients_lost",
    "honest_clients_restricted",
    "honest_orders_lost_yen",
)


def coverage(result: Coverage) -> Part:
    """Return what answers promise, the coverage of metrics, and that of pairs drawn by a rule, as tables."""
    side, (worlds, lucks) = result.baseline.scenario, result.size
    shown = [name for name in BY_NAME if name in (*headlines({"communication"}), *SHOWN)]
    rows = [(f"`{name}`", *(_share_of(_metric(pool, name)) for pool in result.pools)) for name in shown]
    heads = (f"{pool.change}, {word(pool.regime)}" for pool in result.pools)
    return (
        f"A pool of `{result.baseline.name.split(' + ')[0]}` and what stands in the tables: {side.world.workers:,} "
        f"workers, {side.world.clients:,} clients, {side.days} days, {worlds} worlds with {lucks} lucks each.",
        f"Of {len(result.answers[0].words):,} answers drawn for each change and look, in per cent. *Passes*: a harm of "
        f"{HARM:g} margins, put into the answers, reads as none that matters, in the headline and regime where it does "
        "so most often. With an asterisk: a promise that is not held.",
        Table.of(("change, look", *result.answers[0].promises), map(_answer, result.answers)),
        "The words for each headline, and how often two answers use the same:",
        Table.of(("change, look", "headline", "words", "the same"), _words(result.answers)),
        f"Of {result.intervals:,} intervals of 95 % each, one metric at a time, the per cent that hold the true mean "
        "difference; in brackets how many of the pairs differ, on average. "
        f"With an asterisk: not within {LEAST:.0%} to {MOST:.0%}.",
        Table(("metric", *heads), (*rows, *_summary(result.pools))),
        f"Without a verdict, for fewer than {TOO_FEW:g} of 100 hold the truth over all of these changes and regimes: "
        f"{_doubtful(result)}.",
        f"{result.intervals:,} comparisons each that are drawn with a known effect:",
        Table.of(("drawn", "differ", "hold it", "lie below", "lie above", "no interval"), map(_drawn, result.drawn)),
    )


_DRAWN = "drawn", "differ", "hold it", "lie below", "lie above", "no interval"


def _answer(counted: Counted) -> tuple[str, ...]:
    shares = (
        f"{100 * counted.held:.1f}",
        " ".join(f"{100 * share:.0f}" for share in counted.below.mean(1)),
        f"{100 * counted.telling:.1f}",
        f"{100 * counted.contrary:.1f}",
        f"{100 * counted.passes.max():.1f} ({_cell(int(counted.passes.argmax()))})",
    )
    both = zip(shares, counted.promises.values(), strict=True)
    marked = (share if held else f"**{share}**" for share, held in both)
    return f"{counted.change}, {counted.look}", *marked


def _words(answers: Iterable[Counted]) -> Iterator[tuple[str, ...]]:
    for counted in answers:
        for cell in range(len(CELLS)):
            shares = ((word, f"{100 * share:.0f}") for word, share in counted.shares(cell).items())
            words = ", ".join(f"{word} {share}" for word, share in shares if share != "0")
            yield f"{counted.change}, {counted.look}", _cell(cell), words, f"{100 * counted.agreeing[cell]:.0f}"


def _cell(cell: int) -> str:
    rings, name = CELLS[cell]
    return f"`{name}`, {word(rings)}"


def _metric(pool: Pool, name: str) -> Covered | None:
    return next((each for each in pool.metrics if each.name == name), None)


def _share_of(covered: Covered | None) -> str:
    return f"{_share(covered)} ({covered.differing:.0f})" if covered and covered.differing >= 0.5 else "–"


def _share(covered: Covered) -> str:
    if math.isnan(covered.coverage):
        return "–"
    text = f"{100 * covered.coverage:.1f}"
    return text if within(covered) else f"**{text}**"


def within(covered: Covered) -> bool:
    """Return whether the coverage is that of a 95 % interval, as the table rounds."""
    return LEAST <= round(covered.coverage, 3) <= MOST


def _summary(pools: Sequence[Pool]) -> Iterator[tuple[str, ...]]:
    """Yield rows for metrics that often differ, then for the others: the number within, and those below and above."""
    often = [[each for each in pool.metrics if each.differing >= OFTEN] for pool in pools]
    seldom = [[each for each in pool.metrics if each.differing < OFTEN] for pool in pools]
    for words, columns in ((f"{OFTEN:g} pairs or more differ", often), (f"fewer than {OFTEN:g} differ", seldom)):
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


def _doubtful(result: Coverage) -> str:
    few = sorted((held, name) for name, held in result.together.items() if held < TOO_FEW)
    return ", ".join(f"`{name}` {held:.1f}" for held, name in few) or "none"


def _drawn(covered: Covered) -> tuple[str, ...]:
    shares = (f"{100 * share:.1f}" for share in (covered.below, covered.above, covered.undefined))
    return covered.name, f"{covered.differing:.1f}", _share(covered), *shares
