"""Batches: frozen classes of (n,) columns that one system hands to the next. What can be done with any of them."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.arrays import I64, Bool

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def picked[B: "DataclassInstance"](batch: B, rows: Bool | I64) -> B:
    """The rows under a (n,) mask, or at indices."""
    kind, places = type(batch), rows.nonzero()[0] if rows.dtype == np.bool_ else rows
    return kind(*[column[places] for column in _columns(kind)(batch)])


def joined[B: "DataclassInstance"](first: B, *others: B) -> B:
    """All rows of batches of one class, in this order."""
    columns = map(_columns(type(first)), (first, *others))
    return type(first)(*map(np.concatenate, zip(*columns, strict=True)))


@cache
def _columns(kind: "type[DataclassInstance]") -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that takes all columns off a batch of a kind, which has two at least."""
    return attrgetter(*(column.name for column in fields(kind)))
