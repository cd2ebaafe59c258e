"""Our search step against that of a plain Mesa model, on the same days of the same market."""

import gc
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from unittest.mock import patch

import numpy as np

from policies.records import Format
from scenarios import load
from sim import day as schedule
from sim.course import Course
from sim.state.events import Opened, Session, Viewed
from sim.state.handover import Storefront
from sim.state.trade import Jobs
from sim.systems.search import search
from tests.benchmarks.courses import REPEATS, scaled
from tests.benchmarks.figures import Figure
from tests.benchmarks.mesa_search import Shop

SIZES = (1, 4)  # times production
FIRST, DAYS = 30, 10  # the first day that is compared, from 0; and how many
CLOSE = 0.05  # by which the counts of the two models may differ


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of all compared days."""

    sessions: int
    looks: int  # at rows of the list
    views: int  # looks that met a job that was published
    pages: int  # opened


class TimedSearch:
    """The search system, timed; collects the lists that it reads."""

    def __init__(self) -> None:
        self.seconds, self.fronts = list[float](), list[Storefront]()

    def __call__(self, *tables: Any, **records: Any) -> Any:
        """Meetings, as from `search`."""
        self.fronts.append(records["front"])
        start = time.process_time()
        meetings = search(*tables, **records)
        self.seconds.append(time.process_time() - start)
        return meetings


def searches() -> Iterator[Figure]:
    """Nanoseconds a look of ours and of Mesa's, and their ratio."""
    for times in SIZES:
        ours, counts, fronts, jobs = _ours(times)
        title = f"{20_000 * times:,} workers"
        yield Figure(f"search_{times}", f"{title}: ours, a look (one of {counts.looks:,})", ours, "ns")
        for way in ("do", "shuffle_do"):
            mesas, others = _mesas(times, way, fronts, jobs)
            _compare(counts, others)
            yield Figure(f"search_{times}_{way}", f'{title}: Mesa, agents.{way}("step"), a look', mesas, "ns")
            yield Figure(f"search_{times}_{way}_ratio", f"{title}: Mesa, agents.{way} ÷ ours", mesas / ours, "×")


def _market(times: int) -> Course:
    """The market on the eve of the days that are compared."""
    scenario = load("production", scaled(times))
    course = Course(scenario.world, scenario.rollout, start=scenario.start, seed=0)
    for _ in range(FIRST):
        course.live()
    return course


def _ours(times: int) -> tuple[float, Counts, list[Storefront], Jobs]:
    """Nanoseconds a look, the best of each day; counts; the list of each day; the jobs on them."""
    seconds = list[list[float]]()
    for _ in range(REPEATS):
        course, timed = _market(times), TimedSearch()
        with patch.object(schedule, "search", timed):
            for _ in range(DAYS):
                course.live()
        seconds.append(timed.seconds)
    events = course.tables.log.finish(course.day).between(FIRST, FIRST + DAYS)
    count, jobs = len(events[Session]), course.tables.jobs
    viewed, opened = events[Viewed], events[Opened]
    views = int(viewed.rows[jobs.format[viewed.job] != Format.TASK].sum())  # of the list, on which no tasks stand
    pages = int(opened.pages[jobs.format[opened.job] != Format.TASK].sum())
    counts = Counts(count, count * course.world.search.rows_read, views, pages)
    return _per_look(seconds, counts), counts, timed.fronts, jobs


def _mesas(times: int, way: str, fronts: list[Storefront], jobs: Jobs) -> tuple[float, Counts]:
    """Nanoseconds a look, the best of each day; counts. way: of the agents, to act one after the other."""
    course, seconds = _market(times), list[list[float]]()
    for _ in range(REPEATS):
        shop, views = Shop(course.tables, course.today(FIRST)), 0
        seconds.append([])
        for number, front in enumerate(fronts):
            shop.set_out(front, jobs, FIRST + number)
            gc.collect()
            start = time.process_time()
            getattr(shop.agents, way)("step")
            seconds[-1].append(time.process_time() - start)
            views += sum(job.views for job in shop.jobs)
    counts = Counts(shop.sessions, shop.sessions * shop.search.rows_read, views, shop.pages)
    return _per_look(seconds, counts), counts


def _per_look(seconds: list[list[float]], counts: Counts) -> float:
    """Nanoseconds. seconds: of each day, for each repeat."""
    return 1e9 * float(np.min(seconds, axis=0).sum()) / counts.looks


def _compare(ours: Counts, mesas: Counts) -> None:
    """Hold both models to the same counts: else the one would be measured on other work than the other."""
    for name, count in asdict(ours).items():
        other = asdict(mesas)[name]
        assert abs(other / count - 1) < CLOSE, f"{name}: {count:,} in our search, {other:,} in Mesa's"
