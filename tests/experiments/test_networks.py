"""Networks against logs small enough to draw."""

import networkx as nx
import numpy as np

from experiments.measures.networks import cascades, clusters, linked_accounts, recruitment
from sim.state.log import ClientType, Event
from tests.experiments.logs import at, log_of

# 0 → 1 → 2 → 3, 0 → 4; 7 → 8
FOREST = [at(Event.RECRUITED, 10, worker=[0, 0], client=[1, 4]), at(Event.RECRUITED, 20, worker=1, client=2),
          at(Event.RECRUITED, 30, worker=2, client=3), at(Event.RECRUITED, 15, worker=7, client=8)]


def test_recruits_who_recruit_make_trees_of_known_size_and_depth() -> None:
    found = cascades(recruitment(log_of(*FOREST)))
    np.testing.assert_array_equal(found.root, [0, 7])
    np.testing.assert_array_equal(found.size, [5, 2])
    np.testing.assert_array_equal(found.depth, [3, 1])


def test_only_the_first_recruiter_counts_and_nobody_recruits_into_a_circle() -> None:
    again = [at(Event.RECRUITED, 40, worker=[7, 3, 8], client=[3, 0, 7])]
    forest = recruitment(log_of(*FOREST, *again))
    assert nx.is_forest(forest)
    assert nx.is_directed_acyclic_graph(forest)
    assert set(forest.edges) == {(0, 1), (0, 4), (1, 2), (2, 3), (7, 8)}


def test_without_recruits_there_is_no_tree() -> None:
    found = cascades(recruitment(log_of(at(Event.SESSION, 1, worker=0))))
    assert len(found.size) == len(found.depth) == 0


def test_accounts_that_share_a_contact_are_a_cluster() -> None:
    log = log_of(at(Event.ACCOUNT, 0, client=[3, 4, 5], what=ClientType.RING, value=[1, 1, 0]),
                 at(Event.ACCOUNT, 20, client=[9, 11], what=ClientType.RING, how=[1, 2], value=1),
                 at(Event.RESTRICTED, 12, client=[4, 2]))
    graph = linked_accounts(log)
    held = {frozenset(row for kind, row in part if kind == "account") for part in nx.connected_components(graph)}
    assert held == {frozenset({3, 4, 9, 11}), frozenset({5})}
    found = clusters(log)
    np.testing.assert_array_equal(found.ring, [1, 0])
    np.testing.assert_array_equal(found.accounts, [4, 1])
    np.testing.assert_array_equal(found.bought, [1, 0])
    np.testing.assert_array_equal(found.restricted, [1, 0])
