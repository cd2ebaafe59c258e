"""Who knows whom: ties go both ways, the world is small, and the same people meet again."""

from typing import Any

import networkx
import numpy as np
import pytest
from numpy.typing import NDArray

from sim.state.acquaintances import Acquaintances, build


def people(n: int) -> NDArray[np.uint64]:
    return np.arange(n, dtype=np.uint64) * np.uint64(1_000_003)


def ties(world: Acquaintances) -> set[tuple[int, int]]:
    source, friend = world.friends_of(np.arange(len(world)))
    return set(zip(source.tolist(), friend.tolist(), strict=True))


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 7, 50])
@pytest.mark.parametrize("rewire", [0.0, 0.3, 1.0])
def test_ties_go_both_ways_once_and_never_to_oneself(n: int, rewire: float) -> None:
    world = build(people(n), degree=6, rewire=rewire, salt=1)
    pairs = ties(world)
    assert len(pairs) == len(world.friend)
    assert pairs == {(friend, source) for source, friend in pairs}
    assert all(source != friend for source, friend in pairs)


def test_without_rewiring_everybody_has_exactly_the_degree() -> None:
    world = build(people(500), degree=8, rewire=0.0, salt=1)
    assert (np.diff(world.start) == 8).all()


def test_ties_that_lead_far_are_the_rewired_ones_and_lead_anywhere() -> None:
    keys = people(4_000)
    near = ties(build(keys, degree=2, rewire=0.0, salt=1))
    common = near & ties(build(keys, degree=2, rewire=0.4, salt=1))
    assert len(common) / len(near) == pytest.approx(0.6, abs=0.04)
    circle = build(keys, degree=2, rewire=0.0, salt=1).to_networkx()
    place = {person: at for at, person in enumerate(networkx.dfs_preorder_nodes(circle, 0))}
    source, friend = np.array(sorted(ties(build(keys, degree=2, rewire=1.0, salt=1)))).T
    apart = np.array([abs(place[one] - place[other]) for one, other in zip(source, friend, strict=True)])
    assert np.minimum(apart, 4_000 - apart).mean() == pytest.approx(1_000, rel=0.05)
    ahead = (np.vectorize(place.get)(friend) - np.vectorize(place.get)(source)) % 4_000
    assert np.histogram(ahead, 4, (0, 4_000))[0] / len(ahead) == pytest.approx([0.25] * 4, abs=0.03)


def test_the_same_salt_gives_the_same_ties_and_another_salt_others() -> None:
    first, again, other = (build(people(300), degree=6, rewire=0.2, salt=salt) for salt in (5, 5, 6))
    assert ties(first) == ties(again)
    assert len(ties(first) & ties(other)) < 0.1 * len(ties(first))


def test_the_order_of_the_table_does_not_matter() -> None:
    keys = people(200)
    shuffle = np.random.default_rng(2).permutation(200)
    world, shuffled = build(keys, 6, 0.3, salt=1), build(keys[shuffle], 6, 0.3, salt=1)
    assert {(int(shuffle[a]), int(shuffle[b])) for a, b in ties(shuffled)} == ties(world)


def test_friends_come_flattened_in_the_order_of_the_question() -> None:
    world = build(people(100), degree=6, rewire=0.2, salt=1)
    rows = np.array([42, 7, 42])
    source, friend = world.friends_of(rows)
    expected: list[Any] = [world.friend[world.start[row] : world.start[row + 1]].tolist() for row in rows]
    assert [friend[source == place].tolist() for place in range(3)] == expected
    assert world.friends_of(np.array([], np.int64))[1].size == 0


def known(world: Acquaintances, person: int) -> list[int]:
    return world.friends_of(np.array([person]))[1].tolist()


def test_who_joins_later_is_tied_to_those_who_are_here() -> None:
    world = build(people(4), degree=2, rewire=0.0, salt=1)
    before = [known(world, person) for person in range(4)]
    world.tie(np.array([5, 4, 4]), np.array([0, 2, 0]))
    assert [known(world, person) for person in range(6)] == [
        [*before[0], 4, 5],
        before[1],
        [*before[2], 4],
        before[3],
        [0, 2],
        [0],
    ]
    world.tie(np.array([6, 6, 6]), np.array([4, 1, 4]))  # told twice
    assert (known(world, 4), known(world, 6), known(world, 1)) == ([0, 2, 6], [1, 4], [*before[1], 6])
    source, friend = world.friends_of(np.array([6, 0, 3, 6]))
    assert [friend[source == place].tolist() for place in range(4)] == [[1, 4], [*before[0], 4, 5], before[3], [1, 4]]
    assert source.tolist() == sorted(source.tolist())


def test_who_came_after_the_last_tie_was_made_knows_nobody() -> None:
    world = build(people(4), degree=2, rewire=0.0, salt=1)
    assert known(world, 9) == []
    world.tie(np.array([4]), np.array([0]))
    assert known(world, 9) == []


def test_later_ties_are_in_the_graph_as_well() -> None:
    world = build(people(4), degree=2, rewire=0.0, salt=1)
    edges = world.to_networkx().number_of_edges()
    world.tie(np.array([6]), np.array([3]))
    graph = world.to_networkx()
    assert sorted(graph.nodes) == list(range(7))
    assert graph.number_of_edges() == edges + 1
    assert graph.has_edge(3, 6)
    assert build(people(0), degree=2, rewire=0.0, salt=1).to_networkx().number_of_nodes() == 0


@pytest.mark.parametrize(("degree", "rewire"), [(-1, 0.1), (4, 1.5), (4, float("nan"))])
def test_numbers_that_mean_nothing_are_refused(degree: int, rewire: float) -> None:
    with pytest.raises(ValueError, match="rewire a share"):
        build(people(10), degree, rewire, salt=1)
