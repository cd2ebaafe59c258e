"""Batches: frozen classes of (n,) columns that one system hands to the next. What can be done with any of them."""

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from sim.arrays import I64, Bool

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def picked[B: "DataclassInstance"](batch: B, rows: Bool | I64) -> B:
    """The rows under a (n,) mask, or at indices."""
    return type(batch)(*(getattr(batch, column.name)[rows] for column in fields(batch)))


def joined[B: "DataclassInstance"](*batches: B) -> B:
    """All rows of batches of one class, in this order."""
    return type(batches[0])(
        *(np.concatenate([getattr(batch, column.name) for batch in batches]) for column in fields(batches[0]))
    )
