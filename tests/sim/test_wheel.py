"""The wheel of consistent hashing: a look lands on the next point, and nobody else moves when an owner goes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.state.draws import Draws
from sim.state.purposes import Purpose
from sim.state.wheel import Wheel

SHELVES = 4
words = st.integers(0, 2**64 - 1)
points = st.lists(st.tuples(st.integers(0, SHELVES - 1), words, st.integers(0, 9)), max_size=30)
looks = st.lists(st.tuples(st.integers(0, SHELVES - 1), words), min_size=1, max_size=30)

Point = tuple[int, int, int]


def wheel(of: list[Point]) -> Wheel:
    bits = np.array([hash_ for _, hash_, _ in of], np.uint64)
    shelf, owner = (np.array([point[part] for point in of], np.int64) for part in (0, 2))
    return Wheel.of(shelf, bits, owner, SHELVES)


def look(where: Wheel, at: list[tuple[int, int]]) -> NDArray[np.int64]:
    return where.look(np.array([shelf for shelf, _ in at]), np.array([bits for _, bits in at], np.uint64))


@given(points, looks, st.integers(0, 9))
def test_taking_an_owner_away_moves_only_the_looks_that_landed_on_it(
    of: list[Point], at: list[tuple[int, int]], gone: int
) -> None:
    before, after = look(wheel(of), at), look(wheel([point for point in of if point[2] != gone]), at)
    assert after[before != gone].tolist() == before[before != gone].tolist()
    assert (after != gone).all()


@given(points, looks, st.sets(st.integers(0, 9)))
def test_a_wheel_of_some_owners_only_is_the_wheel_of_their_points(
    of: list[Point], at: list[tuple[int, int]], stay: set[int]
) -> None:
    owners = np.array([owner in stay for owner in range(10)])
    assert look(wheel(of).only(owners), at).tolist() == look(wheel([one for one in of if one[2] in stay]), at).tolist()


@given(points, points, looks)
def test_joined_wheels_are_those_wheels_with_their_shelves_one_after_the_other(
    one: list[Point], other: list[Point], at: list[tuple[int, int]]
) -> None:
    both = Wheel.joined([wheel(one), wheel(other)])
    assert look(both, at).tolist() == look(wheel(one), at).tolist()
    assert look(both, [(SHELVES + shelf, bits) for shelf, bits in at]).tolist() == look(wheel(other), at).tolist()


def test_a_wheel_stays_as_it_was_when_owners_are_picked() -> None:
    full = wheel([(0, 5 << 40, 1), (0, 9 << 40, 0)])
    assert look(full.only(np.array([True, False])), [(0, 0)]).tolist() == [0]
    assert look(full.only(np.array([True, True])), [(0, 0)]).tolist() == look(full, [(0, 0)]).tolist() == [1]


def test_an_empty_shelf_shows_nothing() -> None:
    filled = wheel([(0, 5 << 40, 7), (2, 9 << 40, 8)])
    assert look(filled, [(0, 0), (1, 0), (2, 0), (3, 2**64 - 1)]).tolist() == [7, -1, 8, -1]
    assert look(wheel([]), [(0, 0)]).tolist() == [-1]


def test_an_owner_is_looked_at_in_proportion_to_its_points() -> None:
    draws, owners, arcs = Draws(1), np.arange(4000), 8
    many = owners % 2 == 0  # every other owner has eight points, the rest one
    owned = (np.arange(arcs)[None, :] == 0) | many[:, None]
    owner, arc = np.nonzero(owned)
    filled = Wheel.of(np.zeros(len(owner), np.int64), draws.bits(Purpose.ARC, owner, arc), owner)
    landed = filled.look(np.zeros(200_000, np.int64), draws.bits(Purpose.LOOK, np.arange(200_000)))
    assert many[landed].mean() == pytest.approx(8 / 9, abs=0.01)  # arcs vary in length: sd 0.002
