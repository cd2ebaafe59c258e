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
from policies.records import Floats

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


type Runs = Sequence[Courted]  # of one platform, a run a pair


@dataclass(frozen=True, slots=True)
class Question:
    """A question about two platforms, the known answer, and the function that answers it from their runs.

    answer: (pairs,) per cent, whose mean is the answer

    between: range of the known answer, as we read it (assumed); None if there is none
    """

    text: str
    known: str
    between: tuple[float, float] | None
    sides: tuple[Change, Change]
    answer: Callable[[Runs, Runs], Floats]


def each(answer: Callable[[Courted, Courted], float]) -> Callable[[Runs, Runs], Floats]:
    """Return a function: the answer of each pair."""
    return lambda before, after: np.array([answer(*pair) for pair in zip(before, after, strict=True)])


def more(total: Callable[[Courted], float]) -> Callable[[Runs, Runs], Floats]:
    """Return a function: the increase of a total, summed over pairs, in per cent.

    A pair has the part in it that it adds: a pair whose total is 0 has no increase of its own.
    """

    def increase(before: Runs, after: Runs) -> Floats:
        first, second = (np.array([total(run) for run in runs], np.float64) for runs in (before, after))
        ratio = second.sum() / first.sum()
        return 100 * (ratio - 1 + (second - ratio * first) / first.mean())

    return increase


@each
def carriers(_: Courted, run: Courted) -> float:
    """Return the share with the badge, of clients of the first day whose jobs are read, in per cent."""
    return 100 * np.count_nonzero(run.certified & (run.pages > 0)) / np.count_nonzero(run.pages)


@each
def to_certified(before: Courted, after: Courted) -> float:
    """Return the increase of applications to clients with the badge, in per cent."""
    return 100 * steered(after.certified, before, after)


@each
def to_verified(before: Courted, after: Courted) -> float:
    """Return the increase of applications to verified clients, in per cent."""
    return 100 * steered(after.verified, before, after)


@each
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
