"""Names of clients and postings are what their permanent keys are made of, so they hold in every world."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.questions.trace.names import names
from sim.state.draws import key
from sim.state.events import AccountOpened, ClientJoined, Posted
from sim.state.population import CLIENT, PERSON_RING, WORKER
from tests.experiments.measures.logs import at, log_of
from tests.experiments.questions.trace.hand import FIRST, SECOND, baseline, candidate
from tests.sim.small import LEARNING, PRODUCTION, Life, lead


@pytest.fixture(scope="module")
def lively() -> Life:
    """A market in which rings open accounts while others come."""
    return lead(replace(LEARNING, workers=800, clients=150), PRODUCTION)


def test_names_are_what_permanent_keys_are_made_of(lively: Life) -> None:
    result, tables = names(lively.events), lively.tables
    assert (tables.workers.key == key(WORKER, np.arange(len(tables.workers)))).all()
    honest = key(CLIENT, result.number)
    owned = key(PERSON_RING, result.ring, result.number)
    assert len(result.ring) == len(tables.clients)
    assert 0 < np.count_nonzero(result.ring >= 0) < len(result.ring)
    assert (tables.clients.key == np.where(result.ring < 0, honest, owned)).all()
    assert result.nth.max() > 5
    assert (tables.jobs.key == key(tables.clients.key[result.client], result.nth)).all()


def test_names_read_as_they_are_explained() -> None:
    result = names(candidate())
    assert [result.of_client(row) for row in range(-1, 4)] == ["?", "c0", "c1", "r0.0", "?"]
    assert [result.of_job(row) for row in range(-1, 5)] == ["?", "c0/0", "c1/0", "r0.0/0", "r0.0/1", "?"]


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


def test_a_log_may_lack_postings_accounts_or_owners() -> None:
    nothing, two = names(log_of()), names(log_of(at(ClientJoined, -1, client=[0, 1])))
    gap = names(log_of(at(ClientJoined, -1, client=[0, 1]), at(Posted, [1, 2], job=[3, 1], client=[1, 0])))
    assert [len(column) for column in (nothing.ring, nothing.number, nothing.client, nothing.nth)] == [0, 0, 0, 0]
    assert (two.ring.tolist(), two.number.tolist(), len(two.client)) == ([-1, -1], [0, 1], 0)
    assert gap.client.tolist() == [-1, 0, -1, 1]
    assert [gap.of_job(row) for row in range(4)] == ["?/0", "c0/0", "?/1", "c1/0"]
    for other in (nothing, two):
        assert gap.jobs_in(other, np.array([1, 3])).tolist() == [-1, -1]
        assert nothing.clients_in(other, np.array([0, 1, -1])).tolist() == [-1, -1, -1]
    assert two.clients_in(gap, np.array([1, 0, 2, -1])).tolist() == [1, 0, -1, -1]


def test_an_account_is_named_by_its_ring_and_its_number_in_it() -> None:
    """Client 9 opened an account, and is not in the log of clients."""
    log = log_of(
        at(ClientJoined, -1, client=range(5)),
        at(AccountOpened, 2, client=[4, 1, 2, 9, 5], ring=[0, 1, 0, 3, 3]),
        at(Posted, [3, 4, 5, 6], job=range(4), client=[4, 2, 4, 0]),
    )
    result = names(log)
    assert [result.of_client(row) for row in range(6)] == ["c0", "r1.0", "r0.0", "c1", "r0.1", "?"]
    assert [result.of_job(row) for row in range(5)] == ["r0.1/0", "r0.0/0", "r0.1/1", "c0/0", "?"]
    swapped = names(
        log_of(at(ClientJoined, -1, client=range(4)), at(AccountOpened, 2, client=[0, 1, 2], ring=[1, 0, 0]))
    )
    assert result.clients_in(swapped, np.arange(5)).tolist() == [3, 0, 1, -1, 2]
    assert swapped.clients_in(result, np.arange(4)).tolist() == [1, 2, 4, 0]
