"""Ties, early and later ones, against a set of friends for each person."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.compiled.ties import friends, rows, told

Tie = tuple[int, int]


@st.composite
def circles(draw: st.DrawFn) -> tuple[int, list[Tie]]:
    """Some people and ties between two of them, some of which stand twice or the other way round."""
    people = draw(st.integers(2, 12))
    tie = st.tuples(st.integers(0, people - 1), st.integers(0, people - 1)).filter(lambda pair: pair[0] != pair[1])
    once = draw(st.lists(tie, max_size=30))
    again = draw(st.lists(st.sampled_from(once), max_size=10)) if once else []
    return people, draw(st.permutations(once + [(other, one) for one, other in again]))


def compressed(ties: list[Tie], people: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    one, other = (np.array([tie[side] for tie in ties], np.int32) for side in (0, 1))
    return rows(one, other, people)


def test_everybody_s_friends_stand_in_order_by_hand() -> None:
    starts, friends = compressed([(3, 0), (0, 1), (3, 1)], 5)
    assert starts.tolist() == [0, 2, 4, 4, 6, 6]
    assert friends.tolist() == [1, 3, 0, 3, 0, 1]
    assert (starts.dtype, friends.dtype) == (np.dtype(np.int32), np.dtype(np.int32))


def test_a_tie_that_stands_twice_or_from_either_side_is_one() -> None:
    starts, friends = compressed([(1, 2), (2, 1), (0, 2), (1, 2)], 3)
    assert (starts.tolist(), friends.tolist()) == ([0, 1, 2, 4], [2, 2, 0, 1])


@given(circles())
def test_friends_are_those_of_a_set_for_each_person(circle: tuple[int, list[Tie]]) -> None:
    people, ties = circle
    expected: dict[int, set[int]] = {person: set() for person in range(people)}
    for one, other in ties:
        expected[one].add(other)
        expected[other].add(one)
    starts, friends = compressed(ties, people)
    assert (len(starts), starts[0], starts[-1]) == (people + 1, 0, len(friends))
    for person in range(people):
        assert friends[starts[person] : starts[person + 1]].tolist() == sorted(expected[person])


@given(circles(), st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=20), st.data())
def test_whom_people_know_is_who_was_tied_to_them_first_or_later(
    circle: tuple[int, list[Tie]], later: list[Tie], data: st.DataObject
) -> None:
    people, early = circle
    known = {tie for one, other in early for tie in ((one, other), (other, one))}
    late = sorted({tie for tie in later if tie not in known})
    question = data.draw(st.lists(st.integers(0, 15), max_size=6))
    words = np.array([(one << 32) + other for one, other in late], np.int64)
    places, result = friends(np.array(question, np.int64), *compressed(early, people), words)
    expected = [
        (place, friend) for place, who in enumerate(question) for one, friend in sorted(known | set(late)) if one == who
    ]
    assert list(zip(places.tolist(), result.tolist(), strict=True)) == expected


def test_each_dealing_is_told_to_all_who_listen_to_its_teller() -> None:
    """Person 7 has two dealings and two listeners, person 2 one of each, nobody listens to person 4."""
    teller, friend = np.array([2, 7, 7]), np.array([9, 3, 1], np.int32)
    places, heard = told(np.array([7, 4, 2, 7]), teller, friend)
    assert list(zip(places.tolist(), heard.tolist(), strict=True)) == [(0, 3), (0, 1), (2, 9), (3, 3), (3, 1)]
    places, heard = told(np.array([4]), teller[:0], friend[:0])
    assert (places.tolist(), heard.tolist()) == ([], [])
    places, heard = told(teller[:0], teller[:0], friend[:0])
    assert (places.tolist(), heard.tolist()) == ([], [])
