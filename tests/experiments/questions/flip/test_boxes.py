"""Boxes: worlds in which a difference has one sign, judged by pairs that were held out."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from experiments.questions.flip.boxes import MOST, boxes
from experiments.questions.flip.result import Box, Condition

NAMES = ("calls", "listening", *(f"idle {number}" for number in range(18)))
LOT = np.random.default_rng(3)
NUMBERS = LOT.random((256, len(NAMES)))
LUCK = LOT.normal(size=256)
WORSE = (NUMBERS[:, 0] > 0.6) & (NUMBERS[:, 1] <= 0.5)


def conditions(box: Box) -> dict[str, Any]:
    return {each.name: (each.low, each.high) for each in box.conditions}


def test_a_corner_with_a_worse_result_is_found_by_its_two_numbers() -> None:
    result = boxes(NAMES, NUMBERS, np.where(WORSE, 8.0, -3.0) + LUCK)
    [worse] = [box for box in result if box.sign > 0]
    assert set(conditions(worse)) == {"calls", "listening"}
    assert conditions(worse)["calls"] == (pytest.approx(0.6, abs=0.06), None)
    assert conditions(worse)["listening"] == (None, pytest.approx(0.5, abs=0.06))
    assert worse.density > 0.9
    assert worse.coverage > 0.8
    assert worse.anywhere == pytest.approx(0.2, abs=0.08)
    assert worse.gap.low > 4
    better = [box for box in result if box.sign < 0]
    assert better
    assert all(box.gap.high < 0 and box.density > 0.9 for box in better)
    assert len(result) <= MOST


def test_a_box_is_judged_by_the_other_half_of_the_pairs() -> None:
    gaps = np.where(WORSE, 8.0, -3.0) + LUCK
    turned = gaps.copy()
    turned[1::2] *= -1  # the held-out ones say the opposite
    taught, [worse, *_] = boxes(NAMES, NUMBERS, gaps), [box for box in boxes(NAMES, NUMBERS, turned) if box.sign > 0]
    assert worse.conditions == next(box for box in taught if box.sign > 0).conditions
    assert worse.density < 0.1
    assert worse.gap.high < 0
    assert (worse.held, worse.of_sign) == (128, int(np.count_nonzero(turned[1::2] > 0)))


def test_counts_are_those_of_held_out_pairs_in_the_box() -> None:
    gaps = np.where(WORSE, 8.0, -3.0) + LUCK
    [worse] = [box for box in boxes(NAMES, NUMBERS, gaps) if box.sign > 0]
    there = np.ones(128, bool)
    for each in worse.conditions:
        there &= each.holds(NUMBERS[1::2, NAMES.index(each.name)])
    assert worse.pairs == np.count_nonzero(there)
    assert worse.agreeing == np.count_nonzero(gaps[1::2][there] > 0)
    assert worse.gap.mean == pytest.approx(gaps[1::2][there].mean())


def test_no_box_where_luck_alone_decides_or_nothing_differs() -> None:
    coin = np.random.default_rng(8).normal(size=256)
    assert all(box.density < 0.75 for box in boxes(NAMES, NUMBERS, coin))
    assert boxes(NAMES, NUMBERS, np.zeros(256)) == ()


def test_pairs_without_a_difference_are_left_out() -> None:
    gaps = np.where(WORSE, 8.0, -3.0) + LUCK
    more = np.concatenate([gaps, np.full(5, np.nan)])
    assert boxes(NAMES, np.vstack([NUMBERS, np.zeros((5, len(NAMES)))]), more) == boxes(NAMES, NUMBERS, gaps)


def test_a_condition_excludes_its_low_end_and_includes_its_high_end() -> None:
    values = np.array([1.0, 2.0, 3.0])
    assert Condition("a", 1.0, 2.0).holds(values).tolist() == [False, True, False]
    assert Condition("a", None, 2.0).holds(values).tolist() == [True, True, False]
    assert Condition("a", 2.0, None).holds(values).tolist() == [False, False, True]


def test_a_box_needs_four_of_five_pairs_of_one_sign() -> None:
    numbers = np.repeat([0.0, 1.0], 40)[:, None]  # a tree can split them once; every other one teaches
    for negative, signs in ((8, [1, -1]), (12, [-1])):
        gaps = np.concatenate([np.full(40, -9.0), np.full(negative, -1.0), np.full(40 - negative, 1.0)])
        assert [box.sign for box in boxes(("calls",), numbers, gaps)] == signs


def test_a_box_needs_a_tenth_of_the_training_pairs() -> None:
    for count, signs in ((10, [1, -1]), (9, [])):  # of 100
        numbers = np.repeat([0.0, 1.0], [200 - 2 * count, 2 * count])[:, None]
        assert [box.sign for box in boxes(("calls",), numbers, np.where(numbers[:, 0] > 0, 2.0, -1.0))] == signs


def test_one_pair_can_make_a_box_among_fourteen_but_not_among_fifteen() -> None:
    for count, signs in ((14, [1, -1]), (15, [])):
        numbers = np.repeat([0.0, 1.0], [2 * count - 2, 2])[:, None]
        assert [box.sign for box in boxes(("calls",), numbers, np.where(numbers[:, 0] > 0, 2.0, -1.0))] == signs


def test_a_box_has_three_numbers_at_most() -> None:
    corners = np.array(list(product([0.0, 1.0], repeat=4)))
    numbers = np.repeat(corners, np.where(corners.sum(1) >= 3, 12, 4), axis=0)
    result = boxes(("a", "b", "c", "d"), numbers, np.where(numbers.all(1), -3.0, 1.0))  # the fourth would set it apart
    assert [(box.sign, len(box.conditions)) for box in result] == [(1, 1), (1, 2), (1, 3)]


def test_of_many_boxes_three_are_told() -> None:
    stripes = np.where(np.floor(4 * NUMBERS[:, 0]) % 2 == 0, 5.0, -5.0) * (1 + NUMBERS[:, 0])
    assert len(boxes(NAMES, NUMBERS, stripes)) == 3


def test_a_tree_sets_six_parts_apart() -> None:
    numbers = np.repeat(np.arange(6.0), 20)[:, None]
    stripes = np.repeat([60.0, -1.0, 50.0, -70.0, 1.0, -50.0], 20)
    result = boxes(("calls",), numbers, stripes)
    assert [(box.sign, box.conditions[0].low, box.conditions[0].high) for box in result] == [
        (1, None, 0.5),
        (1, 1.5, 2.5),
        (1, 3.5, 4.5),
    ]


def test_a_tree_sets_no_seven_parts_apart() -> None:
    numbers = np.repeat(np.arange(8.0), 20)[:, None]
    stripes = np.repeat([-2.0, 3.0, -70.0, 4.0, -1.0, 80.0, -60.0, 50.0], 20)
    result = boxes(("calls",), numbers, stripes)  # where it is −2 could be a seventh: it stays with 3 beside it
    assert [(box.sign, box.conditions[0].low, box.conditions[0].high) for box in result] == [
        (-1, 1.5, 2.5),
        (-1, 5.5, 6.5),
        (1, 4.5, 5.5),
    ]


def test_pairs_that_tie_are_of_neither_sign() -> None:
    gaps = np.where(NUMBERS[:, 0] > 0.6, 8.0, 0.0)
    [worse] = boxes(NAMES, NUMBERS, gaps)
    assert worse.of_sign == np.count_nonzero(gaps[1::2] > 0)


def test_parts_beside_one_another_that_have_one_sign_are_one_box() -> None:
    rising = np.where(NUMBERS[:, 0] > 0.5, 30 * NUMBERS[:, 0], -2.0)  # a tree splits what is above again and again
    [better, worse] = boxes(NAMES, NUMBERS, rising + 0.1 * LUCK)
    assert conditions(worse) == {"calls": (pytest.approx(0.5, abs=0.03), None)}
    assert conditions(better) == {"calls": (None, pytest.approx(0.5, abs=0.03))}


def test_the_other_sign_than_on_average_comes_first() -> None:
    gaps = np.where(NUMBERS[:, 0] > 0.8, -1.0, 1.0) + 0.1 * LUCK
    assert [box.sign for box in boxes(NAMES, NUMBERS, gaps)] == [-1, 1]
    assert [box.sign for box in boxes(NAMES, NUMBERS, -gaps)] == [1, -1]


def test_where_all_pairs_agree_there_is_no_box_to_tell() -> None:
    assert boxes(NAMES, NUMBERS, 5 + 10 * NUMBERS[:, 0]) == ()
