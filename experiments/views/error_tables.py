"""The tables of how often a gate errs, for docs/gate.md."""

from collections.abc import Iterator

from experiments.results.error_rates import ErrorRates, Rate

MOST_PASSED, LEAST_FAILED = 0.05, 0.9


def error_rates(found: ErrorRates) -> str:
    """Edits that do nothing, harms that are known, and how many pairs would settle it, as Markdown."""
    side, settled = found.base.scenario, found.settled
    return "\n".join(
        [
            f"Pools: `production`, {side.world.workers:,} workers, {side.world.clients:,} clients, {side.days} days, "
            f"{found.seeds} seeds, {found.base.worlds} worlds. Gates of {found.pairs} pairs.",
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
        ]
    )


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
