"""Names of clients and postings are what their permanent keys are made of, so they hold in every world."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.questions.trace.names import names
from sim.state.draws import key
from sim.state.events import ClientJoined, Posted
from sim.state.population import CLIENT, PERSON_RING, WORKER
from tests.experiments.measures.logs import at, log_of
from tests.experiments.questions.trace.hand import FIRST, SECOND, baseline, candidate
from tests.sim.small import LEARNING, PRODUCTION, Life, lead


@pytest.fixture(scope="module")
def lively() -> Life:
    """A market in which rings open accounts while others come."""
    return lead(replace(LEARNING, workers=800, clients=150), PRODUCTION)


def test_names_are_what_permanent_keys_are_made_of(lively: Life) -> None:
    found, tables = names(lively.events), lively.tables
    assert (tables.workers.key == key(WORKER, np.arange(len(tables.workers)))).all()
    honest = key(CLIENT, found.number)
    owned = key(PERSON_RING, found.ring, found.number)
    assert len(found.ring) == len(tables.clients)
    assert 0 < np.count_nonzero(found.ring >= 0) < len(found.ring)
    assert (tables.clients.key == np.where(found.ring < 0, honest, owned)).all()
    assert found.nth.max() > 5
    assert (tables.jobs.key == key(tables.clients.key[found.client], found.nth)).all()


def test_names_read_as_they_are_explained() -> None:
    found = names(candidate())
    assert [found.of_client(row) for row in range(-1, 4)] == ["?", "c0", "c1", "r0.0", "?"]
    assert [found.of_job(row) for row in range(-1, 5)] == ["?", "c0/0", "c1/0", "r0.0/0", "r0.0/1", "?"]


def test_rows_are_found_again_in_the_other_world_by_their_names() -> None:
    here, there = names(baseline()), names(candidate())
    assert here.jobs_in(there, np.array([*FIRST, -1, 99])).tolist() == [*SECOND, -1, -1]
    assert there.jobs_in(here, np.array([1, *SECOND])).tolist() == [-1, *FIRST]
    assert there.clients_in(here, np.array([0, 1, 2, -1])).tolist() == [0, -1, 1, -1]


def test_postings_are_found_whatever_their_order() -> None:
    """c0 and c1 post in turn here; there c1 comes first."""
    both = (at(ClientJoined, -1, client=[0, 1]),)
    here = names(log_of(*both, at(Posted, [1, 2, 3, 4], job=range(4), client=[0, 1, 0, 1])))
    there = names(log_of(*both, at(Posted, [1, 2, 3], job=range(3), client=[1, 0, 0])))
    assert here.jobs_in(there, np.arange(4)).tolist() == [1, 0, 2, -1]
    assert there.jobs_in(here, np.arange(3)).tolist() == [1, 0, 2]
