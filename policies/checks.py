"""Refuse parameters that do not fit together: every message reads `field: what is wrong, what is allowed`."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any


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
