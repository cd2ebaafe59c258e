"""Market: a Mesa model around the day, and a run from start to log."""

import datetime
from dataclasses import fields

import mesa
import numpy as np

from policies.boundary import held
from policies.dates import days
from policies.platform import Platform
from sim.day import one_day
from sim.state.draws import Draws
from sim.state.log import Events
from sim.tables import settled
from sim.today import Today
from sim.words.lexicon import lexicon
from sim.world import World

Rollout = tuple[tuple[int, Platform], ...]  # (first day, platform), ascending, the first on day 0

EVE = -1  # the day before the first
EACH_PERIOD = "a rollout is a tuple of (first day, platform); for mesa.batch_run, which takes it apart, a list of such"


class Market(mesa.Model):
    """A marketplace under a rollout of platforms. `step` is a day; `tables` is how it stands; the log is in them.

    days  after so many it is over: `running` is False, `run_model` returns; None for one that is stepped by hand
    seed  of all luck; None draws one, as any Mesa model does

    Its rules answer behind a boundary (`policies.boundary`): one that does not keep to its question raises Misbehaved.
    """

    def __init__(
        self, world: World, rollout: Rollout, *, start: datetime.date, days: int | None = None, seed: int | None = None
    ) -> None:
        super().__init__(rng=seed)
        if rollout and not isinstance(rollout[0], tuple):
            raise TypeError(f"{EACH_PERIOD}: {rollout!r:.60}…")
        self.world, self.rollout, self.start, self.days = world, rollout, start, days
        self.running = days is None or days > 0
        self.held = held(platform for _, platform in rollout)
        self.draws = Draws(int(self.scenario.rng))
        self.day = 0
        self.tables = settled(self.today(EVE))
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "workers": lambda m: int(np.count_nonzero(~m.tables.workers.left)),
                "jobs on show or waiting": lambda m: len(m.tables.jobs.live()),
                "contracts running": lambda m: int(m.tables.workers.running.sum()),
                "rings in business": lambda m: len(m.tables.rings.in_business()),
                "accounts restricted": lambda m: int(np.count_nonzero(m.tables.clients.restricted)),
            }
        )

    def period(self, day: int) -> int:
        """Position in the rollout of the platform that is in force on a day."""
        return sum(first <= max(day, 0) for first, _ in self.rollout) - 1

    def today(self, day: int) -> Today:
        """A day of this run."""
        before, now = self.period(day - 1), self.period(day)
        return Today(
            day=day,
            date=days(self.start) + max(day, 0),
            platform=self.held[now],
            switched=switched(self.rollout[before][1], self.rollout[now][1]),
            world=self.world,
            lexicon=lexicon(),
            draws=self.draws,
        )

    def step(self) -> None:
        """Live one day."""
        one_day(self.tables, self.today(self.day))
        self.day += 1
        self.datacollector.collect(self)
        if self.days is not None and self.day >= self.days:
            self.running = False

    def run_model(self) -> None:
        """Live all days. Raises ValueError where their number is not given."""
        if self.days is None:
            raise ValueError("a market has no end of its own: Market(…, days=120), or run_for(120)")
        super().run_model()


def switched(before: Platform, after: Platform) -> frozenset[str]:
    """Levers whose rule is another one, or has other numbers."""
    return frozenset(
        lever.name for lever in fields(Platform) if getattr(before, lever.name) != getattr(after, lever.name)
    )


def simulate(world: World, rollout: Rollout, *, start: datetime.date, days: int, seed: int) -> Events:
    """One run: the log of `days` days from `start` under a rollout, with the luck of `seed`."""
    market = Market(world, rollout, start=start, days=days, seed=seed)
    market.run_model()
    return market.tables.log.finish(days)
