"""A market twice as large has the same rates."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.choices.churn import Churn
from sim.choices.people import Population
from sim.choices.posting import Posting
from sim.choices.searching import Search
from sim.course import simulate
from sim.rings.business import Organising
from sim.state.events import Applied, Contacted, Hired, Opened, Posted, Published, Session
from sim.state.log import Events
from sim.world import World
from tests.sim.small import PRODUCTION, START, always

pytestmark = pytest.mark.nightly(
    reason="markets of some size; each mechanism has its hand-worked case in tests/sim/systems and tests/sim/acts"
)


def rates(events: Events) -> NDArray[np.float64]:
    """Sessions a worker; pages, applications a session; hires, publications a posting; share of workers reached."""
    sessions, postings = events[Session], events[Posted]
    active = len(np.unique(sessions.worker))
    return np.array(
        [
            len(sessions) / active,
            events[Opened].pages.sum() / len(sessions),
            len(events[Applied]) / len(sessions),
            len(events[Hired]) / len(postings),
            len(events[Published]) / len(postings),
            len(np.unique(events[Contacted].worker)) / active,
        ]
    )


def test_a_market_twice_as_large_has_the_same_rates() -> None:
    """In a thick market, that is: where a worker's list holds far more jobs than the worker reads.

    A session that meets a job again does not open it again, so in thin markets rates grow with size; of that, 5 % may
    be left here. The rest is sampling: four standard errors, from the spread over seeds.
    """
    people = Population(ring_share=0.25, activity_median=0.1, activity_spread=1.0, post_rate=0.06, post_spread=0.5)
    two_categories = Posting(category_weight=(3.0, 2.0, *[0.0] * 14), task_seats=20.0, fewest_seats=2)
    world = World(
        workers=4000,
        clients=1200,
        rings="frozen",
        churn=Churn(dormant_workers=0.0, dormant_clients=0.0),
        population=people,
        posting=two_categories,
        search=Search(rows_read=4, task_looks=1),
        ring=Organising(accounts=4.0, task_bait=0.0, post_rate=0.08),
    )
    twice = replace(world, workers=8000, clients=2400)
    small_, large = (
        np.array([rates(simulate(size, always(PRODUCTION), start=START, days=15, seed=seed)) for seed in range(1, 11)])
        for size in (world, twice)
    )
    error = np.sqrt((small_.var(axis=0, ddof=1) + large.var(axis=0, ddof=1)) / len(small_)) / small_.mean(axis=0)
    assert (error < 0.06).all()  # else the test would say little
    assert (np.abs(large.mean(axis=0) / small_.mean(axis=0) - 1) < 0.05 + 4 * error).all()
