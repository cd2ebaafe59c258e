"""What a comparison says in words, and where the platform's own eyes would mislead it."""

from dataclasses import dataclass

from experiments.measures.compare import Comparison, Difference
from experiments.measures.metrics import OBSERVED, TRUE
from experiments.views.numbers import decimals, shown


@dataclass(frozen=True, slots=True)
class Headline:
    """How a headline metric is spoken of: "bad actors reach" "more" or "fewer" "workers"."""

    subject: str
    more: str
    less: str
    unit: str


HEADLINES = {
    "exposed_per_10k": Headline("bad actors reach", "more", "fewer", "workers per 10,000 active a month"),
    "value_per_posting": Headline("an honest posting yields", "more", "less", "true fit"),
}


def sentence(comparison: Comparison) -> str:
    """For both headlines: what the change does and how sure that is, or that these runs cannot tell."""
    if comparison.identical:
        return (f"No difference at all: every run is identical under {comparison.baseline} "
                f"and {comparison.candidate} ({len(comparison.seeds)} seeds).")
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
    return (f"{said.subject} {shown(abs(found.difference), places)} {direction} {said.unit}, which is {found.reading} "
            f"({relative}{interval}, {round(found.share_of_seeds * found.pairs)} of {found.pairs} seeds agree)")


@dataclass(frozen=True, slots=True)
class Blindness:
    """The platform would see an improvement while the truth gets worse."""

    observed: Difference
    true: Difference

    def __str__(self) -> str:
        return (f"{self.observed.metric.name} improves while {self.true.metric.name} gets worse: "
                "the platform's own figures would mislead it.")


def blindness(comparison: Comparison) -> tuple[Blindness, ...]:
    """Every observed figure that improves beside every true one that gets worse (intervals exclude 0)."""
    return tuple(Blindness(comparison[observed], comparison[true])
                 for observed in OBSERVED if comparison[observed].reading == "better"
                 for true in TRUE if comparison[true].reading == "worse")
