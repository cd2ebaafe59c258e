"""Which way a choice goes: one thing is varied and all else stays.

A choice is any function of `sim.choices` or `sim.rings`. What is given by name is one person's (a float, a flag), the
same for all (a whole number, a section of the world) or an array as it is; `u=LUCK` asks a thousand people at once.
What is varied is an argument ("caution") or a number of a section that is given ("luring.call_factor").
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

LUCK = (np.arange(1000) + 0.5) / 1000  # an even sweep of uniforms

Choice = Callable[..., Any]


def outcome(choice: Choice, /, **given: Any) -> float:
    """What comes out, on average over those who are asked."""
    return float(np.mean(choice(**{name: _column(value) for name, value in given.items()})))


def rises(choice: Choice, name: str, low: Any, high: Any, /, **given: Any) -> bool:
    """Is there more of it with more of this?"""
    return _with(choice, name, low, given) < _with(choice, name, high, given)


def falls(choice: Choice, name: str, low: Any, high: Any, /, **given: Any) -> bool:
    """Is there less of it with more of this?"""
    return _with(choice, name, low, given) > _with(choice, name, high, given)


def stays(choice: Choice, name: str, low: Any, high: Any, /, **given: Any) -> bool:
    """Is it all one how much there is of this?"""
    return _with(choice, name, low, given) == _with(choice, name, high, given)


def happens_under(probability: float, choice: Choice, /, **given: Any) -> bool:
    """Does somebody with luck just below this probability do it, and nobody whose luck is as high?"""
    below, at = (
        choice(u=np.array([u]), **{name: _column(value) for name, value in given.items()})
        for u in (np.nextafter(probability, 0.0), probability)
    )
    return bool(below.all() and not at.any())


def _with(choice: Choice, name: str, value: Any, given: dict[str, Any]) -> float:
    """The outcome where this argument, or this number of the section given as such an argument, has this value."""
    argument, dot, number = name.partition(".")
    given = given | {argument: replace(given[argument], **{number: value}) if dot else value}
    return outcome(choice, **given)


def _column(value: Any) -> Any:
    """One person's float or flag as a column; anything else as it is."""
    return np.array([value]) if isinstance(value, float | bool) else value
