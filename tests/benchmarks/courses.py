"""`python -m tests.benchmarks.courses REPEATS DAYS SCENARIO [KEY=VALUE …]`: times of a market, as JSON.

Each market is measured in a process of its own, so that the peak of memory is its own too.
"""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from functools import cache

import numpy as np

from scenarios import load
from sim.caches import nameless
from sim.course import Course
from sim.tables import Tables
from tests.benchmarks.figures import ROOT

REPEATS = 3
KIB = 1 if sys.platform == "darwin" else 1024  # bytes in the unit of ru_maxrss


@dataclass(frozen=True, slots=True)
class Times:
    """CPU seconds of a market, seed 0: the best of some repeats."""

    workers: int  # at the start
    setup: float
    days: list[float]  # of each day
    tables: int  # bytes after the last day
    peak: int  # bytes, of the whole process in the first repeat

    def day(self, first: int, last: int) -> float:
        """Mean seconds of a day from the first to the last one, counted from 1."""
        return float(np.mean(self.days[first - 1 : last]))


@cache
def times(scenario: str, *changes: str, days: int) -> Times:
    """Times of a market, measured in another process, once."""
    words = [str(REPEATS), str(days), scenario, *changes]
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.courses", *words],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # as the command line has it
        stdout=subprocess.PIPE,
        check=True,
    )
    return Times(**json.loads(done.stdout))


def measure(repeats: int, days: int, name: str, changes: tuple[str, ...]) -> Times:
    """Times of a market, measured in this process."""
    scenario = load(name, changes)
    setups, lives, peak, size = list[float](), list[list[float]](), 0, 0
    for _ in range(repeats):
        with nameless() as aside:
            start = time.process_time()
            course = Course(scenario.world, scenario.rollout, start=scenario.start, seed=0, aside=aside)
            setups.append(time.process_time() - start)
            lives.append([_day(course) for _ in range(days)])
            # On Linux a process begins with the peak of the one that started it: here a small one.
            peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB
            size = _size(course.tables)
            del course  # before the next one is set up
    return Times(scenario.world.workers, min(setups), np.min(lives, axis=0).tolist(), size, peak)


def _day(course: Course) -> float:
    start = time.process_time()
    course.live()
    return time.process_time() - start


def _size(t: Tables) -> int:
    """Bytes of the tables."""
    tables = (t.workers, t.clients, t.rings, t.jobs, t.threads, t.contracts, t.sales, t.affairs)
    return sum(getattr(table, name).nbytes for table in tables for name in table.columns())


if __name__ == "__main__":
    print(json.dumps(asdict(measure(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], tuple(sys.argv[4:])))))
