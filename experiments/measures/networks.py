"""Networks read from the log: who recruited whom, and which accounts belong together."""

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
    """Workers, each with an edge from whoever Recruited it first: a forest.

    Recruiting somebody who is in it already adds no edge.
    """
    import networkx as nx

    forest: nx.DiGraph[int] = nx.DiGraph()
    found = events[Recruited]
    for worker, recruit in zip(found.worker.tolist(), found.recruit.tolist(), strict=True):
        if recruit not in forest and recruit != worker:
            forest.add_edge(worker, recruit)
    return forest


def cascades(forest: "nx.DiGraph[int]") -> Cascades:
    """The trees of a forest, the largest first."""
    import networkx as nx

    trees = []
    for root in (node for node, degree in forest.in_degree() if degree == 0):
        depths = nx.single_source_shortest_path_length(forest, root)
        trees.append((len(depths), max(depths.values()), root))
    size, depth, root = np.array(sorted(trees, reverse=True), np.int64).reshape(-1, 3).T
    return Cascades(root, size, depth)


def linked_accounts(events: Events) -> "nx.Graph[tuple[str, int]]":
    """Every account of a bad actor, ("account", client row), joined to the ring that runs it, ("ring", number).

    The components of the graph are what `enforcement` sees parts of where it looks for links (M-17).
    """
    import networkx as nx

    found = events[AccountOpened]
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    graph.add_edges_from(
        (("ring", ring), ("account", client))
        for ring, client in zip(found.ring.tolist(), found.client.tolist(), strict=True)
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
    """What each ring held over the run, and how much of it was Restricted."""
    found = events[AccountOpened]
    gone = np.isin(found.client, events[Restricted].client)
    ring, cluster = np.unique(found.ring, return_inverse=True)
    accounts, bought, restricted = (
        np.bincount(cluster[mask], minlength=len(ring))
        for mask in (np.ones_like(gone), found.how == Opening.BOUGHT, gone)
    )
    order = np.lexsort((ring, -accounts))
    return Clusters(ring[order], accounts[order], bought[order], restricted[order])


@dataclass(frozen=True, slots=True, eq=False)
class Harmful:
    """Accounts that hang together and whom they harmed, (clusters,) columns, the most accounts first."""

    accounts: Counts  # ever held
    restricted: Counts  # of them
    victims: Counts  # workers


def harmful(events: Events) -> Harmful:
    """Clusters of accounts that one ring runs, or that Harmed the same worker: rings that share victims are one.

    The components of `linked_accounts` with ("worker", row) joined to every account that Harmed it.
    """
    import networkx as nx

    graph, harmed = linked_accounts(events), events[Harmed]
    graph.add_edges_from(
        (("account", client), ("worker", worker))
        for client, worker in zip(harmed.client.tolist(), harmed.worker.tolist(), strict=True)
    )
    gone = {("account", client) for client in events[Restricted].client.tolist()}
    found = [
        (sum(kind == "account" for kind, _ in part), len(part & gone), sum(kind == "worker" for kind, _ in part))
        for part in nx.connected_components(graph)
    ]
    return Harmful(*np.array(sorted(found, reverse=True), np.int64).reshape(-1, 3).T)
