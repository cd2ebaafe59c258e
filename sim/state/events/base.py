"""Events: a class for every kind, with the columns that it fills.

A batch is written with arrays of (n,), or scalars for all n, and read as arrays of the dtype that stands beside its
column. `tactic` is the Kind of work a bad actor is after, Kind.NONE for honest people.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

import numpy as np

Moment = Annotated[Any, np.float64]  # days since the start
Row = Annotated[Any, np.int32]  # of a table; -1 for none
Code = Annotated[Any, np.int8]  # of an enumeration (sim.state.codes, policies.records)
Count = Annotated[Any, np.int32]
Flag = Annotated[Any, np.bool_]
Real = Annotated[Any, np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Something that happened."""

    time: Moment

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.time)

    @classmethod
    @cache
    def columns(cls) -> dict[str, np.dtype[Any]]:
        """Name and dtype of each column, `time` first."""
        hints = get_type_hints(cls, include_extras=True)
        return {field.name: np.dtype(get_args(hints[field.name])[1]) for field in fields(cls)}
