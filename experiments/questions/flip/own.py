"""The policy's own numbers: those of the rules in which two platforms differ, and where along them the answer turns."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Any, get_type_hints

from experiments.questions.flip.result import Turn
from experiments.verdicts.differences import Difference
from policies.numbers import known
from policies.platform import Platform
from scenarios import Scenario
from scenarios.space import Dimension, dimension

HALVINGS = 3  # of the stretch between two values, in which the mean difference changes its sign

Along = Callable[[Dimension, float], Difference]


def own_numbers(baseline: Scenario, candidate: Scenario) -> tuple[Dimension, ...]:
    """The numbers of the candidate's rules on levers where the platforms differ, each as it is last.

    Numbers with a plausible range, and no lists.
    """
    before, after = ([platform for _, platform in side.rollout] for side in (baseline, candidate))
    return tuple(
        each
        for lever in (field.name for field in fields(Platform))
        if [getattr(platform, lever) for platform in before] != [getattr(platform, lever) for platform in after]
        for each in _numbers(lever, getattr(after[-1], lever))
    )


def _numbers(lever: str, rule: Any) -> Iterator[Dimension]:
    hints = get_type_hints(type(rule))
    for field in fields(rule):
        facts, now = known(field), getattr(rule, field.name)
        if facts and facts.low is not None and facts.high is not None and isinstance(now, int | float):
            path, whole = f"platform.{lever}.{field.name}", hints[field.name] is int
            yield dimension(path, None, facts.unit, facts.low, now, facts.high, whole=whole)


def turn(number: Dimension, now: Difference, ask: Along) -> Turn:
    """What the difference becomes along a number: at both ends, and closer to where its mean changes sign.

    now: the difference with the number as it is.
    """
    found = {number.central: now}
    for end in (number.low, number.high):
        if end not in found:
            found[end] = ask(number, end)
    between = _turning(found, number.central)
    for _ in range(HALVINGS if between else 0):
        assert between is not None
        middle = number.value(sum(map(number.where, between)) / 2)
        if middle in found:  # of whole numbers there is none between
            break
        found[middle] = ask(number, middle)
        between = _turning(found, number.central)
    return Turn(number.name, number.central, tuple(sorted(found.items())), between)


def _turning(found: dict[float, Difference], near: float) -> tuple[float, float] | None:
    """The two neighbouring values nearest to this one between which the mean difference changes its sign."""
    values = sorted(found)
    turning = [(one, other) for one, other in pairwise(values) if found[one].difference * found[other].difference < 0]
    return min(turning, key=lambda pair: min(abs(value - near) for value in pair), default=None)
