"""Refuse impossible parameters: every message reads `field: what is wrong, what is allowed`."""

from collections.abc import Collection
from itertools import pairwise
from math import inf
from typing import Any


def within(rule: Any, low: float, high: float, *fields: str) -> None:
    """Each field of `rule` lies in low…high (NaN never does). Raises ValueError that names the first that does not."""
    for field in fields:
        value = getattr(rule, field)
        if not low <= value <= high:
            allowed = f"at least {low:g}" if high == inf else f"from {low:g} to {high:g}"
            raise ValueError(f"{field}: {value!r} is out of range, must be {allowed}")


def share(rule: Any, *fields: str) -> None:
    """Each field of `rule` is a share, 0…1."""
    within(rule, 0.0, 1.0, *fields)


def not_negative(rule: Any, *fields: str) -> None:
    """Each field of `rule` is zero or more."""
    within(rule, 0.0, inf, *fields)


def ascending(rule: Any, *fields: str) -> None:
    """The fields, in this order, never fall."""
    for lower, upper in pairwise(fields):
        low, high = getattr(rule, lower), getattr(rule, upper)
        if low > high:
            raise ValueError(f"{lower}: {low!r} is above {upper}, must be at most {high!r}")


def chosen(field: str, values: Collection[str], allowed: Collection[str]) -> None:
    """Every value is one of the allowed ones."""
    for value in values:
        if value not in allowed:
            raise ValueError(f"{field}: {value!r} is unknown, must be one of {', '.join(map(repr, sorted(allowed)))}")
