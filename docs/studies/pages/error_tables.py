"""Tables of the error rates of a gate for docs/results/trust.md."""

import math
from collections.abc import Iterator

from docs.studies.error_rates_result import ErrorRates, Rare
from docs.studies.parts import Part
from experiments.printing.table import Table

MOST_PASSED, LEAST_FAILED = 0.025, 0.9
RATES = ("guardrail", "margin", "pairs of", "half an interval", "1.05 margins of harm pass", "three margins fail")
BY_SHARE = (
    *("pairs struck", "each is worse by", "1 margin", "1.05: median guardrail", "1.05: worst", "unequal", "all differ"),
)
BY_GUARDRAIL = (
    *("guardrail", "margin", "two runs lie apart", "in margins", "strikes at least", "errors", "unequal", "all differ"),
)


def error_rates(result: ErrorRates) -> Part:
    """Return edits that do nothing, known harms, and the number of pairs that settles a gate."""
    side, settled = result.base.scenario, result.settled
    inert = ((each.change, f"{each.gates:,}", f"{each.passed:,}", f"{each.largest:g}") for each in result.inert)
    return (
        f"Pools: `production`, {side.world.workers:,} workers, {side.world.clients:,} clients, {side.days} days, "
        f"{result.seeds} seeds, {result.base.worlds} worlds. Gates of {result.pairs} pairs.",
        Table.of(
            ("an edit that does nothing", "gates", "passed", "largest difference of any metric in any pair"), inert
        ),
        f"{result.gates:,} gates of each row and harm. With an asterisk: more than {MOST_PASSED:.1%} pass with a harm "
        f"of 1.05 margins, fewer than {LEAST_FAILED:.0%} fail with three.",
        Table.of(RATES, _rates(result)),
        f"Of {settled.gates:,} gates that could not tell, with harms from −½ to 2 margins, {settled.never:,} were "
        "told that no realistic number of pairs would settle them, or needed more than that. The others were told "
        f"{settled.median:.2f} times the pairs that they needed, as the median; half of them between "
        f"{settled.low:.2f} and {settled.high:.2f} times.",
        *_rare(result),
    )


def _rare(rates: ErrorRates) -> Part:
    """Return harms that strike few pairs: by the share of pairs, then by guardrail."""
    return (
        f"Rare cascades, {rates.gates:,} gates of each row, guardrail and kind. A pass is an error. The pairs that are "
        "not struck are equal, or a third of them differ by a person; *all differ*: each by a person. *Unequal*: pairs "
        "are struck as unequally as an exponential. Rates are of the worst guardrail, but for the median.",
        Table.of(BY_SHARE, _by_share(rates)),
        "Of each guardrail: how far two runs of one world lie apart, and the fewest pairs that a harm of 1.05 margins "
        "has to strike where struck pairs are worse by no more than that, on average. Errors are the most of all "
        f"shares from there on, that one included. With an asterisk: more than {MOST_PASSED:.1%}.",
        Table.of(BY_GUARDRAIL, map(_by_guardrail, rates.rare)),
    )


def _by_share(result: ErrorRates) -> Iterator[tuple[str, ...]]:
    for place, share in enumerate(result.rare[0].shares[:-1]):
        by_kind = list(zip(*([rates[place] for rates in each.rates] for each in result.rare), strict=True))
        first, *rest = (f"{max(rates):.1%}" for rates in by_kind)
        median = sorted(by_kind[1])[len(by_kind[1]) // 2]
        yield f"{share:.0%}", f"{1.05 / share:.1f} margins", first, f"{median:.1%}", *rest


def _by_guardrail(rare: Rare) -> tuple[str, ...]:
    return (
        f"`{rare.rail.metric.name}`, {rare.rail.regime}",
        f"{_number(rare.margin)} {rare.rail.metric.unit}",
        _number(rare.luck),
        f"{rare.luck / rare.margin:.1f}",
        f"{rare.shares[-1]:.0%}",
        *(_marked(most := rare.errors(rates), most > MOST_PASSED) for rates in rare.rates[1:]),
    )


def _marked(share: float, bad: bool) -> str:
    return f"**{share:.1%}**" if bad else f"{share:.1%}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _rates(result: ErrorRates) -> Iterator[tuple[str, ...]]:
    for each in result.rates:
        rail = each.rail
        yield (
            f"`{rail.metric.name}`, {rail.regime}",
            rail.allows,
            each.change,
            "–" if math.isnan(each.arm) else f"{each.arm:.2f} margins",
            _marked(each.passed, each.passed > MOST_PASSED),
            _marked(each.failed, each.failed < LEAST_FAILED),
        )
