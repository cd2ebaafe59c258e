"""Who is fed up and leaves, and what a dealing says of a mark."""

import numpy as np
import pytest

from sim.choices.learning import Learning, learned, promise_kept, quits, renown, weight, zeal
from tests.sim.directions import happens_under, outcome

PEOPLE = Learning(leaves_if_fed_up=0.25, fed_up_below=0.4)


def test_a_quarter_of_the_fed_up_leave_this_week() -> None:
    assert happens_under(0.25, quits, trust=0.3, learning=PEOPLE)


def test_a_task_counts_for_a_part_of_a_dealing() -> None:
    task = np.array([True, False])
    assert weight(task, Learning(task_weight=0.25)).tolist() == [0.25, 1.0]


def test_who_trusts_just_enough_stays() -> None:
    assert outcome(quits, trust=0.4, u=0.0, learning=PEOPLE) == 0
    assert outcome(quits, trust=0.399, u=0.0, learning=PEOPLE) == 1
    assert outcome(quits, trust=1.0, u=0.0, learning=PEOPLE) == 0


def test_carriers_who_make_a_fifth_less_trouble_keep_a_promise_of_it() -> None:
    mark = Learning(mark_promise=0.2)
    assert outcome(promise_kept, trouble=0.3, bad=0.1, learning=mark) == pytest.approx(1.0)
    assert outcome(promise_kept, trouble=0.3, bad=0.3, learning=mark) == pytest.approx(0.0)
    assert outcome(promise_kept, trouble=0.3, bad=1.0, learning=mark) == pytest.approx(-3.5)


def test_two_dealings_teach_what_is_left_to_learn_after_one() -> None:
    quick = Learning(mark_learning_rate=0.4)
    assert [outcome(learned, dealings=number, learning=quick) for number in (0.0, 0.5, 1.0, 2.0)] == pytest.approx(
        [0, 1 - 0.6**0.5, 0.4, 0.64]
    )


def test_who_trusts_half_as_much_as_is_usual_comes_half_as_often() -> None:
    assert outcome(zeal, trust=0.3, usual=0.6) == pytest.approx(0.5)
    assert outcome(zeal, trust=0.6, usual=0.6) == 1.0


def test_people_are_heard_by_their_weight() -> None:
    assert renown(np.array([0.2, 0.8]), np.array([3.0, 1.0]), 0.7) == pytest.approx(0.35 / 0.7)
    assert renown(np.array([0.2]), np.array([0.0]), 0.7) == 1.0
