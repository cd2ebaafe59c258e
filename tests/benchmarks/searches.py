"""Our search step against that of a plain Mesa model: the same people, jobs and luck, day by day, the same events."""

import copy
import gc
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np

from scenarios import load
from sim import day as schedule
from sim.course import Course
from sim.state.codes import Origin
from sim.state.events import Applied, Opened, Session, Surveyed, Viewed
from sim.state.handover import Meetings
from sim.state.log import Log
from sim.state.people import Workers
from sim.state.trade import Jobs, PairSet
from sim.systems.search import search
from tests.benchmarks.courses import REPEATS
from tests.benchmarks.figures import Figure
from tests.benchmarks.luck import dealt
from tests.benchmarks.mesa_search import Scene, Shop

FIRST, DAYS = 30, 5  # the first day that is compared, from 0; and how many
WAYS = ("do", "shuffle_do")  # of agents, to act one after the other

Events = dict[str, Any]  # by name, what can be compared


@dataclass
class Rivals:
    """The search system, which lets Mesa's live each of its days beside it. Seconds are the best of some repeats."""

    looks: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(("ours", *WAYS), 0.0))

    def __call__(self, workers: Workers, jobs: Jobs, seen: PairSet, log: Log, **records: Any) -> Any:
        """Meetings, as from `search`. Raises AssertionError where an event of the day is another."""
        front, today = records["front"], records["today"]
        luck = dealt(workers, seen, front, today)
        scene = Scene(workers, jobs, records["clients"], seen.codes.tolist(), front, luck, today)
        mesas = {way: self._mesas(scene, way) for way in WAYS}
        before, mark = copy.deepcopy((workers, jobs, seen)), log.mark()
        start = time.process_time()
        meetings = search(workers, jobs, seen, log, **records)
        best = time.process_time() - start
        for _ in range(REPEATS - 1):
            again = copy.deepcopy(before)
            start = time.process_time()
            search(*again, Log(), **records)
            best = min(best, time.process_time() - start)
        self.seconds["ours"] += best
        ours = _events(log.after(mark, today.day), meetings)
        self.looks += len(ours["came"]) * today.world.search.rows_read
        for way, events in mesas.items():
            for name, rows in ours.items():
                assert events[name] == rows, f"day {today.day}, {name}: not as in Mesa's model, agents.{way}"
        return meetings

    def _mesas(self, scene: Scene, way: str) -> Events:
        """Events of a day of Mesa's model, the best of some."""
        best = np.inf
        for _ in range(REPEATS):
            shop = Shop(scene)
            gc.collect()
            start = time.process_time()
            shop.live(way)
            best = min(best, time.process_time() - start)
        self.seconds[way] += best
        return shop.events()


def searches() -> Iterator[Figure]:
    """Nanoseconds a look of ours and of Mesa's, and their ratio."""
    scenario, rivals = load("production"), Rivals()
    course = Course(scenario.world, scenario.rollout, start=scenario.start, seed=0)
    for _ in range(FIRST):
        course.live()
    with patch.object(schedule, "search", rivals):
        for _ in range(DAYS):
            course.live()
    ours = rivals.seconds["ours"]
    yield Figure("search", f"ours, a look (one of {rivals.looks:,})", 1e9 * ours / rivals.looks, "ns")
    for way in WAYS:
        yield Figure(f"search_{way}", f"Mesa, agents.{way} ÷ ours, all events equal", rivals.seconds[way] / ours, "×")


def _events(events: Any, meetings: tuple[Meetings, Meetings, Meetings]) -> Events:
    """Our events of a day, as Mesa's model notes them."""
    met, questions, read = meetings
    applied = events[Applied]
    assert len(applied) == np.count_nonzero(met.origin != Origin.TASK)
    surveyed = events[Surveyed]
    return {
        "came": sorted(events[Session].worker.tolist()),
        "views": _counted(events[Viewed].job, events[Viewed].rows),
        "pages": _counted(events[Opened].job, events[Opened].pages),
        "applied": _pairs(met),
        "asked": _pairs(questions),
        "read": _pairs(read),
        "surveyed": sorted(zip(surveyed.worker.tolist(), surveyed.job.tolist(), surveyed.unfair.tolist(), strict=True)),
    }


def _pairs(met: Meetings) -> list[tuple[int, int]]:
    return sorted(zip(met.worker.tolist(), met.job.tolist(), strict=True))


def _counted(job: Any, count: Any) -> Counter[int]:
    counts = Counter[int]()
    for one, number in zip(job.tolist(), count.tolist(), strict=True):
        counts[one] += number
    return counts
