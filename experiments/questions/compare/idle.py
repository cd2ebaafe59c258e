"""Idle numbers: changes without effect. They are named, so that "no difference" is not taken for an answer.

A rule declares what shuts a number (`policies.numbers.Shut`); such a number is known to be idle before any run. Other
numbers count as idle if no metric of any run differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from experiments.language.messages import from_english, in_a_row, message, say
from policies.catalogue import RULES
from policies.numbers import known
from scenarios import Scenario
from scenarios.moves import moves

SHUT = (  # the reasons that rules give (`Shut`)
    message("calls are shut ({field} = {value})"),
    message("no call is watched ({field} = {value})"),
    message("nobody applies for contact outside ({field} = {value})"),
    message("nobody reads applications, and all are granted ({field} = {value})"),
    message("no advice is given ({field} = {value})"),
    message("links count for nothing ({field} = {value})"),
    message("nothing is learned ({field} = {value})"),
    message("nobody reads what is held ({field} = {value})"),
    message("nobody glances at postings ({field} = {value})"),
    message("a high fee counts for nothing ({field} = {value})"),
    message("a new account counts for nothing ({field} = {value})"),
    message("earlier findings count for nothing ({field} = {value})"),
    message("nobody reviews postings ({field} = {value})"),
    message("nobody is asked ({field} = {value})"),
    message("clients are not told ({field} = {value})"),
)


@dataclass(frozen=True, slots=True)
class Idle:
    """A key whose change had no effect, and the reason, if its rule states it."""

    key: str
    why: str | None


def idle(
    before: Mapping[str, Any], after: Mapping[str, Any], shut: Mapping[str, str], *, equal: bool
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


def from_data(sentence: str) -> str:
    """Return an English sentence of `sentences`, as results have it, in the language of the reader."""
    key, separator, reason = sentence.partition(" has no effect here: ")
    if separator:
        return say("{key} has no effect here: {reason}", key=key, reason=from_english(reason, *SHUT))
    return from_english(sentence, message("no metric of any run moves with these changes: {keys}"))


def both(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that are shut on both sides, and why."""
    return {key: why for key, why in after.items() if key in before}


def shut(scenario: Scenario) -> dict[str, str]:
    """Return the numbers of a scenario's rules that have no effect on any day, and why."""
    reasons: dict[str, str] = {}
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
                    reasons.setdefault(key, str(why))
    return {key: why for key, why in reasons.items() if key not in opened}


def sentences(numbers: tuple[Idle, ...]) -> list[str]:
    """Return idle numbers in words: a sentence for each that its rule explains, one for all others together."""
    explained = [
        say("{key} has no effect here: {reason}", key=number.key, reason=from_english(number.why, *SHUT))
        for number in numbers
        if number.why
    ]
    others = [number.key for number in numbers if not number.why]
    if others:
        explained.append(say("no metric of any run moves with these changes: {keys}", keys=in_a_row(others)))
    return explained
