"""The policy's own numbers, those of rules in which two platforms differ, and the values at which the answer turns."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import partial
from itertools import pairwise
from typing import Any, get_type_hints

from experiments.questions.flip.result import Turn
from experiments.verdicts.differences import Difference
from policies.numbers import known
from policies.platform import Platform
from scenarios import Scenario
from scenarios.dimensions import Dimension, dimension

HALVINGS = 3  # of the stretch between two values, in which the mean difference changes its sign

Evaluate = Callable[[Dimension, float], Difference]


def own_numbers(baseline: Scenario, candidate: Scenario) -> tuple[Dimension, ...]:
    """Return the numbers of the candidate's rules on levers where the platforms differ, as in its last stage.

    Only numbers with a plausible range, no lists.
    """
    before, after = ([platform for _, platform in side.rollout] for side in (baseline, candidate))
    return tuple(
        number
        for lever in (field.name for field in fields(Platform))
        if [getattr(platform, lever) for platform in before] != [getattr(platform, lever) for platform in after]
        for number in _numbers(lever, getattr(after[-1], lever))
    )


def _numbers(lever: str, rule: Any) -> Iterator[Dimension]:
    hints = get_type_hints(type(rule))
    for field in fields(rule):
        facts, now = known(field), getattr(rule, field.name)
        if facts and facts.low is not None and facts.high is not None and isinstance(now, int | float):
            path, whole = f"platform.{lever}.{field.name}", hints[field.name] is int
            low, high = (_reach(rule, field.name, end) for end in (facts.low, facts.high))
            yield dimension(path, None, facts.unit, low, now, high, whole=whole)


def _reach(rule: Any, name: str, end: float) -> float:
    """Return the value farthest towards an end of its range that a rule takes beside its other numbers."""
    now = getattr(rule, name)
    others = (getattr(rule, field.name) for field in fields(rule))
    between = [each for each in (end, *others) if isinstance(each, int | float) and (each - now) * (each - end) <= 0]
    return max(filter(partial(_takes, rule, name), between), key=lambda value: abs(value - now))


def _takes(rule: Any, name: str, value: float) -> bool:
    try:
        replace(rule, **{name: value})
    except ValueError:
        return False
    return True


def turn(number: Dimension, now: Difference, evaluate: Evaluate) -> Turn:
    """Return the difference along a number: at both ends, and at values near the change of sign of its mean.

    now: the difference with the number as it is
    """
    differences = {number.central: now}
    for end in (number.low, number.high):
        if end not in differences:
            differences[end] = evaluate(number, end)
    between = _turning(differences, number.central)
    for _ in range(HALVINGS if between else 0):
        assert between is not None
        middle = number.value(sum(map(number.where, between)) / 2)
        if middle in differences:  # no whole number is between
            break
        differences[middle] = evaluate(number, middle)
        between = _turning(differences, number.central)
    return Turn(number.name, number.central, tuple(sorted(differences.items())), between)


def _turning(differences: dict[float, Difference], near: float) -> tuple[float, float] | None:
    """Return the neighbouring values between which the mean difference changes its sign, the nearest to `near`.

    Values at which it is 0, or has no number, are passed over.
    """
    values = sorted(value for value, each in differences.items() if each.difference < 0 or each.difference > 0)
    turning = [
        (low, high) for low, high in pairwise(values) if differences[low].difference * differences[high].difference < 0
    ]
    return min(turning, key=lambda pair: min(abs(value - near) for value in pair), default=None)
