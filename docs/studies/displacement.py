"""Study of displacement: to which channels lures go where postings are screened more strictly (R-07, A-20, L-22)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from docs.studies.changes import Change
from experiments.questions.compare.ask import compared
from experiments.questions.compare.comparison import Comparison
from experiments.runs.batch import carry_out
from experiments.runs.failures import whole
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import Measurements
from experiments.runs.works import MEASUREMENTS, Work
from experiments.runs.worlds import PLAUSIBLE, Worlds
from policies.records import Floats

SEEDS = range(32)  # fixed: a table must not depend on who makes it
REGIMES = ("world.rings=frozen", "world.rings=adapting")
LENIENT = ("platform.screening.review_at=0.9", "platform.screening.suspend_at=0.99")  # before late March 2020
STAFFED = ("platform.screening.checkers=12", "platform.screening.reviewers=15")  # thrice the people of production
QUESTIONS = {
    "2020 with the line of early March throughout → as it went": (
        Change("timeline_2020", LENIENT),
        Change("timeline_2020"),
    ),
    "the line of early March → production's": (Change("production", LENIENT), Change("production")),
    "production's line → a stricter one": (Change("production"), Change("strict_screening")),
    "production's line → a stricter one, with three times the people": (
        Change("production"),
        Change("strict_screening", STAFFED),
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Shift:
    """A stricter line against a laxer one, in a regime.

    before, after  (pairs, channels) share of the lures that rings plan in the last month on each channel; NaN of a pair
                   in which they plan none
    """

    question: str
    compared: Comparison
    before: Floats
    after: Floats


def displacement(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    worlds: Worlds = PLAUSIBLE,
    seeds: Sequence[int] = SEEDS,
    work: Work[Measurements] = MEASUREMENTS,
) -> tuple[Shift, ...]:
    """Return the shifts, each question in both regimes. Raise Crashed, BadInput."""
    with watch(2 * len(QUESTIONS) * len(REGIMES) * len(seeds), "displacement") as step:

        def shift(question: str, pair: tuple[Change, Change], rings: str) -> Shift:
            sides = [Change(each.base, (*each.changes, rings)).side() for each in pair]
            batch = carry_out(sides, seeds, work, worlds=worlds, keeping=keeping, engine=engine, on_done=step)
            whole(batch, batch.failures)
            before, after = (
                np.array([run.lures.planned.shares[-1] for run in results]).reshape(len(results), -1)
                for results in batch.results
            )
            return Shift(question, compared(batch, 0, 1), before, after)

        return tuple(shift(name, pair, rings) for name, pair in QUESTIONS.items() for rings in REGIMES)
