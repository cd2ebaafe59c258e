"""What is said beside the numbers of a comparison, and where the platform's own eyes would mislead it."""

from dataclasses import dataclass

from experiments.measures.channels import Channels
from experiments.measures.metrics import OBSERVED, TRUE
from experiments.results.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.views.numbers import both, counted, shown
from policies.records import Channel

CALLS = "Where calls are closed, a lure planned for a call goes out as a message."
SHORT = 30  # days


def brevity(days: int) -> str | None:
    """A warning that runs are short, None where they are not."""
    if days >= SHORT:
        return None
    return f"runs of {counted(days, 'day')} are short: much comes later, and figures a month need {SHORT} days or more."


def posting_share(planned: Channels) -> str:
    """How the share of lures that are planned in posting text moves from the first block of days to the last."""
    first, last = planned.shares[[0, -1], Channel.POSTING]
    return (
        f"{shown(100 * first, 1)} % of planned lures in posting text on days {planned.days(0)}, "
        f"{shown(100 * last, 1)} % on days {planned.days(len(planned.counts) - 1)}"
    )


@dataclass(frozen=True, slots=True)
class Blindness:
    """The platform would see less of fraud while the truth gets worse."""

    observed: Difference
    true: tuple[Difference, ...]

    def __str__(self) -> str:
        worse = ", ".join(map(_moves, self.true))
        return (
            f"what the platform sees falls, {_moves(self.observed)}, while the truth gets worse, {worse}. "
            "Judged by that figure, the platform would be misled."
        )


def _moves(found: Difference) -> str:
    """A figure with its value on both sides."""
    before, after = both(found.metric.unit, found.baseline, found.candidate)
    return f"{found.metric.name} {before} → {after}"


def blindness(comparison: Comparison) -> tuple[Blindness, ...]:
    """Every observed figure that falls, with the true ones that get worse, by their verdicts."""
    worse = tuple(comparison[true] for true in TRUE if comparison.verdict(comparison[true]) == "worse")
    return tuple(
        Blindness(comparison[observed], worse)
        for observed in OBSERVED
        if worse and comparison.verdict(comparison[observed]) == "lower"
    )
