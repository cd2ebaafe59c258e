"""How fast is a run? As ratios taken in one process, so that a slow machine does not look like slow code.

`make bench` prints them. The yardsticks: a plain Mesa model in which each worker is an agent that does nothing but draw
whether it comes today (the least that any such model must do), and the time to copy the tables once a day.
"""

import time
from collections.abc import Callable

import mesa
import numpy as np

from scenarios import load
from sim.market import Market

DAYS = 30


class Sleeper(mesa.Agent):
    """A worker who only decides whether to come today."""

    def step(self) -> None:
        """Draw, and forget."""
        self.came = self.model.rng.random() < 0.04


def columns(days: int) -> tuple[float, float]:
    """Seconds of `days` days of production, and bytes of its tables at the end."""
    scenario = load("production")
    market = Market(scenario.world, scenario.rollout, start=scenario.start, seed=0)
    market.step()  # texts are read once
    start = time.perf_counter()
    for _ in range(days):
        market.step()
    seconds = time.perf_counter() - start
    t = market.tables
    tables = (t.workers, t.clients, t.rings, t.jobs, t.threads, t.contracts, t.sales, t.affairs)
    return seconds, sum(getattr(table, name).nbytes for table in tables for name in table.columns())


def plain_mesa(days: int, workers: int) -> float:
    """Seconds of `days` days of a model with an agent a worker."""
    model = mesa.Model(rng=0)
    Sleeper.create_agents(model, workers)
    start = time.perf_counter()
    for _ in range(days):
        model.agents.do("step")
    return time.perf_counter() - start


def copying(size: float) -> float:
    """Seconds to copy that many bytes, the best of five."""
    source = np.ones(int(size), np.uint8)
    target = np.empty_like(source)
    return min(_timed(lambda: np.copyto(target, source)) for _ in range(5))


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    """Print the ratios."""
    seconds, size = columns(DAYS)
    agents = plain_mesa(DAYS, 20_000)
    copies = copying(size) * DAYS
    print(f"production, {DAYS} days of 20,000 workers: {seconds:.2f} s")
    print(f"20,000 plain Mesa agents that only draw whether to come: {agents:.2f} s, {agents / seconds:.1f} times ours")
    print(f"copying the tables ({size / 2**20:.1f} MiB) once a day: {copies:.3f} s, 1 of {seconds / copies:.0f} parts")


if __name__ == "__main__":
    main()
