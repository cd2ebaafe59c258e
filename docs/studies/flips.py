"""Study of flips: where the answer on calling changes its sign."""

import policylab as pl
from docs.studies.cells import table
from docs.studies.lab import Lab
from docs.studies.page import ALL, Part, Study
from experiments.printing.numbers import counted
from experiments.questions.flip.result import Flip
from experiments.questions.flip.words import head, items, meanings, measured

SUSPECTED = ("ring.lures_by_call", "talking.swaps_contact_in_call")  # named before anybody looked


def flips(lab: Lab) -> Part:
    """Ask where calling flips, with a pair in each plausible world."""
    production, calling = map(lab.load, ("production", "calling_open"))
    return part(lab.ask(pl.flip, production, calling, metric="exposed_per_10k", on=SUSPECTED).found)


def part(found: Flip) -> Part:
    """Return what `policylab flip` says of each metric and regime, and the meaning of each number that it names."""
    pairs, days = counted(len(found.seeds), "pair"), counted(found.sides[0].scenario.days, "day")
    rows = (
        (head(regime, hinges), about, sentence)
        for regime in found.regimes
        for hinges in regime.hinges
        for about, sentence in items(found, regime, hinges)
    )
    return (
        f"{pairs}, each in a plausible world; {days}; {measured(found)}.",
        table(("metric and regime", "", "what it says"), rows),
        "The numbers of the world that it names:",
        table(("number", "unit and meaning"), meanings(found)),
    )


STUDY = Study(flips, "results/calling.md", ALL)
