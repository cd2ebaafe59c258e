"""The tables of how often a gate errs, for docs/results/gate-errors.md."""

from collections.abc import Iterator

from experiments.printing.table import Table
from experiments.studies.error_rates_result import ErrorRates, Rare

MOST_PASSED, LEAST_FAILED = 0.05, 0.9
MOST_MISSED = 0.025
RATES = ("guardrail", "margin", "pairs of", "half an interval", "a margin of harm passes", "three margins fail")
BY_SHARE = (
    *("pairs struck", "each is worse by", "1 margin", "1.05: median guardrail", "1.05: worst", "unequal", "all differ"),
)
BY_GUARDRAIL = (
    *("guardrail", "margin", "two runs lie apart", "in margins", "strikes at least", "errors", "unequal", "all differ"),
)


def error_rates(found: ErrorRates) -> str:
    """Edits that do nothing, harms that are known, and how many pairs would settle it, as Markdown."""
    side, settled = found.base.scenario, found.settled
    return "\n".join(
        [
            f"Pools: `production`, {side.world.workers:,} workers, {side.world.clients:,} clients, {side.days} days, "
            f"{found.seeds} seeds, {found.base.worlds} worlds. Gates of {found.pairs} pairs, and of up to "
            f"{found.at_most} where few differ.",
            "",
            Table.of(
                ("an edit that does nothing", "gates", "passed", "largest difference of any metric in any pair"),
                ((each.change, f"{each.gates:,}", f"{each.passed:,}", f"{each.largest:g}") for each in found.inert),
            ).markdown(),
            "",
            f"{found.gates:,} gates of each row and harm. Bold: more than {MOST_PASSED:.0%} pass with a harm of "
            f"exactly the margin, fewer than {LEAST_FAILED:.0%} fail with three.",
            "",
            Table.of(RATES, _rates(found)).markdown(),
            "",
            f"Of {settled.gates:,} gates that could not tell, with harms from −½ to 2 margins, {settled.never:,} were "
            "told that no realistic number of pairs would settle them, or needed more than that. The others were told "
            f"{settled.median:.2f} times the pairs that they needed, as the median; half of them between "
            f"{settled.low:.2f} and {settled.high:.2f} times.",
            "",
            *_rare(found),
        ]
    )


def _rare(found: ErrorRates) -> Iterator[str]:
    """Harms that strike few pairs: by how many they strike, then by guardrail, with what a pass rests on."""
    yield (
        f"Rare cascades, {found.gates:,} gates of each row, guardrail and kind. A pass is an error. The pairs that are "
        "not struck are equal, or a third of them differ by a person; *all differ*: each by a person. *Unequal*: pairs "
        "are struck as unequally as an exponential. Rates are of the worst guardrail, but for the median."
    )
    yield ""
    yield Table.of(BY_SHARE, _by_share(found)).markdown()
    yield ""
    yield (
        "Of each guardrail: how far two runs of one world lie apart, and the fewest pairs that a harm of 1.05 margins "
        "has to strike where struck pairs are worse by no more than that, on average. Errors are the most of all "
        f"shares from there on, that one included. Bold: more than {MOST_MISSED:.1%}."
    )
    yield ""
    yield Table.of(BY_GUARDRAIL, map(_by_guardrail, found.rare)).markdown()


def _by_share(found: ErrorRates) -> Iterator[tuple[str, ...]]:
    for place, share in enumerate(found.rare[0].shares[:-1]):
        of = list(zip(*([rates[place] for rates in each.rates] for each in found.rare), strict=True))
        first, *rest = (f"{max(rates):.1%}" for rates in of)
        median = sorted(of[1])[len(of[1]) // 2]
        yield f"{share:.0%}", f"{1.05 / share:.1f} margins", first, f"{median:.1%}", *rest


def _by_guardrail(of: Rare) -> tuple[str, ...]:
    return (
        f"`{of.rail.metric.name}`, {of.rail.regime}",
        f"{_number(of.margin)} {of.rail.metric.unit}",
        _number(of.luck),
        f"{of.luck / of.margin:.1f}",
        f"{of.shares[-1]:.0%}",
        *(_marked(most := of.errors(rates), most > MOST_MISSED) for rates in of.rates[1:]),
    )


def _marked(share: float, bad: bool) -> str:
    return f"**{share:.1%}**" if bad else f"{share:.1%}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _rates(found: ErrorRates) -> Iterator[tuple[str, ...]]:
    for each in found.rates:
        rail = each.rail
        margin = f"{100 * rail.share:g} %" if rail.share is not None else f"{rail.amount:g} {rail.metric.unit}"
        yield (
            f"`{rail.metric.name}`, {rail.regime}",
            margin,
            each.change,
            f"{each.arm:.2f} margins",
            _marked(each.passed, each.passed > MOST_PASSED),
            _marked(each.failed, each.failed < LEAST_FAILED),
        )
