"""Study of a year: does anything drift by itself in production, where no policy changes and rings keep their habits?"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from docs.studies.cells import table
from docs.studies.lab import Lab, evenings
from docs.studies.page import CENTRAL, Part, Study
from experiments.measures.periods import distinct, mean, ratio
from experiments.printing.numbers import interval, shown
from experiments.runs.plan import Run
from experiments.runs.works import Work
from experiments.verdicts.intervals import Interval, mean_interval
from policies.records import Floats, Format, Kind
from sim.state.events import Completed, ContactSwapped, Posted, Session, Warned
from sim.state.log import Events

if TYPE_CHECKING:
    from sim.tables import Tables

SEEDS = range(32, 160)  # the first 32 were a look beforehand
FILLING = 60  # days in which the market fills
QUARTER = 91
QUARTERS = 4
FLAT = 0.05  # of the mean, a quarter

type Quarters = dict[str, list[float]]  # by name, a value a quarter


def quarters(run: Run) -> Quarters:
    """Simulate a run and return its quarters: what is logged in each, and the trust of people at its end."""
    days, trust = run.scenario.days, []
    length = (days - FILLING) // QUARTERS
    ends = range(FILLING + length, days + 1, length)
    for day, course in enumerate(evenings(run)):
        if day in ends:
            trust.append(_trust(course.tables))
    events = course.tables.log.finish(days)
    parts = [_logged(events.between(end - length, end)) | people for end, people in zip(ends, trust, strict=True)]
    return {name: [part[name] for part in parts] for name in parts[0]}


def _logged(part: Events) -> dict[str, float]:
    active, posted = distinct(part[Session].worker), part[Posted]
    project = (posted.tactic == Kind.NONE) & (posted.format != Format.TASK)
    counts = {
        "yen paid": float(part[Completed].amount.sum()),
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


def year(lab: Lab) -> Part:
    """Measure each value by quarter, and how much it moves a quarter."""
    days, seeds = FILLING + QUARTERS * QUARTER, SEEDS[: lab.seeds(len(SEEDS))]
    [runs] = lab.measure([lab.load("production", "world.rings=frozen", days=days)], Work(quarters), seeds)
    note = (
        f"`production`, rings with the habits of the first day, {days} days, seeds {seeds[0]} to {seeds[-1]}; quarters "
        f"of {QUARTER} days after {FILLING}. Moves: the slope over the quarters in per cent of their mean, a quarter, "
        f"with its 95 % interval over seeds. With an asterisk: the interval is not within ± {FLAT:.0%}."
    )
    return note, table(("", *(f"quarter {quarter + 1}" for quarter in range(QUARTERS)), "moves"), rows(runs))


def rows(runs: Sequence[Quarters]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each value, bold where it surely or perhaps moves."""
    for name in runs[0]:
        values = np.array([run[name] for run in runs])
        moves = slope(values)
        text = f"{interval('share', moves.mean, moves.low, moves.high)} %"
        flat = moves.low >= -FLAT and moves.high <= FLAT
        yield name, *map(shown, values.mean(axis=0).tolist()), text if flat else f"**{text}**"


def slope(values: Floats) -> Interval:
    """Return the slope of (seeds, quarters) values over their mean, by least squares, with its interval over seeds."""
    place = np.arange(values.shape[1]) - (values.shape[1] - 1) / 2
    return mean_interval(values @ place / (place @ place) / values.mean(axis=1))


STUDY = Study(year, "results/size-and-time.md", CENTRAL)
