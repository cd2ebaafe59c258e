"""The tables of how often a gate errs, for docs/results/gate-errors.md."""

from collections.abc import Iterator

from experiments.results.error_rates import ErrorRates, Rate

MOST_PASSED, LEAST_FAILED = 0.05, 0.9
MOST_MISSED = 0.025


def error_rates(found: ErrorRates) -> str:
    """Edits that do nothing, harms that are known, and how many pairs would settle it, as Markdown."""
    side, settled = found.base.scenario, found.settled
    return "\n".join(
        [
            f"Pools: `production`, {side.world.workers:,} workers, {side.world.clients:,} clients, {side.days} days, "
            f"{found.seeds} seeds, {found.base.worlds} worlds. Gates of {found.pairs} pairs, and of up to "
            f"{found.at_most} where few differ.",
            "",
            "| an edit that does nothing | gates | passed | largest difference of any metric in any pair |",
            "|---|---|---|---|",
            *(f"| {each.change} | {each.gates:,} | {each.passed:,} | {each.largest:g} |" for each in found.inert),
            "",
            f"{found.gates:,} gates of each row and harm. Bold: more than {MOST_PASSED:.0%} pass with a harm of "
            f"exactly the margin, fewer than {LEAST_FAILED:.0%} fail with three.",
            "",
            "| guardrail | margin | pairs of | half an interval | a margin of harm passes | three margins fail |",
            "|---|---|---|---|---|---|",
            *_rates(found),
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
    yield "| pairs struck | each is worse by | 1 margin | 1.05: median guardrail | 1.05: worst | unequal | all differ |"
    yield "|---|---|---|---|---|---|---|"
    for place, share in enumerate(found.rare[0].shares[:-1]):
        of = list(zip(*([rates[place] for rates in each.rates] for each in found.rare), strict=True))
        first, *rest = (f"{max(rates):.1%}" for rates in of)
        median = sorted(of[1])[len(of[1]) // 2]
        yield f"| {share:.0%} | {1.05 / share:.1f} margins | {first} | {median:.1%} | {' | '.join(rest)} |"
    yield ""
    yield (
        "Of each guardrail: how far two runs of one world lie apart, and the fewest pairs that a harm of 1.05 margins "
        "has to strike where struck pairs are worse by no more than that, on average. Errors are the most of all "
        f"shares from there on, that one included. Bold: more than {MOST_MISSED:.1%}."
    )
    yield ""
    yield "| guardrail | margin | two runs lie apart | in margins | strikes at least | errors | unequal | all differ |"
    yield "|---|---|---|---|---|---|---|---|"
    for each in found.rare:
        errors = " | ".join(_marked(most := each.errors(of), most > MOST_MISSED) for of in each.rates[1:])
        yield (
            f"| `{each.rail.metric.name}`, {each.rail.regime} | {_number(each.margin)} {each.rail.metric.unit} | "
            f"{_number(each.luck)} | {each.luck / each.margin:.1f} | {each.shares[-1]:.0%} | {errors} |"
        )


def _marked(share: float, bad: bool) -> str:
    return f"**{share:.1%}**" if bad else f"{share:.1%}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _rates(found: ErrorRates) -> Iterator[str]:
    for each in found.rates:
        rail = each.rail
        margin = f"{100 * rail.share:g} %" if rail.share is not None else f"{rail.amount:g} {rail.metric.unit}"
        yield (
            f"| `{rail.metric.name}`, {rail.regime} | {margin} | {each.change} | {each.arm:.2f} margins | "
            f"{_passed(each)} | {_failed(each)} |"
        )


def _passed(rate: Rate) -> str:
    text = f"{rate.passed:.1%}"
    return f"**{text}**" if rate.passed > MOST_PASSED else text


def _failed(rate: Rate) -> str:
    text = f"{rate.failed:.1%}"
    return f"**{text}**" if rate.failed < LEAST_FAILED else text
