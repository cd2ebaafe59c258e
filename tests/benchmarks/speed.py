"""`make bench`: how fast is a run? Mostly ratios taken in one go: a slow machine does not look like slow code.

default  CPU time of a run of 120 days; ÷ that of plain Mesa agents that only draw whether to come, the least that such
         a model must do; ÷ the time to copy the tables once a day
search   the search step: time of a plain Mesa model with an agent a worker ÷ ours, on the same people, jobs and luck,
         state by state, all events equal
full     the market at full size: a day, its memory, and the cost of a worker's day ÷ that in the default market
size     a day by the size of the market
length   a day of the last 30 days of a run ÷ one of days 11–40
start, demo, gate   commands from start to end, in wall seconds on all cores; of the demo and of a gate a part

CPU times are the best of three, day by day; those of a run are taken in a process of its own. Beside each
figure stands the last one of the same machine in `figures.jsonl`.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import mesa
import numpy as np

from tests.benchmarks import commands
from tests.benchmarks.courses import REPEATS, Times, times
from tests.benchmarks.figures import Figure, append, machine, past, row
from tests.benchmarks.searches import searches

MIB = 2**20
DAYS = 120
FEW = 13  # days of a market whose size is compared; the first one is left out
SCALES = ("0.0625", "0.25", "1", "4", "16")  # of production, up to full size
LENGTHS = (60, 120, 240)  # days


class Sleeper(mesa.Agent):
    """A worker who only decides whether to come today."""

    def step(self) -> None:
        """Draw, and forget."""
        self.came = self.model.rng.random() < 0.04


def default() -> Iterator[Figure]:
    """A run of production, against yardsticks."""
    run = times("production", days=DAYS)
    day = run.day(1, DAYS)
    yield Figure("default_setup", "set-up", run.setup * 1e3, "ms")
    yield Figure("default_days", "all days", day * DAYS, "s")
    yield Figure("default_day", "a day", day * 1e3, "ms")
    yield Figure("default_mesa", "days ÷ those of Mesa agents that only draw", day / plain_mesa(run.workers), "×")
    text = f"days ÷ copying the tables ({run.tables / MIB:.1f} MiB) once a day"
    yield Figure("default_copies", text, day / copying(run.tables), "×")


def full() -> Iterator[Figure]:
    """Production at full size."""
    run = times("production_full", days=FEW)
    yield Figure("full_setup", "set-up", run.setup, "s")
    yield Figure("full_day", f"a day, mean of days 2–{FEW}", run.day(2, FEW), "s")
    yield Figure("full_memory", f"peak of memory in {FEW} days", run.peak / MIB, "MiB")
    yield Figure("full_worker", "cost of a worker's day ÷ that in the default market", _per_worker(run), "×")


def size() -> Iterator[Figure]:
    """A day by the size of the market."""
    runs = [times("production", f"scale={scale}", days=FEW) for scale in SCALES]
    runs.append(times("production_full", days=FEW))
    for run in runs:
        yield Figure(f"size_{run.workers}", f"{run.workers:,} workers: a day", run.day(2, FEW) * 1e3, "ms")
        yield Figure(f"size_{run.workers}_worker", "    a worker's ÷ that in the default market", _per_worker(run), "×")


def length() -> Iterator[Figure]:
    """Late days against early ones. A shorter run is the beginning of a longer one."""
    run = times("production", days=max(LENGTHS))
    for days in LENGTHS:
        ratio = run.day(days - 29, days) / run.day(11, 40)
        yield Figure(f"length_{days}", f"{days} days: a day of the last 30 ÷ one of days 11–40", ratio, "×")


@dataclass(frozen=True, slots=True)
class Part:
    """Figures that are measured together."""

    title: str
    measure: Callable[[], Iterator[Figure]]
    long: bool = False  # takes minutes


PARTS = {
    "default": Part(f"production, {DAYS} days of the default market, seed 0", default),
    "search": Part("search, against a plain Mesa model on the same people and jobs", searches),
    "full": Part("production_full", full),
    "size": Part(f"size of the market, mean of days 2–{FEW}", size),
    "length": Part("length of a run", length),
    "start": Part("start of a command", commands.start_up),
    "demo": Part("comparison", commands.demo, long=True),
    "gate": Part("gate", commands.gate, long=True),
}


def plain_mesa(workers: int) -> float:
    """Seconds a day of a model whose agents are sleepers."""
    model = mesa.Model(rng=0)
    Sleeper.create_agents(model, workers)
    return _best(lambda: [model.agents.do("step") for _ in range(DAYS)]) / DAYS


def copying(size: int) -> float:
    """Seconds to copy so many bytes."""
    source = np.ones(size, np.uint8)
    target = np.empty_like(source)

    def copy() -> None:
        for _ in range(DAYS):
            np.copyto(target, source)

    return _best(copy) / DAYS


def _per_worker(run: Times) -> float:
    """Cost of a worker's day ÷ that in the default market."""
    base = times("production", "scale=1", days=FEW)
    return (run.day(2, FEW) / run.workers) / (base.day(2, FEW) / base.workers)


def _best(action: Callable[[], object]) -> float:
    """CPU seconds, the best of some repeats."""
    seconds = list[float]()
    for _ in range(REPEATS):
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return min(seconds)


def main() -> None:
    """Print the figures, and add them to the file."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.speed")
    parser.add_argument("--quick", action="store_true", help="leave out the commands that take minutes")
    parser.add_argument("--only", choices=PARTS, metavar="NAME", action="append", help=f"one of {', '.join(PARTS)}")
    parser.add_argument("--no-save", action="store_true", help="leave the file of past figures as it is")
    options = parser.parse_args()
    before, figures = past(), list[Figure]()
    print(machine())
    for name, part in PARTS.items():
        if name in (options.only or PARTS) and not (options.quick and part.long):
            print(f"\n{part.title}", flush=True)
            for figure in part.measure():
                print(row(figure, before), flush=True)
                figures.append(figure)
    if not options.no_save:
        append(figures)


if __name__ == "__main__":
    main()
