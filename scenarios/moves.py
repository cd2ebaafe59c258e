"""Moves: the keys in which one scenario differs from another, and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Move:
    """A key whose value is another one."""

    key: str
    before: Any
    after: Any
    day: int = 0  # the first on which they differ


def moves(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Move, ...]:
    """Every key in which `resolved` of two scenarios differs. Of a new rule only its name counts, not its numbers."""
    head = ((key, before[key], after[key], 0) for key in ("start", "days"))
    world = ((key, old, new, 0) for key, old, new in _both(before["world"], after["world"], "world"))
    end = min(before["days"], after["days"])
    days = sorted({step["day"] for side in (before, after) for step in side["rollout"] if step["day"] < end})
    platform = (
        (key, old, new, day) for day in days for key, old, new in _both(_on(before, day), _on(after, day), "platform")
    )
    changed: dict[str, Move] = {}
    for key, old, new, day in (*head, *world, *platform):
        if old != new:
            changed.setdefault(key, Move(key, old, new, day))
    return tuple(changed.values())


def _on(resolved: Mapping[str, Any], day: int) -> Mapping[str, Any]:
    """The platform of a day."""
    platform: Mapping[str, Any] = [step for step in resolved["rollout"] if step["day"] <= day][-1]["platform"]
    return platform


def _both(before: Mapping[str, Any], after: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any, Any]]:
    """Every key that both have, with both values."""
    for name in before:
        if name not in after:
            continue
        old, new, key = before[name], after[name], f"{above}.{name}"
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _both(old, new, key)
        else:
            yield key, old, new
