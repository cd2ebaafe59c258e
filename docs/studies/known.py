"""Knowledge about markets like this one: effects that others have measured, as questions about two platforms.

Twelve questions were written down, with their ranges, before any of them was looked at; those on badges, marks and one
blocked outlet had been. A range is the known size, by half either way, where a size is known; else it is the known
sign, from one in a hundred on. Of scouts and filters the sign alone is asked. How ranges are read is assumed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from experiments.measures.conduct import Conduct, steered
from policies.records import Floats

type Runs = Sequence[Conduct]  # of one platform, a run a pair
type Platform = tuple[str, ...]  # a scenario and its changes
type Sides = tuple[Platform, Platform]


@dataclass(frozen=True, slots=True)
class Question:
    """A question about two platforms, the known answer, and the function that answers it from their runs.

    answer   (pairs,) per cent or points, whose mean is the answer
    between  range of the known answer; None if there is none
    """

    text: str
    known: str
    between: tuple[float, float] | None
    sides: Sides
    answer: Callable[[Runs, Runs], Floats]


def each(answer: Callable[[Conduct, Conduct], float]) -> Callable[[Runs, Runs], Floats]:
    """Return a function: the answer of each pair."""
    return lambda before, after: np.array([answer(*pair) for pair in zip(before, after, strict=True)])


def more(total: Callable[[Conduct], float]) -> Callable[[Runs, Runs], Floats]:
    """Return a function: the increase of a total, summed over pairs, in per cent."""
    return lambda before, after: increase([total(run) for run in before], [total(run) for run in after])


def increase(before: Sequence[float], after: Sequence[float]) -> Floats:
    """Return (pairs,) the increase of a sum over pairs, in per cent; NaN of a pair that lacks a number.

    A pair has the part in it that it adds: a pair that has 0 before has no increase of its own.
    """
    first, second = np.asarray(before, np.float64), np.asarray(after, np.float64)
    both = ~np.isnan(first + second)
    ratio = second[both].sum() / first[both].sum()
    return 100 * (ratio - 1 + (second - ratio * first) / first[both].mean())


def to_known(_: Runs, runs: Runs) -> Floats:
    """Return the increase of contracts an application, from workers without a record to those with one.

    Of all pairs together: in a run of a plausible world nobody without a record may be hired.
    """
    unknown, known = zip(*(run.hired for run in runs), strict=True)
    return increase(unknown, known)


def carrying(run: Conduct) -> float:
    """Return the share with the badge, of clients of the first day whose jobs are read."""
    return np.count_nonzero(run.certified & (run.pages > 0)) / np.count_nonzero(run.pages)


# of each pair, in per cent: who carry the badge; more applications to them, and to the verified; who agree to deal
# outside, of workers who are asked, and in points how many more
carriers = each(lambda _, run: 100 * carrying(run))
to_certified = each(lambda before, after: 100 * steered(after.certified, before, after))
to_verified = each(lambda before, after: 100 * steered(after.verified, before, after))
agreement = each(lambda _, run: 100 * run.agreed)
agreement_more = each(lambda before, after: 100 * (after.agreed - before.agreed))

applications, contracts = more(lambda run: run.applications_in_all), more(lambda run: run.contracts)
to_careless, received = more(lambda run: run.to_careless), more(lambda run: run.received)
direct, filled = more(lambda run: run.direct_share), more(lambda run: run.filled)
fees = more(lambda run: run.fee_to_market)

NO_GROWTH, MORE, FEWER = (-3.0, 3.0), (1.0, inf), (-inf, -1.0)
STRONG = (20.0, inf)  # a fifth or more


def about(size: float) -> tuple[float, float]:
    """Return a known size, by half either way."""
    low, high = sorted((size / 2, 3 * size / 2))
    return low, high


PRODUCTION = ("production",)
OPEN = ("calling_open",)


def changed(*changes: str) -> Platform:
    """Return production with changes of its platform."""
    return ("production", *(f"platform.{change}" for change in changes))


# criteria that about seven in a hundred of the clients who post meet
EASY = tuple(
    f"platform.certification.{it}" for it in ("min_orders=3", "min_yen=25000", "min_rating=4.6", "min_ratings=2")
)
BADGE = (  # out of sight, and in sight
    ("certified_clients", *EASY, "platform.display.certified=[]", 'platform.display.filters=["verified"]'),
    ("certified_clients", *EASY),
)
MARK = changed("display.verified=[]"), changed('display.verified=["list", "job", "profile"]')
NAMES = PRODUCTION, PRODUCTION
NO_REPUTATION = (
    PRODUCTION,
    changed(
        "display.completion_rate=[]",
        "display.verified=[]",
        "display.certified=[]",
        "display.rule_mark=[]",
        "display.filters=[]",
    ),
)
NO_FILTERS = PRODUCTION, changed("display.filters=[]")
SCOUTS = changed("scouting.rule=off"), PRODUCTION
CROWD = PRODUCTION, ("production", "world.clients=26000")
BLOCK = PRODUCTION, changed('communication.blocked=["line"]')
MASKED = PRODUCTION, changed('communication.blocked=["line", "chatwork", "mail", "form"]')
COMMISSION = changed("fee_schedule.band_shares=[0.0, 0.0, 0.0]", "fee_schedule.task_share=0.0"), PRODUCTION
WATCHED = OPEN, ("calling_open", "platform.communication.monitored_share=1")
DEARER = PRODUCTION, changed("fee_schedule.band_shares=[0.4, 0.2, 0.1]", "fee_schedule.task_share=0.4")
APPROVAL = PRODUCTION, ("off_service_approval",)

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
        "contracts an application of workers with a record, against those without",
        "more (Agrawal et al.)",
        MORE,
        NAMES,
        to_known,
    ),
    Question(
        "share of applications to careless clients, no rate, mark or filter in sight",
        "more (Saeedi: low quality gains where reputation is taken away)",
        MORE,
        NO_REPUTATION,
        to_careless,
    ),
    Question(
        "what workers are paid for an application then", "about −35 (Saeedi)", about(-35), NO_REPUTATION, received
    ),
    Question("all contracts, no filter in the list", "fewer (Fradkin)", FEWER, NO_FILTERS, contracts),
    Question("all contracts, clients may scout", "about +20 where they do (Horton): more", MORE, SCOUTS, contracts),
    Question("fees to market, twice as many clients", "hardly any rise (F26): ±5", (-5.0, 5.0), CROWD, fees),
    Question("contracts a posting then", "a little fewer (F26): −20 to 0", (-20.0, 0.0), CROWD, filled),
    Question("deals outside, one outlet blocked (LINE)", "−18 (Gu 2024, Skype)", about(-18), BLOCK, direct),
    Question("all contracts, every outlet blocked", "neutral (F19): ±3", NO_GROWTH, MASKED, contracts),
    Question("deals outside, a fee where there was none", "about +100 (PHBS)", about(100), COMMISSION, direct),
    Question("of workers asked to deal outside, those who agree", "51.7 (F20): ±10", (41.7, 61.7), NAMES, agreement),
    Question(
        "points more who agree, where every call is heard",
        "−21.3 at most (F20)",
        (-21.3, -1.0),
        WATCHED,
        agreement_more,
    ),
    Question("points more who agree, the fee twice as high", "none (F20): ±5", (-5.0, 5.0), DEARER, agreement_more),
    Question("deals outside, contact on approval", "October 2020: nobody has told", None, APPROVAL, direct),
)
