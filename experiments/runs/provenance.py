"""Where numbers come from: enough to tell an experiment from another one, and to carry it out again."""

from dataclasses import dataclass
from typing import Any

from experiments import VERSION
from scenarios import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A scenario as somebody asked for it, and its runs."""

    name: str  # what it was asked for by
    scenario: Scenario
    changes: tuple[str, ...] = ()  # laid upon it by who asked, as `scenarios.load` takes them
    keys: tuple[str, ...] = ()  # of the runs that count, by seed
    worlds: str = "fixed"  # or the name of the plausible worlds, one a seed, that its runs lived in


@dataclass(frozen=True, slots=True)
class Seeds:
    """The seeds that were asked for, and those of them that count: every run of theirs went through."""

    asked: tuple[int, ...]
    ran: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ran)


def heading(names: dict[str, str], sides: tuple[Side, ...], seeds: Seeds) -> dict[str, Any]:
    """What every result says of itself in JSON.

    names  the role of each side and what it was asked for by; a single side has no need of roles in what follows
    """

    def each[T](values: list[T]) -> T | dict[str, T]:
        return dict(zip(names, values, strict=True)) if len(sides) > 1 else values[0]

    return {
        "policylab": VERSION,
        **names,
        "changes": each([side.changes for side in sides]),
        "seeds": seeds.ran,
        "first_seed": min(seeds.asked),
        "last_seed": max(seeds.asked),
        "start": joined([side.scenario.start.isoformat() for side in sides]),
        "days": sides[0].scenario.days,
        "world": joined([side.scenario.world_name for side in sides]),
        "worlds": sides[0].worlds,
        "rings": each([side.scenario.world.rings for side in sides]),
        "keys": each([side.keys for side in sides]),
    }


def joined(words: list[str]) -> str:
    """The different ones among these words, in one line."""
    return " / ".join(dict.fromkeys(words))
