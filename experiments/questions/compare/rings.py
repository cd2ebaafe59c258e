"""Picture of one pair of runs: the accounts that each ring holds, and the workers who recruited one another."""

from typing import TYPE_CHECKING

from experiments.document.pictures import Graph, Node, Plot
from experiments.language.messages import say, sentences
from experiments.measures.networks import cascades, clusters, linked_accounts, recruitment
from experiments.printing.numbers import counted
from experiments.printing.widths import arrow, short
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.logs import logs
from experiments.verdicts.regimes import about
from sim.state.events import Restricted
from sim.state.log import Events

if TYPE_CHECKING:
    import networkx as nx

MOST_RINGS, MOST_TREES = 18, 12  # the largest ones
LOST = Node((), "worse", "cross")


def rings(answer: Answer, seed: int | None = None) -> Plot:
    """Draw rings and recruits of one pair, the first or that of a seed, whose two runs are carried out once more.

    Raises BadInput for a seed that did not run.
    """
    chosen, sides = logs(answer, seed)
    pair = say("Seed {seed}, {regime}", seed=chosen, regime=about(answer.comparisons[-1].regime))
    return of_logs(sides, (answer.baseline, answer.candidate), pair)


def of_logs(sides: tuple[Events, Events], names: tuple[str, str], pair: str) -> Plot:
    """Return the picture of two logs, a column for each. pair: the words for the pair of runs."""
    recruits = any(recruitment(events) for events in sides)
    trees = (
        say("Below: workers who drew in the workers they know, the largest {count} trees.", count=MOST_TREES)
        if recruits
        else say("No worker drew in any that it knows.")
    )
    ring = say("A ring in the middle of its accounts, the largest {count}; ×: restricted.", count=MOST_RINGS)
    above = [_held(events, short(name)) for events, name in zip(sides, names, strict=True)]
    return Plot(
        say("Rings and recruits of one pair of runs: {platforms}", platforms=arrow(*names)),
        say("rings with their accounts, and trees of workers who recruited one another, both sides of one pair"),
        [above, *([[_recruits(events) for events in sides]] if recruits else [])],
        sentences((say("{pair}.", pair=pair), ring, trees)),
    )


def _held(events: Events, name: str) -> Graph:
    graph, known, gone = linked_accounts(events), clusters(events), set(events[Restricted].client.tolist())
    trees = []
    for ring in known.ring[:MOST_RINGS].tolist():
        accounts = sorted(client for _, client in graph[("ring", ring)])
        trees.append(Node([LOST if client in gone else Node() for client in accounts], "", "square"))
    counts = say(
        "{rings}, {accounts}, {restricted} restricted",
        rings=counted(len(known.ring), "ring"),
        accounts=counted(int(known.accounts.sum()), "account"),
        restricted=f"{int(known.restricted.sum()):,}",
    )
    return Graph(trees, True, f"{name}\n{counts}")


def _recruits(events: Events) -> Graph:
    forest = recruitment(events)
    known = cascades(forest)
    roots = (_below(forest, root) for root in known.root[:MOST_TREES].tolist())
    counts = say(
        "{trees} of recruits, {workers}",
        trees=counted(len(known.root), "tree"),
        workers=counted(int(known.size.sum()), "worker"),
    )
    trees = [Node(root.branches, "", "square") for root in roots]
    return Graph(trees, False, counts, say("nobody recruited anybody"))


def _below(forest: "nx.DiGraph[int]", worker: int) -> Node:
    return Node([_below(forest, recruit) for recruit in forest.successors(worker)])
