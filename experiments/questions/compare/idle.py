"""Idle numbers: changes without effect. They are named, so that "no difference" is not taken for an answer.

A rule declares what shuts a number (`policies.numbers.Shut`); such a number is known to be idle before any run. Other
numbers count as idle if no metric of any run differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from experiments.language.messages import Sentence, english
from policies.catalogue import RULES
from policies.numbers import Shut, known
from scenarios import Scenario
from scenarios.moves import moves


@dataclass(frozen=True, slots=True)
class Idle:
    """A key whose change had no effect, and the reason, if its rule states it."""

    key: str
    why: str | None  # a sentence of data


def idle(
    before: Mapping[str, Any], after: Mapping[str, Any], shut: Mapping[str, Sentence], *, equal: bool
) -> tuple[Idle, ...]:
    """Return the idle ones of the keys in which two scenarios (`resolved`) differ.

    shut   why keys have no effect, on both sides
    equal  no metric of any run differs
    """
    keys = [move.key for move in moves(before, after)]
    return tuple(Idle(key, shut.get(key)) for key in keys if key in shut or equal)


def of_sides(before: Scenario, after: Scenario, *, equal: bool) -> tuple[Idle, ...]:
    """Return the idle keys of two loaded scenarios."""
    return idle(before.resolved, after.resolved, both(shut(before), shut(after)), equal=equal)


def both(before: Mapping[str, Sentence], after: Mapping[str, Sentence]) -> dict[str, Sentence]:
    """Return the keys that are shut on both sides, and why."""
    return {key: why for key, why in after.items() if key in before}


def reason(shutter: Shut) -> Sentence:
    """Return why a number has no effect, as its rule has it."""
    why = shutter.text + " ({field} = {value})"
    return english(why, field=shutter.field, value=shutter.shown)


def shut(scenario: Scenario) -> dict[str, Sentence]:
    """Return the numbers of a scenario's rules that have no effect on any day, and why."""
    reasons: dict[str, Sentence] = {}
    opened: set[str] = set()
    for _, platform in scenario.rollout:
        for lever in RULES:
            rule = getattr(platform, lever)
            for field in fields(rule) if is_dataclass(rule) else ():
                number, key = known(field), f"platform.{lever}.{field.name}"
                shutters = getattr(number, "shut", ())  # policies of a gate's base may be older than `shut`
                why = next((shutter for shutter in shutters if shutter.holds(rule)), None)
                if why is None:
                    opened.add(key)
                else:
                    reasons.setdefault(key, reason(why))
    return {key: why for key, why in reasons.items() if key not in opened}


def sentences(numbers: tuple[Idle, ...]) -> list[Sentence]:
    """Return idle numbers in words: a sentence for each that its rule explains, one for all others together."""
    explained = [
        english("{key} has no effect here: {reason}", key=number.key, reason=number.why)
        for number in numbers
        if number.why
    ]
    others = tuple(number.key for number in numbers if not number.why)
    if others:
        explained.append(english("no metric of any run moves with these changes: {keys}", keys=others))
    return explained
