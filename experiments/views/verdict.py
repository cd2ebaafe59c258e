"""What a comparison says in words, and where the platform's own eyes would mislead it."""

from dataclasses import dataclass

from experiments.measures.channels import Channels
from experiments.measures.metrics import OBSERVED, TRUE
from experiments.results.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.views.numbers import both, decimals, shown
from policies.records import Channel

FROZEN = "rings frozen: the effect of the first day, before rings have adapted"
ADAPTING = "rings adapting: the effect once rings have adapted to each platform"
CALLS = "Where calls are closed, a lure planned for a call goes out as a message."
SHORT = 30  # days
MIXED = "rings {} in the baseline and {} in the candidate: part of the difference is theirs"


@dataclass(frozen=True, slots=True)
class Headline:
    """How a headline metric is spoken of: "an honest posting yields" "more" or "less" "fit"; its title in pictures."""

    title: str
    subject: str
    more: str
    less: str
    unit: str


HEADLINES = {
    "exposed_per_10k": Headline(
        "Workers addressed or led away",
        "bad actors address or lead away",
        "more",
        "fewer",
        "workers per 10,000 active a month",
    ),
    "value_per_posting": Headline(
        "What an honest posting yields", "an honest posting yields", "more", "less", "true fit"
    ),
}


def sentence(comparison: Comparison) -> str:
    """For both headlines: what the change does and how sure that is, or that these runs cannot tell."""
    if comparison.equal:
        same = "every run is identical" if comparison.identical else "all metrics are equal"
        return (
            f"No difference at all: {same} under {comparison.baseline} and {comparison.candidate} "
            f"({len(comparison.seeds)} seeds)."
        )
    clauses = [_clause(comparison[name], headline) for name, headline in HEADLINES.items()]
    return f"With {comparison.candidate} instead of {comparison.baseline}, {'; '.join(clauses)}."


def _clause(found: Difference, said: Headline) -> str:
    if found.exact:
        return f"{said.subject} neither {said.more} nor {said.less} {said.unit} in any seed"
    question = f"whether {said.subject} {said.more} or {said.less} {said.unit} cannot be told"
    if found.pairs < 2:
        return f"{question} ({found.pairs} seeds give a number on both sides)"
    places = decimals(found.low, found.high)
    interval = f"95 % interval {shown(found.low, places)} to {shown(found.high, places)}"
    if found.reading == "unclear":
        return f"{question} (difference {shown(found.difference, places)}, {interval} includes 0)"
    direction = said.more if found.difference > 0 else said.less
    relative = f"{found.difference / found.baseline:+.1%}, ".replace("%", " %") if found.baseline else ""
    ties = f", {found.pairs - found.differing} tie" if found.differing < found.pairs else ""
    return (
        f"{said.subject} {shown(abs(found.difference), places)} {direction} {said.unit}, which is {found.reading} "
        f"({relative}{interval}, {found.agreeing} of {found.differing} seeds agree{ties})"
    )


def adaptation(comparison: Comparison) -> str:
    """Whether rings learn in these worlds, and what that makes of the effect."""
    if len(set(comparison.rings)) > 1:
        return MIXED.format(*comparison.rings)
    return FROZEN if comparison.rings[0] == "frozen" else ADAPTING


def brevity(days: int) -> str | None:
    """A warning that runs are short, None where they are not."""
    if days >= SHORT:
        return None
    return f"runs of {days} days are short: much comes later, and figures a month need {SHORT} days or more."


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
    """Every observed figure that falls, with the true ones that get worse (intervals exclude 0)."""
    worse = tuple(comparison[true] for true in TRUE if comparison[true].reading == "worse")
    return tuple(
        Blindness(comparison[observed], worse)
        for observed in OBSERVED
        if worse and comparison[observed].reading == "lower"
    )
