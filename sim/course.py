"""The course of a market, day by day, and a run from start to log."""

import datetime
from dataclasses import fields, replace
from typing import BinaryIO

from policies.boundary import held
from policies.dates import days
from policies.platform import Platform
from sim.day import one_day
from sim.state.draws import Draws
from sim.state.log import Events, Log
from sim.tables import settled
from sim.today import Today
from sim.words.lexicon import lexicon
from sim.world import World

Rollout = tuple[tuple[int, Platform], ...]  # (first day, platform), ascending, the first on day 0

EVE = -1  # the day before the first


class Course:
    """A marketplace under a rollout of platforms. `tables` is how it stands after `day` days; the log is in them.

    seed   of all luck
    aside  a file for what is logged, nobody else's: only a large market needs one

    Its rules answer behind a boundary (`policies.boundary`): one that does not keep to its question raises Misbehaved.
    """

    def __init__(
        self, world: World, rollout: Rollout, *, start: datetime.date, seed: int, aside: BinaryIO | None = None
    ) -> None:
        self.world, self.rollout, self.start = world, rollout, start
        self.held = held(platform for _, platform in rollout)
        self.draws = Draws(seed)
        self.lexicon = replace(lexicon(), alike=world.writing.alike, unlisted=world.writing.unlisted)
        self.day = 0
        self.tables = settled(self.today(EVE), Log(aside))

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
            lexicon=self.lexicon,
            draws=self.draws,
            history=tuple((first, held) for (first, _), held in zip(self.rollout[: now + 1], self.held, strict=False)),
        )

    def live(self) -> None:
        """Live one day."""
        one_day(self.tables, self.today(self.day))
        self.day += 1


def switched(before: Platform, after: Platform) -> frozenset[str]:
    """Levers whose rule is another one, or has other numbers."""
    return frozenset(
        lever.name for lever in fields(Platform) if getattr(before, lever.name) != getattr(after, lever.name)
    )


def simulate(
    world: World, rollout: Rollout, *, start: datetime.date, days: int, seed: int, aside: BinaryIO | None = None
) -> Events:
    """One run: the log of `days` days from `start` under a rollout, with the luck of `seed`. aside: as for a Course."""
    course = Course(world, rollout, start=start, seed=seed, aside=aside)
    for _ in range(days):
        course.live()
    log = course.tables.log
    del course  # at full size a gigabyte, of which the log needs nothing
    return log.finish(days)
