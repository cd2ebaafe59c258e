"""Study of bait: a story that no phrase of the guidelines knows appears (M-28), and the office learns from reports."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from docs.studies.bait_result import NOBODY, Bait, Weeks
from docs.studies.changes import Change, carry_out_all
from experiments.measures.business import fee_yen, honest_texts_stopped
from experiments.measures.fraud import exposed_per_10k
from experiments.measures.periods import Periods, ratio
from experiments.measures.weeks import whole_weeks
from experiments.runs.guard import watching
from experiments.runs.identity import reach
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import Work
from experiments.runs.worlds import PLAUSIBLE, Worlds
from experiments.verdicts.regimes import REGIMES, Regime
from policies.records import PROJECTS, Channel, Kind
from sim.state.codes import Duty
from sim.state.events import Completed, Contacted, Hired, StaffWorked, Suspended
from sim.state.log import Events
from sim.words.grammar import INVENTED

SEEDS = range(32)  # fixed: a table must not depend on who makes it
MARKET = "production"
DAYS = 180
INVENTED_ON = 60  # day from which rings have the bait
INVENTS = f"world.ring.invents_on={INVENTED_ON}"


def _learning(reports: int, days: int) -> tuple[str, ...]:
    """Return the changes of a market with the bait: upheld reports until a piece is learned, days until it is used."""
    return INVENTS, f"platform.guidelines.learns_from={reports}", f"platform.guidelines.learns_in_days={days}"


PLATFORMS = {  # office: changes of the market
    NOBODY: (),
    "an office that does not learn": (INVENTS,),
    "one that learns slowly": _learning(10, 45),
    "one that learns": _learning(5, 14),
    "one that learns from the first report": _learning(1, 1),
}


def weekly(run: Run) -> Weeks:
    """Simulate a run and return its weeks."""
    from sim.course import Course  # a process that only submits runs needs no market

    scenario = run.scenario
    with watching(reach(scenario)):
        course = Course(scenario.world, scenario.rollout, start=scenario.start, seed=run.seed)
        for _ in range(scenario.days):
            course.live()
        return by_week(course.tables.log.finish(scenario.days), course.tables.jobs.true_level)


def by_week(events: Events, level: NDArray[np.int64]) -> Weeks:
    """Return what is logged in each whole week. level: (jobs,) disguise of the texts of a job, which no log holds."""
    everything = Periods(events, (0, events.days))
    parts = [_logged(week, everything, level) for week in whole_weeks(events)]
    return {name: [part[name] for part in parts] for name in parts[0]}


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


def bait(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    worlds: Worlds = PLAUSIBLE,
    seeds: Sequence[int] = SEEDS,
    work: Work[Weeks] | None = None,
) -> Bait:
    """Return the weeks of every market in both regimes. Raise Crashed, BadInput."""
    places = [(rings, office) for rings in REGIMES for office in PLATFORMS]
    sides = [_side(*place) for place in places]
    batch = carry_out_all(
        sides, seeds, work or Work(weekly), worlds=worlds, keeping=keeping, engine=engine, what="bait", watch=watch
    )
    results = dict(zip(places, batch.results, strict=True))
    return Bait({rings: {office: results[rings, office] for office in PLATFORMS} for rings in REGIMES})


def _side(rings: Regime, office: str) -> Side:
    side = Change(MARKET, (*PLATFORMS[office], f"world.rings={rings}")).side()
    return replace(side, scenario=side.scenario.lasting(DAYS))
