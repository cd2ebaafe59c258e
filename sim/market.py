"""Market: a Mesa model of which a step is a day. Runs alone need no Mesa (`sim.course`)."""

import datetime
from typing import Any

import mesa
import numpy as np

from sim.agents import RingView
from sim.course import Course, Rollout
from sim.state.log import Events, Mark
from sim.tables import Tables
from sim.today import Today
from sim.world import World

EACH_PERIOD = "a rollout is a tuple of (first day, platform); for mesa.batch_run, which takes it apart, a list of such"


class Market(mesa.Model):
    """The course of a marketplace under a rollout of platforms, as a Mesa model.

    days  after so many it is over: `running` is False, `run_model` returns; None for one that is stepped by hand
    seed  of all luck; None draws one, as any Mesa model does
    """

    def __init__(
        self, world: World, rollout: Rollout, *, start: datetime.date, days: int | None = None, seed: int | None = None
    ) -> None:
        super().__init__(rng=seed)
        if rollout and not isinstance(rollout[0], tuple):
            raise TypeError(f"{EACH_PERIOD}: {rollout!r:.60}…")
        self.world, self.days = world, days
        self.running = days is None or days > 0
        self.course = Course(world, rollout, start=start, seed=int(self.scenario.rng))
        self._views: dict[int, RingView] = {}
        self._mornings: list[Mark] = [{}]  # of the log, by day; the first has what was here before
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "workers": lambda m: int(np.count_nonzero(~m.tables.workers.left)),
                "jobs on show or waiting": lambda m: len(m.tables.jobs.live()),
                "contracts running": lambda m: int(m.tables.workers.running.sum()),
                "rings in business": lambda m: len(m.tables.rings.in_business()),
                "accounts restricted": lambda m: int(np.count_nonzero(m.tables.clients.restricted)),
            },
            agent_reporters={name: name for name in ("accounts", "accounts_opened", "books", "channel", "tactic")},
        )

    @property
    def parameters(self) -> dict[str, Any]:
        """Arguments of a market that lives the same days again, as Mesa's `SolaraViz` wants them."""
        return {
            "world": self.world,
            "rollout": self.course.rollout,
            "start": self.course.start,
            "days": self.days,
            "seed": int(self.scenario.rng),
        }

    @property
    def tables(self) -> Tables:
        """All that lasts from day to day."""
        return self.course.tables

    @property
    def day(self) -> int:
        """Days that it has lived."""
        return self.course.day

    @property
    def agents(self) -> Any:
        """Rings in business, as Mesa's set of agents; a ring gets its view when it is asked for first.

        People are columns: a Mesa agent for each would cost more than the market itself.
        """
        rows = self.tables.rings.in_business().tolist()
        for row in self._views.keys() - set(rows):
            self._views.pop(row).remove()
        for row in rows:
            if row not in self._views:
                self._views[row] = RingView(self, self.tables, row)
        return super().agents

    def events(self, days: int | None = None) -> Events:
        """Events of the last days, of all days where no number is given. Times are days since the start."""
        since = 0 if days is None else max(self.day - days, 0)
        return self.tables.log.after(self._mornings[since], self.day)

    def today(self, day: int) -> Today:
        """A day of this run."""
        return self.course.today(day)

    def step(self) -> None:
        """Live one day."""
        if self.day:
            self._mornings.append(self.tables.log.mark())
        self.course.live()
        self.datacollector.collect(self)
        if self.days is not None and self.day >= self.days:
            self.running = False

    def run_model(self) -> None:
        """Live all days. Raises ValueError where their number is not given."""
        if self.days is None:
            raise ValueError("a market has no end of its own: Market(…, days=120), or run_for(120)")
        super().run_model()
