"""Study of hold-outs: knowledge about markets like this one, most of it not fitted, against the model."""

from collections.abc import Iterator, Sequence

import numpy as np

from docs.studies.cells import table
from docs.studies.known import QUESTIONS, Platform, Runs
from docs.studies.lab import Lab
from docs.studies.page import Part, Study
from experiments.measures.conduct import Conduct, conduct
from experiments.measures.periods import Periods
from experiments.printing.numbers import decimals, interval, shown
from experiments.runs.plan import Run
from experiments.runs.work import simulated
from experiments.runs.works import Work
from experiments.verdicts.intervals import Interval, mean_interval

SEEDS = 32
NINE_IN_TEN = (0.05, 0.95)
OUTCOMES = {"within": "hit", "outside": "**missed**", "across": "cannot tell"}


def conduct_of(run: Run) -> Conduct:
    """Return the conduct of people in a run."""
    return conduct(Periods(simulated(run)))


def holdouts(lab: Lab) -> Part:
    """Answer every question, in the order of QUESTIONS."""
    seeds, platforms = lab.seeds(SEEDS), list(dict.fromkeys(side for each in QUESTIONS for side in each.sides))
    sides = [lab.load(*platform) for platform in platforms]
    results = lab.measure(sides, Work(conduct_of), range(seeds), worlds="plausible")
    note = (
        f"{sides[0].loaded.days} days, seeds 0 to {seeds - 1}, each in another plausible world, first day: per cent, "
        "mean with its 95 % interval, and between which ends nine in ten of the pairs lie; of an increase of all pairs "
        "together a pair is what it adds. *Hit*: the interval is in the range that what is known leaves; *missed*: it "
        "is outside. A question without platforms is asked of those above it."
    )
    head = ("", "known", "the model", "nine in ten pairs", "", "asked of", "against")
    return note, table(head, rows(dict(zip(platforms, results, strict=True))))


def rows(runs: dict[Platform, Runs]) -> Iterator[Sequence[str]]:
    """Yield a row for each question. runs: conduct by platform, a run a pair."""
    last = None
    for each in QUESTIONS:
        values = each.answer(*(runs[side] for side in each.sides))
        estimate = mean_interval(values[np.isfinite(values)])
        spread = np.nanquantile(values, NINE_IN_TEN).tolist()
        places = min(decimals(*spread, digits=2), 2)
        before, after = ("<br>".join(f"`{what}`" for what in side) for side in each.sides)
        yield (
            each.text,
            each.known,
            interval("per cent", estimate.mean, estimate.low, estimate.high),
            " to ".join(shown(end, places) for end in spread),
            outcome(estimate, each.between),
            *((after, before) if each.sides != last else ("", "")),
        )
        last = each.sides


def outcome(estimate: Interval, between: tuple[float, float] | None) -> str:
    """Return whether the interval lies in the range or outside it; open if nothing is known."""
    return "open" if between is None else OUTCOMES[estimate.lies(*between)]


STUDY = Study(holdouts, "results/holdouts.md")
