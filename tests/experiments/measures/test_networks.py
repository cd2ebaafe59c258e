"""Networks against logs small enough to draw."""

import networkx as nx
import numpy as np

from experiments.measures.networks import cascades, clusters, harmful, linked_accounts, recruitment
from sim.state.codes import Opening
from sim.state.events import AccountOpened, Harmed, Recruited, Restricted, Session
from tests.experiments.measures.logs import at, log_of

# 0 → 1 → 2 → 3, 0 → 4; 7 → 8
FOREST = [
    at(Recruited, 10, worker=[0, 0], recruit=[1, 4]),
    at(Recruited, 20, worker=1, recruit=2),
    at(Recruited, 30, worker=2, recruit=3),
    at(Recruited, 15, worker=7, recruit=8),
]


def test_recruits_who_recruit_make_trees_of_known_size_and_depth() -> None:
    result = cascades(recruitment(log_of(*FOREST)))
    np.testing.assert_array_equal(result.root, [0, 7])
    np.testing.assert_array_equal(result.size, [5, 2])
    np.testing.assert_array_equal(result.depth, [3, 1])


def test_only_the_first_recruiter_counts_and_nobody_recruits_into_a_circle() -> None:
    again = at(Recruited, 40, worker=[7, 3, 8], recruit=[3, 0, 7])
    forest = recruitment(log_of(*FOREST, again))
    assert nx.is_forest(forest)
    assert nx.is_directed_acyclic_graph(forest)
    assert set(forest.edges) == {(0, 1), (0, 4), (1, 2), (2, 3), (7, 8)}


def test_nobody_recruits_themselves() -> None:
    assert len(recruitment(log_of(at(Recruited, 10, worker=0, recruit=0))).edges) == 0


def test_of_trees_of_one_size_the_deeper_comes_first() -> None:
    flat = at(Recruited, 10, worker=[5, 5], recruit=[6, 7])
    deep = at(Recruited, 20, worker=[0, 1], recruit=[1, 2])
    result = cascades(recruitment(log_of(flat, deep)))
    np.testing.assert_array_equal(result.root, [0, 5])
    np.testing.assert_array_equal(result.depth, [2, 1])


def test_without_recruits_there_is_no_tree() -> None:
    result = cascades(recruitment(log_of(at(Session, 1, worker=0))))
    assert len(result.root) == len(result.size) == len(result.depth) == 0


def test_accounts_of_one_ring_are_a_cluster() -> None:
    log = log_of(
        at(AccountOpened, 0, client=[3, 4, 5], ring=[1, 1, 0], how=Opening.OPENED),
        at(AccountOpened, 20, client=[9, 11], ring=1, how=[Opening.BOUGHT, Opening.REPLACED]),
        at(AccountOpened, 21, client=[20, 21], ring=2, how=Opening.BOUGHT),
        at(AccountOpened, 22, client=30, ring=3, how=Opening.OPENED),
        at(Restricted, 12, client=[4, 2, 21]),
    )
    held = [sorted(part) for part in nx.connected_components(linked_accounts(log))]
    assert sorted(held) == [
        [("account", 3), ("account", 4), ("account", 9), ("account", 11), ("ring", 1)],
        [("account", 5), ("ring", 0)],
        [("account", 20), ("account", 21), ("ring", 2)],
        [("account", 30), ("ring", 3)],
    ]
    result = clusters(log)
    np.testing.assert_array_equal(result.ring, [1, 2, 0, 3])  # the largest first, then by number
    np.testing.assert_array_equal(result.accounts, [4, 2, 1, 1])
    np.testing.assert_array_equal(result.bought, [1, 2, 0, 0])
    np.testing.assert_array_equal(result.restricted, [1, 1, 0, 0])


def test_accounts_that_harmed_the_same_worker_hang_together_whatever_their_contact() -> None:
    result = harmful(
        log_of(
            at(AccountOpened, 0, client=[1, 2, 3], ring=[0, 0, 1], how=Opening.OPENED),
            at(AccountOpened, 0, client=[7, 8, 9, 10, 11], ring=[2, 2, 2, 2, 3], how=Opening.OPENED),
            at(Harmed, 40, client=[1, 2, 3, 3], worker=[50, 51, 51, 52]),  # 51 ties rings 0 and 1
            at(Harmed, 50, client=[7, 7, 7], worker=[60, 60, 61]),
            at(Restricted, 60, client=[2, 8, 9, 99]),
        )
    )
    assert result.accounts.tolist() == [4, 3, 1]
    assert result.restricted.tolist() == [2, 1, 0]
    assert result.victims.tolist() == [2, 3, 0]


def test_honest_clients_are_in_no_cluster_and_link_none() -> None:
    """Client 90, restricted, harmed 51, as a ring did, and 60, whom no ring harmed; 91 harmed victims of two rings."""
    result = harmful(
        log_of(
            at(AccountOpened, 0, client=[1, 2, 3], ring=[0, 1, 2], how=Opening.OPENED),
            at(Harmed, 40, client=[1, 2, 3], worker=[50, 51, 52]),
            at(Harmed, 50, client=[90, 90, 91, 91], worker=[51, 60, 50, 52]),
            at(Restricted, 60, client=90),
        )
    )
    assert result.accounts.tolist() == [1, 1, 1]
    assert result.restricted.tolist() == [0, 0, 0]
    assert result.victims.tolist() == [1, 1, 1]


def test_without_accounts_of_rings_nothing_hangs_together() -> None:
    result = harmful(log_of(at(Session, 1, worker=0)))
    assert len(result.accounts) == len(result.restricted) == len(result.victims) == 0
