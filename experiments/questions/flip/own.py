"""The policy's own numbers, those of rules in which two platforms differ, and the values at which the answer turns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
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
Takes = Callable[[str, float], bool]  # does the candidate take this value at this path?


def own_numbers(baseline: Scenario, candidate: Scenario, takes: Takes) -> tuple[Dimension, ...]:
    """Return the numbers of the candidate's rules on levers where the platforms differ, as in its last stage.

    Only numbers with a plausible range, as far as the candidate takes them beside its others; no lists.
    """
    before, after = ([platform for _, platform in side.rollout] for side in (baseline, candidate))
    return tuple(
        number
        for lever in (field.name for field in fields(Platform))
        if [getattr(platform, lever) for platform in before] != [getattr(platform, lever) for platform in after]
        for number in _numbers(lever, getattr(after[-1], lever), takes)
    )


def _numbers(lever: str, rule: Any, takes: Takes) -> Iterator[Dimension]:
    hints = get_type_hints(type(rule))
    for field in fields(rule):
        facts, now = known(field), getattr(rule, field.name)
        if facts and facts.low is not None and facts.high is not None and isinstance(now, int | float):
            path, whole = f"platform.{lever}.{field.name}", hints[field.name] is int
            others = [getattr(rule, other.name) for other in fields(rule) if hints[other.name] is hints[field.name]]
            low, high = (_reach(now, end, others, partial(takes, path)) for end in (facts.low, facts.high))
            yield dimension(path, None, facts.unit, low, now, high, whole=whole)


def _reach(now: float, end: float, others: Sequence[float], takes: Callable[[float], bool]) -> float:
    """Return the value farthest towards an end that is taken: the end, or a number that stands in the way."""
    between = [end, *(each for each in others if (each - now) * (each - end) <= 0)]
    return max(filter(takes, between), key=lambda value: abs(value - now), default=now)


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
