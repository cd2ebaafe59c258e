"""Study of bait: a story that no phrase of the guidelines knows appears (M-28), and the office learns from reports."""

from collections.abc import Mapping
from dataclasses import astuple

import numpy as np
from numpy.typing import NDArray

from docs.studies.bait_picture import exposure_by_week
from docs.studies.cells import table
from docs.studies.lab import Lab, evenings
from docs.studies.page import Part, Picture, Study
from experiments.measures.business import fee_yen, honest_texts_stopped
from experiments.measures.fraud import exposed_per_10k
from experiments.measures.periods import Periods, ratio
from experiments.measures.weeks import WEEK_DAYS, whole_weeks
from experiments.printing.numbers import both, interval, shown, signed
from experiments.runs.plan import Run
from experiments.runs.works import Work
from experiments.verdicts.intervals import Interval, paired_interval
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import REGIMES, Regime, word
from experiments.verdicts.scales import of_difference
from policies.records import PROJECTS, Channel, Floats, Kind
from sim.state.codes import Duty
from sim.state.events import Completed, Contacted, Hired, StaffWorked, Suspended
from sim.state.log import Events
from sim.words.grammar import INVENTED

SEEDS = 32
DAYS = 180
INVENTED_ON = 60  # day from which rings have the bait
FROM = 7  # first week that is shown
LATE = 8  # weeks at the end that are taken together
NOBODY = "nobody invents"  # the market that all others are held against
MEASURES = {  # by name: unit, head of the column of the last weeks
    "exposed_per_10k": ("workers per 10,000", "exposed workers per 10,000, a week"),
    "invented_share": ("share", ""),
    "honest_texts_stopped": ("texts", "honest texts stopped"),
    "lawful_postings_suspended": ("postings", "lawful postings suspended"),
    "reading_hours": ("hours", "hours of reading"),
    "contracts": ("contracts", "contracts of honest projects"),
    "fee_yen": ("yen", "fees, yen"),
    "value": ("fit", "value of matches"),
}
UNITS = {name: unit for name, (unit, _) in MEASURES.items()}
COLUMNS = {name: head for name, (_, head) in MEASURES.items() if head}
RATES = ("exposed_per_10k", "invented_share")  # several weeks have their mean; of all else, their sum
OFFICES = {  # upheld reports until a piece is learned, days until it is used; None: it does not learn
    "an office that does not learn": None,
    "one that learns slowly": (10, 45),
    "one that learns": (5, 14),
    "one that learns from the first report": (1, 1),
}

type Weeks = dict[str, list[float]]  # by name, a value a week
type Place = tuple[str, Regime]  # office and regime
type Market = Mapping[str, Floats]  # by name, (pairs, weeks)


def platforms() -> dict[str, tuple[str, ...]]:
    """Return the changes of the market of each office, by name."""
    invents = f"world.ring.invents_on={INVENTED_ON}"
    names = "platform.guidelines.learns_from", "platform.guidelines.learns_in_days"
    learning = {
        office: [f"{name}={number}" for name, number in zip(names, numbers or (), strict=False)]
        for office, numbers in OFFICES.items()
    }
    return {NOBODY: (), **{office: (invents, *changes) for office, changes in learning.items()}}


def weekly(run: Run) -> Weeks:
    """Simulate a run and return its weeks."""
    *_, course = evenings(run)
    return by_week(course.tables.log.finish(run.scenario.days), course.tables.jobs.true_level)


def by_week(events: Events, level: NDArray[np.int64]) -> Weeks:
    """Return what is logged in each whole week. level: (jobs,) disguise of the texts of a job, which no log holds."""
    everything = Periods(events, (0, events.days))
    parts = [_logged(week, everything, level) for week in whole_weeks(events)]
    return {name: [part[name] for part in parts] for name in UNITS}


def _logged(week: Periods, everything: Periods, level: NDArray[np.int64]) -> dict[str, float]:
    part = week.measured
    contacts, hired, done, busy = part[Contacted], part[Hired], part[Completed], part[StaffWorked]
    written = contacts.job[contacts.channel != Channel.CALL]
    counted = everything.honest[done.job]
    return {
        "exposed_per_10k": exposed_per_10k(week),
        "invented_share": ratio(np.count_nonzero(level[written] == INVENTED), len(written)),
        "honest_texts_stopped": honest_texts_stopped(week),
        "lawful_postings_suspended": float(np.count_nonzero(everything.lawful[part[Suspended].job])),
        "reading_hours": float(busy.hours[busy.duty == Duty.MESSAGE_WATCH].sum()),
        "contracts": float(np.count_nonzero((hired.tactic == Kind.NONE) & np.isin(hired.format, PROJECTS))),
        "fee_yen": fee_yen(week),
        "value": float((done.fit[counted] / done.seats[counted]).sum()),
    }


def bait(lab: Lab) -> Part:
    """Measure every market in both regimes."""
    market, seeds, markets = lab.load("production", days=DAYS), lab.seeds(SEEDS), {}
    for rings in REGIMES:
        sides = [market.with_(*changes, f"world.rings={rings}") for changes in platforms().values()]
        results = lab.measure(sides, Work(weekly), range(seeds), worlds="plausible")
        for office, runs in zip(platforms(), results, strict=True):
            markets[office, rings] = {name: np.array([run[name] for run in runs]) for name in UNITS}
    return part(markets, scale(market.loaded.world.workers))


def part(markets: Mapping[Place, Market], times: float) -> Part:
    """Return exposure and the share of invented words by week, the last weeks together, and a picture of exposure."""
    pairs, weeks = markets[NOBODY, REGIMES[0]]["fee_yen"].shape
    chosen = slice(FROM - 1, None, 2)
    nobody, others = ([(name, rings) for name in names for rings in REGIMES] for names in ([NOBODY], OFFICES))

    def first(place: Place) -> list[str]:
        return [place[0] if place[1] == REGIMES[0] else "", word(place[1])]

    def gaps(place: Place, name: str) -> list[Interval]:
        """Return the difference from the market in which nobody invents, an interval a week."""
        before, after = (markets[each][name].T for each in ((NOBODY, place[1]), place))
        return [gap(name, *sides) for sides in zip(before, after, strict=True)]

    def late(place: Place, name: str) -> str:
        factor = 1.0 if name in RATES else times
        before, after = (factor * together(name, markets[each][name]) for each in ((NOBODY, place[1]), place))
        levels = both(UNITS[name], float(before.mean()), float(after.mean()))
        return f"{signed(UNITS[name], *astuple(gap(name, before, after)))}<br>{' → '.join(levels)}"

    exposed, invented = RATES
    level = [[*first(place), *map(shown, markets[place][exposed].mean(axis=0)[chosen].tolist())] for place in nobody]
    more = [
        [*first(each), *(signed(UNITS[exposed], *astuple(it)) for it in gaps(each, exposed)[chosen])] for each in others
    ]
    share = [
        [*first(each), *(interval("share", *astuple(it)) for it in gaps(each, invented)[chosen])] for each in others
    ]
    heads = ("", "", *(f"week {week}" for week in range(1, weeks + 1)[chosen]))
    return (
        f"`production`, {pairs} pairs, each in another plausible world, {DAYS} days; the bait appears on day "
        f"{INVENTED_ON}, in week {INVENTED_ON // WEEK_DAYS + 1}. Differences from the market in which nobody invents, "
        "with their 95 % intervals over luck and worlds.",
        "Workers exposed of 10,000 with a session in that week; of the market in which nobody invents, the level:",
        table(heads, level + more),
        "Share of the written lures that arrive in the words of the bait, in per cent:",
        table(heads, share),
        f"Weeks {weeks - LATE + 1} to {weeks} together: sums of the whole marketplace ({times:.0f} ×), "
        "exposure as the mean of the weeks; below the difference the level without the bait and with it.",
        table(
            ("", "", *COLUMNS.values()), [[*first(each), *(late(each, name) for name in COLUMNS)] for each in others]
        ),
        Picture("bait.png", exposure_by_week({place: gaps(place, exposed) for place in others}, INVENTED_ON)),
    )


def together(name: str, weeks: Floats) -> Floats:
    """Return (pairs,) the last of (pairs, weeks) together: the mean of a rate, the sum of all else."""
    last = weeks[:, -LATE:]
    return last.mean(axis=1) if name in RATES else last.sum(axis=1)


def gap(name: str, before: Floats, after: Floats) -> Interval:
    """Return the mean difference of (pairs,) values with its interval; a pair without a number on a side is left out.

    Pairs that are equal to the bit, as before the bait appears, have no interval: the bounds are NaN.
    """
    both_sides = np.isfinite(before) & np.isfinite(after)
    if not both_sides.any():
        return Interval(np.nan, np.nan, np.nan)
    before, after = before[both_sides], after[both_sides]
    if np.array_equal(before, after):
        return Interval(0.0, np.nan, np.nan)
    return of_difference(UNITS[name], paired_interval(before, after), float(before.mean()))


STUDY = Study(bait, "results/adversary.md", pictures=("bait.png",))
