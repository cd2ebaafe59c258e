"""Looking: people who come today look at the rows of a list."""

from typing import NamedTuple

import numpy as np

from sim.arrays import F64, I64, U64
from sim.compiled import reading
from sim.state.handover import Storefront
from sim.state.trade import Jobs
from sim.state.wheel import Wheel


class Visits(NamedTuple):
    """Sessions of today: (m,) workers, ascending, each once."""

    who: I64
    moment: F64  # when each comes
    filter: I64  # place in FILTERS of the one that it uses
    known: reading.Known  # of the jobs on show, those that it has met


def look(bits: U64, shelf: I64, wheel: Wheel, *, visits: Visits, shown: reading.Shown) -> tuple[I64, I64, I64]:
    """Looks of (m,) visits → (k,) how many land on each job; (n,) visits and (n,) jobs of those new to their readers.

    bits, shelf: (m, looks) where each look lands, and the list that it is at; shown: (k,) the jobs on show
    """
    return reading.looks(
        bits, shelf, visits.moment, visits.known, shown, wheel.points, wheel.owner, wheel.starts, wheel.table
    )


def view(jobs: Jobs, front: Storefront, readers: I64) -> tuple[I64, I64, I64, I64]:
    """Count (k,) readers of the jobs on show → of those with any: clients, rows, tactics, and how many each had."""
    met = np.flatnonzero(readers)
    job = front.job[met]
    jobs.views[job] += readers[met]
    return front.client[met], job, jobs.true_tactic[job], readers[met]
