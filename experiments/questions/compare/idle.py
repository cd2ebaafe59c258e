"""Idle numbers: what was changed and had no effect, so that "no difference" is not taken for an answer.

A rule declares what shuts a number (`policies.numbers.Shut`); of such a number it can be said before any run. Of the
others it is said where no metric of any run differs, and no more than that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from policies.catalogue import RULES
from policies.numbers import known
from scenarios import Scenario
from scenarios.moves import moves


@dataclass(frozen=True, slots=True)
class Idle:
    """A key that was changed, and why that had no effect, where its rule says it."""

    key: str
    why: str | None


def idle(
    before: Mapping[str, Any], after: Mapping[str, Any], shut: Mapping[str, str], *, equal: bool
) -> tuple[Idle, ...]:
    """The idle ones among the keys in which two scenarios (`resolved`) differ.

    shut   why keys have no effect, on both sides
    equal  no metric of any run differs
    """
    keys = [move.key for move in moves(before, after)]
    return tuple(Idle(key, shut.get(key)) for key in keys if key in shut or equal)


def of_sides(before: Scenario, after: Scenario, *, equal: bool) -> tuple[Idle, ...]:
    """The same of two scenarios that are at hand."""
    return idle(before.resolved, after.resolved, both(shut(before), shut(after)), equal=equal)


def both(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """What is shut on both sides, and why."""
    return {key: why for key, why in after.items() if key in before}


def shut(scenario: Scenario) -> dict[str, str]:
    """The numbers of a scenario's rules that have no effect on any day, and why."""
    found: dict[str, str] = {}
    opened: set[str] = set()
    for _, platform in scenario.rollout:
        for lever in RULES:
            rule = getattr(platform, lever)
            for field in fields(rule) if is_dataclass(rule) else ():
                number, key = known(field), f"platform.{lever}.{field.name}"
                reasons = getattr(number, "shut", ())  # the base of a gate may have policies from before there were any
                why = next((each for each in reasons if each.holds(rule)), None)
                if why is None:
                    opened.add(key)
                else:
                    found.setdefault(key, str(why))
    return {key: why for key, why in found.items() if key not in opened}


def sentences(found: tuple[Idle, ...]) -> list[str]:
    """They, in words: one for each that its rule knows of, one for all others together."""
    told = [f"{each.key} has no effect here: {each.why}" for each in found if each.why]
    others = [each.key for each in found if not each.why]
    return told + ([f"no metric of any run shows what was changed: {', '.join(others)}"] if others else [])
