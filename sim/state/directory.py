"""The directory: workers who were here lately, as clients can search for them."""

from dataclasses import dataclass, field

import numpy as np

from sim.arrays import I64
from sim.state.wheel import Wheel


def _nobody() -> Wheel:
    none = np.zeros(0, np.int64)
    return Wheel.of(none, none.astype(np.uint64), none, 0)


@dataclass(slots=True, eq=False)
class Directory:
    """Workers seen lately, on three wheels."""

    anyone: Wheel = field(default_factory=_nobody)
    completed: Wheel = field(default_factory=_nobody)  # a shelf a category
    young: Wheel = field(default_factory=_nobody)


def everywhere(count: int) -> I64:
    """(count,) the one shelf of a wheel that has no others."""
    return np.zeros(count, np.int64)
