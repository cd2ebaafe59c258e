"""Study of a year: does anything drift by itself in production, where no policy changes and rings keep their habits?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.measures.periods import distinct, mean, ratio
from experiments.runs.batch import carry_out
from experiments.runs.failures import whole
from experiments.runs.guard import watching
from experiments.runs.identity import reach
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.provenance import Side
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import Work
from policies.records import Format, Kind
from scenarios import load
from sim.state.events import ContactSwapped, Paid, Posted, Session, Warned
from sim.state.log import Events

if TYPE_CHECKING:
    from sim.tables import Tables

SEEDS = range(32, 160)  # fixed: a table must not depend on who makes it; the first 32 were a look beforehand
FILLING = 60  # days in which the market fills
QUARTER = 91
QUARTERS = 4
DAYS = FILLING + QUARTERS * QUARTER

type Quarters = dict[str, list[float]]  # by name, a value a quarter


def quarters(run: Run) -> Quarters:
    """Simulate a run and return its quarters: what is logged in each, and the trust of people at its end."""
    from sim.course import Course  # a process that only submits runs needs no market

    scenario = run.scenario
    with watching(reach(scenario)):
        course = Course(scenario.world, scenario.rollout, start=scenario.start, seed=run.seed)
        trust = []
        for day in range(1, DAYS + 1):
            course.live()
            if day > FILLING and (day - FILLING) % QUARTER == 0:
                trust.append(_trust(course.tables))
        events = course.tables.log.finish(DAYS)
    parts = [
        _logged(events.between(end - QUARTER, end)) | people
        for end, people in zip(range(FILLING + QUARTER, DAYS + 1, QUARTER), trust, strict=True)
    ]
    return {name: [part[name] for part in parts] for name in parts[0]}


def _logged(part: Events) -> dict[str, float]:
    active, posted = distinct(part[Session].worker), part[Posted]
    project = (posted.tactic == Kind.NONE) & (posted.format != Format.TASK)
    counts = {
        "yen paid": float(part[Paid].amount.sum()),
        "postings": len(posted),
        "warnings": len(part[Warned]),
        "contacts exchanged": len(part[ContactSwapped]),
    }
    return {
        "active workers": float(active),
        **{f"{name} a worker": ratio(count, active) for name, count in counts.items()},
        "fees to market": float(np.exp(mean(np.log(posted.to_market[project])))),
    }


def _trust(tables: "Tables") -> dict[str, float]:
    """Return the mean trust of those who are here, by how often workers come and honest clients post."""
    workers, clients = tables.workers, tables.clients
    comes, posts = workers.true_activity * ~workers.left, clients.true_rate * ~clients.left * (clients.true_ring < 0)
    return {
        "trust of workers": ratio(float((workers.true_trust * comes).sum()), float(comes.sum())),
        "trust of clients": ratio(float((clients.true_trust * posts).sum()), float(posts.sum())),
    }


def year(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    keeping: Keeping = UNKEPT,
    *,
    seeds: Sequence[int] = SEEDS,
    work: Work[Quarters] | None = None,
) -> tuple[Quarters, ...]:
    """Return the quarters of production, a run each. Raise Crashed."""
    side = Side("production", load("production", ["world.rings=frozen"]).lasting(DAYS), ())
    with watch(len(seeds), "year") as step:
        batch = carry_out([side], seeds, work or Work(quarters), keeping=keeping, engine=engine, on_done=step)
    return whole(batch.results[0], batch.failures)
