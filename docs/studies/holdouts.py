"""Study of hold-outs: knowledge about markets like this one, most of it not fitted, against the model."""

from collections.abc import Sequence

import numpy as np

from docs.studies.changes import carry_out_all
from docs.studies.holdout_result import Holdout
from docs.studies.known import QUESTIONS, Question
from experiments.measures.conduct import Conduct, conduct
from experiments.measures.periods import Periods
from experiments.questions.measure.metrics import over_seeds
from experiments.runs.batch import Batch
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import simulated
from experiments.runs.works import Work
from experiments.runs.worlds import PLAUSIBLE, Worlds

SEEDS = range(32)  # fixed: a table must not depend on who makes it
NINE_IN_TEN = (0.05, 0.95)


def conduct_of(run: Run) -> Conduct:
    """Return the conduct of people in a run."""
    return conduct(Periods(simulated(run)))


CONDUCT = Work(conduct_of)  # records do not hold it


def holdouts(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    *,
    worlds: Worlds = PLAUSIBLE,
    seeds: Sequence[int] = SEEDS,
    work: Work[Conduct] = CONDUCT,
) -> tuple[Holdout, ...]:
    """Answer every question, in the order of QUESTIONS. Raise Crashed; BadInput if worlds cannot be used."""
    changes = list(dict.fromkeys(side for question in QUESTIONS for side in question.sides))
    batch = carry_out_all(
        [change.side() for change in changes], seeds, work, worlds=worlds, engine=engine, what="hold-outs", watch=watch
    )
    return tuple(_answered(question, batch, [changes.index(side) for side in question.sides]) for question in QUESTIONS)


def _answered(question: Question, batch: Batch[Conduct], places: Sequence[int]) -> Holdout:
    before, after = (batch.results[place] for place in places)
    values = question.answer(before, after)
    low, high = np.nanquantile(values, NINE_IN_TEN).tolist()
    return Holdout(
        question.text,
        question.known,
        (batch.sides[places[0]], batch.sides[places[1]]),
        batch.seeds,
        over_seeds(values.tolist()),
        question.between,
        (low, high),
    )
