"""Linkage: recruitment trees, and clusters of linked accounts and victims, as numbers of the whole run."""

import numpy as np

from experiments.measures.periods import Periods, Rows, ratio
from policies.records import Kind
from sim.state.events import Harmed, Recruited

TOP = 0.1  # of the clusters


def recruitment_trees(periods: Periods) -> float:
    """Trees of workers who Recruited one another, each of two workers or more, over the whole run."""
    return float(len(periods.trees.root))


def largest_tree(periods: Periods) -> float:
    """Workers of the largest tree of recruitment, its root included; 0 without one."""
    return float(periods.trees.size.max(initial=0))


def deepest_tree(periods: Periods) -> float:
    """Steps of recruitment from the root of a tree to its furthest recruit, in the deepest one; 0 without one."""
    return float(periods.trees.depth.max(initial=0))


def mlm_victims_recruited(periods: Periods) -> float:
    """Distinct workers Harmed by MLM whom an acquaintance had Recruited ÷ distinct workers Harmed by MLM."""
    harmed = periods.whole[Harmed]
    victims = np.unique(harmed.worker[harmed.tactic == Kind.MLM])
    return ratio(np.isin(victims, periods.whole[Recruited].recruit).sum(), len(victims))


def loss_in_trees(periods: Periods) -> float:
    """Σ Harmed yen of MLM that workers in trees of recruitment lost ÷ Σ Harmed yen of everybody."""
    harmed = periods.whole[Harmed]
    within = np.isin(harmed.worker, _in_trees(periods)) & (harmed.tactic == Kind.MLM)
    return ratio(harmed.yen[within].sum(), harmed.yen.sum())


def ring_clusters(periods: Periods) -> float:
    """Clusters of linked accounts of rings, of two or more: one ring runs them, or they harmed the same worker."""
    return float(np.count_nonzero(periods.clusters.accounts > 1))


def largest_cluster(periods: Periods) -> float:
    """Accounts of the largest cluster of linked accounts, restricted ones included."""
    return float(periods.clusters.accounts.max(initial=0))


def victims_of_top_clusters(periods: Periods) -> float:
    """Workers Harmed by the tenth of clusters that harmed most ÷ workers Harmed by any cluster.

    0.1 if all clusters harm alike: the higher, the more is gained by finding the few.
    """
    victims = np.sort(periods.clusters.victims)[::-1]
    return ratio(victims[: int(np.ceil(TOP * len(victims)))].sum(), victims.sum())


def accounts_left_linked(periods: Periods) -> float:
    """Accounts never Restricted ÷ all accounts, of clusters with a restricted one: links could still find them."""
    clusters = periods.clusters
    hit = clusters.restricted > 0
    return ratio((clusters.accounts - clusters.restricted)[hit].sum(), clusters.accounts[hit].sum())


def _in_trees(periods: Periods) -> Rows:
    recruited = periods.whole[Recruited]
    return np.union1d(recruited.worker, recruited.recruit)
