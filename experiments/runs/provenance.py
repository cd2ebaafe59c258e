"""Provenance of results: enough to identify an experiment and to repeat it."""

from dataclasses import dataclass
from typing import Any

from experiments import VERSION
from scenarios import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A side of a question: its scenario as requested, and its runs."""

    name: str  # as requested
    scenario: Scenario
    changes: tuple[str, ...] = ()  # requested changes, as `scenarios.load` takes them
    keys: tuple[str, ...] = ()  # of the runs that count, by seed
    worlds: str = "fixed"  # or the name of the plausible worlds, one a seed, that its runs lived in
    source: str = ""  # a shipped name or a file, for a command; empty: its name begins with it

    @property
    def word(self) -> str:
        """The word of a command that names it, without its changes."""
        return self.source or self.name.partition(" + ")[0]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Seeds that were requested, and those that count: no run of theirs crashed."""

    requested: tuple[int, ...]
    ran: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ran)


def heading(names: dict[str, str], sides: tuple[Side, ...], seeds: Seeds) -> dict[str, Any]:
    """Return the head of every result in JSON.

    names  role of each side → its name; the values of a single side are given without a role
    """

    def each[T](values: list[T]) -> T | dict[str, T]:
        return dict(zip(names, values, strict=True)) if len(sides) > 1 else values[0]

    return {
        "policylab": VERSION,
        **names,
        "changes": each([side.changes for side in sides]),
        "seeds": seeds.ran,
        "first_seed": min(seeds.requested),
        "last_seed": max(seeds.requested),
        "start": joined([side.scenario.start.isoformat() for side in sides]),
        "days": sides[0].scenario.days,
        "world": joined([side.scenario.world_name for side in sides]),
        "worlds": sides[0].worlds,
        "rings": each([side.scenario.world.rings for side in sides]),
        "keys": each([side.keys for side in sides]),
    }


def joined(words: list[str]) -> str:
    """Return the distinct words, in one line."""
    return " / ".join(dict.fromkeys(words))
