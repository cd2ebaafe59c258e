"""Numbers of networks against logs small enough to draw."""

import math

import pytest

from experiments.measures import linkage
from experiments.measures.periods import Periods
from policies.records import Kind
from sim.state.codes import Opening
from sim.state.events import AccountOpened, Harmed, Recruited, Restricted, Session
from tests.experiments.measures.logs import at, periods_of

# 0 → 1 → 2, 0 → 3; 7 → 8; from the first day on, for trees take time
TREES = (
    at(Recruited, [5, 20], worker=0, recruit=[1, 3]),
    at(Recruited, 30, worker=1, recruit=2),
    at(Recruited, 40, worker=7, recruit=8),
)
NOTHING = periods_of(at(Session, 1, worker=0))


def test_trees_are_counted_and_the_largest_and_deepest_told() -> None:
    log = periods_of(*TREES)
    assert linkage.recruitment_trees(log) == 2
    assert linkage.largest_tree(log) == 4
    assert linkage.deepest_tree(log) == 2


def test_the_deepest_tree_need_not_be_the_largest() -> None:
    wide = at(Recruited, 50, worker=20, recruit=[21, 22, 23, 24])
    log = periods_of(*TREES, wide)
    assert (linkage.largest_tree(log), linkage.deepest_tree(log)) == (5, 2)


def test_of_those_harmed_by_mlm_some_were_drawn_in_by_a_friend() -> None:
    """0, 1 and 9 of whom 1; 8 was recruited but harmed by something else."""
    log = periods_of(
        *TREES,
        at(Harmed, 10, worker=[0, 1, 9], tactic=Kind.MLM),
        at(Harmed, 50, worker=[1], tactic=Kind.MLM),
        at(Harmed, 60, worker=[8], tactic=Kind.UPFRONT_PAYMENT),
    )
    assert linkage.mlm_victims_recruited(log) == pytest.approx(1 / 3)


def test_what_trees_lose_counts_those_who_began_them_and_mlm_alone() -> None:
    """0 lost 30, and 2, who drew in nobody, 10, of 100; 9 stands in no tree, and 8 lost something else."""
    log = periods_of(
        *TREES,
        at(Harmed, 10, worker=[0, 2, 9], tactic=Kind.MLM, yen=[30.0, 10.0, 40.0]),
        at(Harmed, 60, worker=[8], tactic=Kind.UPFRONT_PAYMENT, yen=20.0),
    )
    assert linkage.loss_in_trees(log) == pytest.approx(0.4)


def rings(*more: Harmed | Restricted) -> Periods:
    """Eleven rings: one of three accounts, one of two, nine of one."""
    ring = [0, 0, 0, 1, 1, *range(2, 11)]
    return periods_of(at(AccountOpened, 0, client=list(range(len(ring))), ring=ring, how=Opening.OPENED), *more)


def test_a_cluster_has_two_accounts_or_more() -> None:
    assert linkage.ring_clusters(rings()) == 2
    assert linkage.largest_cluster(rings()) == 3
    shared = rings(at(Harmed, 40, client=[0, 5, 6, 7], worker=[1, 1, 2, 2]))  # 5 joins ring 0, 6 and 7 one another
    assert linkage.ring_clusters(shared) == 3
    assert linkage.largest_cluster(shared) == 4


def test_the_tenth_of_clusters_that_harmed_most_is_rounded_up() -> None:
    """Of eleven clusters two: 3 and 2 of 6 victims."""
    log = rings(at(Harmed, 40, client=[0, 1, 2, 3, 4, 5], worker=[1, 2, 3, 4, 5, 6]))
    assert linkage.victims_of_top_clusters(log) == pytest.approx(5 / 6)


def test_linked_accounts_are_those_left_in_clusters_with_a_restriction() -> None:
    """Of ring 0 two of three are left, ring 2 is gone; ring 1 was never found out."""
    assert linkage.accounts_left_linked(rings(at(Restricted, 40, client=[0, 5]))) == pytest.approx(2 / 4)


def test_shares_of_nothing_are_unknown_and_counts_nought() -> None:
    assert linkage.recruitment_trees(NOTHING) == linkage.largest_tree(NOTHING) == linkage.deepest_tree(NOTHING) == 0
    assert linkage.ring_clusters(NOTHING) == linkage.largest_cluster(NOTHING) == 0
    for share in (
        linkage.mlm_victims_recruited,
        linkage.loss_in_trees,
        linkage.victims_of_top_clusters,
        linkage.accounts_left_linked,
    ):
        assert math.isnan(share(NOTHING))
