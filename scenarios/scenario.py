"""A scenario: a platform that changes by dates, on a world."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from policies.platform import Platform
from scenarios.schema import plain
from sim.world import World

Rollout = tuple[tuple[int, Platform], ...]  # (first day, platform): the first is day 0, ascending


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """A platform on a world: everything that decides a run but its seed.

    late      dates after its last day on which it would switch levers, with the platform of each as plain data: no run
              comes so far
    resolved  that as plain data (JSON), names and titles left out: equal data, equal results in this world
    held      the numbers of the world that its files or changes set, such as "ring.patience", of those that vary over
              plausible worlds: they hold in every one of these, whatever their value. What its world file has does not.
    """

    name: str
    title: str
    start: datetime.date
    days: int
    world_name: str
    world: World
    rollout: Rollout
    late: tuple[tuple[datetime.date, dict[str, Any]], ...]
    resolved: dict[str, Any]
    held: frozenset[str]

    def on(self, world: World) -> "Scenario":
        """The same platform on another world."""
        return replace(self, world=world, resolved={**self.resolved, "world": plain(world)})

    def lasting(self, days: int) -> "Scenario":
        """The same for so many days."""
        return replace(self, days=days, resolved={**self.resolved, "days": days})
