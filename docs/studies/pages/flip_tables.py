"""Tables of a flip for docs/results/calling.md."""

from docs.studies.parts import Part
from experiments.printing.numbers import counted
from experiments.printing.table import Table
from experiments.questions.flip.result import Flip
from experiments.questions.flip.words import head, items, meanings, measured


def flips(result: Flip) -> Part:
    """Return what `policylab flip` says of each metric and regime, and the meaning of each number that it names."""
    pairs, days = counted(len(result.seeds), "pair"), counted(result.sides[0].scenario.days, "day")
    return (
        f"{pairs}, each in a plausible world; {days}; {measured(result)}.",
        Table.of(("metric and regime", "", "what it says"), _rows(result)),
        "The numbers of the world that it names:",
        Table.of(("number", "unit and meaning"), meanings(result)),
    )


def _rows(result: Flip) -> list[tuple[str, str, str]]:
    return [
        (head(regime, hinges), about, sentence)
        for regime in result.regimes
        for hinges in regime.hinges
        for about, sentence in items(result, regime, hinges)
    ]
