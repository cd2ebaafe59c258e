"""What a comparison says in words, and where the platform's own eyes would mislead it."""

from dataclasses import dataclass

from experiments.measures.compare import Comparison, Difference
from experiments.measures.metrics import OBSERVED, TRUE
from experiments.views.numbers import decimals, shown

SUBJECTS = {  # a headline: what moves, and what a step of it is called
    "exposed_per_10k": ("bad actors reach", "workers per 10,000 active a month"),
    "value_per_posting": ("honest postings yield", "fit per job posted"),
}


def sentence(comparison: Comparison) -> str:
    """For both headlines: what the change does and how sure that is, or that these runs cannot tell."""
    if comparison.identical:
        return (f"No difference at all: every run is identical under {comparison.baseline} "
                f"and {comparison.candidate} ({len(comparison.seeds)} seeds).")
    clauses = [_clause(comparison[name], *subject) for name, subject in SUBJECTS.items()]
    return f"With {comparison.candidate} instead of {comparison.baseline}, {'; '.join(clauses)}."


def _clause(found: Difference, subject: str, unit: str) -> str:
    if found.exact:
        return f"{subject} exactly as many {unit} in every seed"
    if not found.pairs:
        return f"whether {subject} more or fewer {unit} is undefined: no seed gives a number on both sides"
    places = decimals(found.low, found.high)
    interval = f"95 % interval {shown(found.low, places)} to {shown(found.high, places)}"
    if found.reading == "unclear":
        return (f"it cannot be told whether {subject} more or less {unit} "
                f"(difference {shown(found.difference, places)}, {interval} includes 0)")
    agreeing = round(found.share_of_seeds * found.pairs)
    return (f"{subject} {shown(abs(found.difference), places)} {'more' if found.difference > 0 else 'less'} {unit} "
            f"({interval}, {agreeing} of {found.pairs} seeds agree), which is {found.reading}")


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
