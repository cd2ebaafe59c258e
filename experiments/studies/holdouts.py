"""Study of hold-outs: knowledge about markets like this one, most of it not fitted, against the model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from experiments.measures.courting import Courted, courted, drawn, steered
from experiments.measures.periods import Periods
from experiments.questions.run.ask import over_seeds
from experiments.runs.batch import Batch, carry_out
from experiments.runs.failures import whole
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import simulated
from experiments.runs.works import Work
from experiments.runs.worlds import PLAUSIBLE, Worlds
from experiments.studies.changes import Change
from experiments.studies.holdout_result import Holdout

SEEDS = range(32)  # fixed: a table must not depend on who makes it
NINE_IN_TEN = (0.05, 0.95)
GOOD, BAD = 0.95, 0.85  # share of contracts that ended well: a good name from the first on, a bad one below the second

# criteria that about seven in a hundred of the clients who post meet
EASY = tuple(
    f"platform.certification.{it}" for it in ("min_orders=3", "min_yen=25000", "min_rating=4.6", "min_ratings=2")
)
BADGE = (  # out of sight, and in sight
    Change("certified_clients", (*EASY, "platform.display.certified=[]", 'platform.display.filters=["verified"]')),
    Change("certified_clients", EASY),
)
MARK = (
    Change("production", ("platform.display.verified=[]",)),
    Change("production", ('platform.display.verified=["list", "job", "profile"]',)),
)
NAMES = (Change("production"), Change("production"))
BLOCK = (Change("production"), Change("production", ('platform.communication.blocked=["line"]',)))
APPROVAL = (Change("production"), Change("off_service_approval"))


@dataclass(frozen=True, slots=True)
class Question:
    """A question about two platforms, the known answer, and the function that answers from two runs, in per cent.

    between: range of the known answer, as we read it (assumed); None if there is none
    """

    text: str
    known: str
    between: tuple[float, float] | None
    sides: tuple[Change, Change]
    answer: Callable[[Courted, Courted], float]


def more(total: Callable[[Courted], float]) -> Callable[[Courted, Courted], float]:
    """Return a function: the increase of a total from the first run to the second, in per cent."""
    return lambda before, after: 100 * (total(after) / total(before) - 1)


def carriers(_: Courted, run: Courted) -> float:
    """Return the share with the badge, of clients of the first day whose jobs are read, in per cent."""
    return 100 * np.count_nonzero(run.certified & (run.pages > 0)) / np.count_nonzero(run.pages)


def to_certified(before: Courted, after: Courted) -> float:
    """Return the increase of applications to clients with the badge, in per cent."""
    return 100 * steered(after.certified, before, after)


def to_verified(before: Courted, after: Courted) -> float:
    """Return the increase of applications to verified clients, in per cent."""
    return 100 * steered(after.verified, before, after)


def to_good(_: Courted, run: Courted) -> float:
    """Return the increase of applications per page view from clients with a bad name to those with a good one."""
    return 100 * (drawn(run.rate >= GOOD, run.rate < BAD, run) - 1)


applications, contracts = more(lambda run: run.applications_in_all), more(lambda run: run.contracts)
direct = more(lambda run: run.direct_share)

NO_GROWTH, MORE = (-3.0, 3.0), (1.0, inf)  # one in a hundred at least
STRONG = (20.0, inf)  # a fifth or more
TWICE = (50.0, 150.0)  # by half either way
SKYPE = (-27.0, -9.0)  # by half either way

QUESTIONS = (
    Question("of clients who post, those who carry the badge", "asked for: about 7", None, BADGE, carriers),
    Question(
        "applications to them, once it is in sight", "strong steering (Barach et al.)", STRONG, BADGE, to_certified
    ),
    Question("all applications then", "no growth (Barach et al.): ±3", NO_GROWTH, BADGE, applications),
    Question("all contracts then", "no growth (Barach et al.): ±3", NO_GROWTH, BADGE, contracts),
    Question(
        "applications to verified clients, their mark everywhere", "more (Shi & Viswanathan)", MORE, MARK, to_verified
    ),
    Question("all applications then", "±3", NO_GROWTH, MARK, applications),
    Question("all contracts then", "±3", NO_GROWTH, MARK, contracts),
    Question(
        "applications for a page of a client with a good name", "about +100 (Benson et al.)", TWICE, NAMES, to_good
    ),
    Question("deals outside, one outlet blocked (LINE)", "−18 (Gu 2024, Skype)", SKYPE, BLOCK, direct),
    Question("deals outside, contact on approval", "October 2020: nobody has told", None, APPROVAL, direct),
)


def courting(run: Run) -> Courted:
    """Return the interest of workers in clients in a run."""
    return courted(Periods(simulated(run)))


COURTING = Work(courting)  # records do not hold it


def holdouts(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    *,
    worlds: Worlds = PLAUSIBLE,
    seeds: Sequence[int] = SEEDS,
    work: Work[Courted] = COURTING,
) -> tuple[Holdout, ...]:
    """Answer every question, in the order of QUESTIONS. Raise Crashed; BadInput if worlds cannot be used."""
    changes = list(dict.fromkeys(side for question in QUESTIONS for side in question.sides))
    with watch(len(seeds) * len(changes), "hold-outs") as step:
        batch = carry_out(
            [change.side() for change in changes], seeds, work, worlds=worlds, engine=engine, on_done=step
        )
    whole(batch, batch.failures)
    return tuple(_answered(question, batch, [changes.index(side) for side in question.sides]) for question in QUESTIONS)


def _answered(question: Question, batch: Batch[Courted], places: Sequence[int]) -> Holdout:
    before, after = (batch.results[place] for place in places)
    values = np.array([question.answer(*pair) for pair in zip(before, after, strict=True)])
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
