"""Networks in the log: trees of recruitment, and clusters of accounts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.state.codes import Opening
from sim.state.events import AccountOpened, Harmed, Recruited, Restricted
from sim.state.log import Events

if TYPE_CHECKING:
    import networkx as nx

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Cascades:
    """The trees of a recruitment forest, (trees,) columns; the root was drawn in by a bad actor."""

    root: Counts  # worker
    size: Counts  # workers, the root included
    depth: Counts  # steps from the root to the furthest recruit


def recruitment(events: Events) -> "nx.DiGraph[int]":
    """Return a forest: workers, each with an edge from the worker who Recruited it first.

    Recruiting a worker who is in it already adds no edge.
    """
    import networkx as nx

    forest: nx.DiGraph[int] = nx.DiGraph()
    recruited = events[Recruited]
    for worker, recruit in zip(recruited.worker.tolist(), recruited.recruit.tolist(), strict=True):
        if recruit not in forest and recruit != worker:
            forest.add_edge(worker, recruit)
    return forest


def cascades(forest: "nx.DiGraph[int]") -> Cascades:
    """Return the trees of a forest, the largest first."""
    import networkx as nx

    trees = []
    for root in (node for node, degree in forest.in_degree() if degree == 0):
        depths = nx.single_source_shortest_path_length(forest, root)
        trees.append((len(depths), max(depths.values()), root))
    size, depth, root = np.array(sorted(trees, reverse=True), np.int64).reshape(-1, 3).T
    return Cascades(root, size, depth)


def linked_accounts(events: Events) -> "nx.Graph[tuple[str, int]]":
    """Return a graph: accounts of bad actors, ("account", client row), joined to their ring, ("ring", number).

    `enforcement` sees parts of its components when it looks for links (M-17).
    """
    import networkx as nx

    opened = events[AccountOpened]
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    graph.add_edges_from(
        (("ring", ring), ("account", client))
        for ring, client in zip(opened.ring.tolist(), opened.client.tolist(), strict=True)
    )
    return graph


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Accounts that one ring runs, (clusters,) columns, the largest first."""

    ring: Counts  # number
    accounts: Counts  # ever held
    bought: Counts  # of them
    restricted: Counts  # of them


def clusters(events: Events) -> Clusters:
    """Return the accounts of each ring over the run, and how many of them were Restricted."""
    opened = events[AccountOpened]
    hit = np.isin(opened.client, events[Restricted].client)
    ring, cluster = np.unique(opened.ring, return_inverse=True)
    accounts, bought, restricted = (
        np.bincount(cluster[mask], minlength=len(ring))
        for mask in (np.ones_like(hit), opened.how == Opening.BOUGHT, hit)
    )
    order = np.lexsort((ring, -accounts))
    return Clusters(ring[order], accounts[order], bought[order], restricted[order])


@dataclass(frozen=True, slots=True, eq=False)
class Harmful:
    """Clusters of linked accounts and their victims, (clusters,) columns, the most accounts first."""

    accounts: Counts  # ever held
    restricted: Counts  # of them
    victims: Counts  # workers that they harmed


def harmful(events: Events) -> Harmful:
    """Return clusters of accounts that one ring runs, or that Harmed the same worker: rings that share victims are one.

    They are the components of `linked_accounts` with ("worker", row) joined to every account there that Harmed it.
    Honest clients who did not pay for work outside Harmed as well, and are not there.
    """
    import networkx as nx

    graph, harmed = linked_accounts(events), events[Harmed]
    theirs = np.isin(harmed.client, events[AccountOpened].client)
    graph.add_edges_from(
        (("account", client), ("worker", worker))
        for client, worker in zip(harmed.client[theirs].tolist(), harmed.worker[theirs].tolist(), strict=True)
    )
    hit = {("account", client) for client in events[Restricted].client.tolist()}
    rows = [
        (sum(kind == "account" for kind, _ in part), len(part & hit), sum(kind == "worker" for kind, _ in part))
        for part in nx.connected_components(graph)
    ]
    return Harmful(*np.array(sorted(rows, reverse=True), np.int64).reshape(-1, 3).T)
