"""Numbers that somebody suspects: thirds of the worlds, worked out by hand."""

import numpy as np
import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.flip.suspects import suspects
from experiments.verdicts.differences import paired

EXPOSED = BY_NAME["exposed_per_10k"]


def test_a_third_of_the_worlds_holds_those_with_the_lowest_numbers() -> None:
    numbers = np.array([[0.6], [0.1], [0.5], [0.2], [0.4], [0.3]])
    before, after = np.full(6, 10.0), np.array([19.0, 11.0, 15.0, 12.0, 14.0, 13.0])
    [suspect] = suspects(["calls"], numbers, EXPOSED, before, after)
    assert suspect.pull == pytest.approx(1.0)
    assert [(part.low, part.high, part.difference.difference) for part in suspect.parts] == [
        (0.1, 0.2, 1.5),
        (0.3, 0.4, 3.5),
        (0.5, 0.6, 7.0),
    ]
    lowest = paired(EXPOSED, before[[1, 3]], after[[1, 3]])
    assert (suspect.parts[0].difference.low, suspect.parts[0].difference.high) == (lowest.low, lowest.high)


def test_worlds_with_the_same_number_stay_together() -> None:
    numbers = np.array([[1.0], [1.0], [1.0], [2.0], [3.0], [4.0]])
    [suspect] = suspects(["calls"], numbers, EXPOSED, np.zeros(6), np.arange(6.0))
    assert [(part.low, part.high, part.difference.pairs) for part in suspect.parts] == [(1, 1, 3), (2, 2, 1), (3, 4, 2)]
    [same] = suspects(["calls"], np.ones((6, 1)), EXPOSED, np.zeros(6), np.arange(6.0))
    assert [(part.low, part.high, part.difference.pairs) for part in same.parts] == [(1, 1, 6)]
    assert same.pull == 0


def test_pairs_without_a_number_are_in_no_third() -> None:
    numbers = np.arange(6.0)[:, None]
    after = np.array([1.0, np.nan, 2.0, 3.0, 4.0, np.nan])
    [suspect] = suspects(["calls"], numbers, EXPOSED, np.zeros(6), after)
    assert [part.difference.pairs for part in suspect.parts] == [1, 2, 1]


def test_one_suspect_has_less_chance_to_beat_than_ten() -> None:
    lot = np.random.default_rng(4)
    numbers, after = lot.random((64, 10)), lot.normal(size=64)
    [one] = suspects(["0"], numbers[:, :1], EXPOSED, np.zeros(64), after)
    ten = suspects([str(at) for at in range(10)], numbers, EXPOSED, np.zeros(64), after)
    assert one.pull == pytest.approx(ten[0].pull)
    assert 0.2 < one.chance < 0.28 < ten[0].chance < 0.4
    assert len(ten) == 10
    assert suspects([], numbers[:, :0], EXPOSED, np.zeros(64), after) == ()


def test_a_number_acts_once_in_twenty_times_by_luck() -> None:
    lot = np.random.default_rng(7)
    count = 0
    for _ in range(200):
        [suspect] = suspects(["calls"], lot.random((32, 1)), EXPOSED, np.zeros(32), lot.normal(size=32))
        count += abs(suspect.pull) > suspect.chance
    assert 3 <= count <= 18
