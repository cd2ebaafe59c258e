"""Answers that are drawn from a pool, where the truth is drawn by hand."""

import numpy as np
import pytest

from docs.studies.redrawn import CELLS, Counted, counted_in
from policies.records import Floats

WORLDS, LUCKS, ANSWERS = 20, 4, 80
SCALE = np.array([0.005 if name == "direct_deal_share" else 1.0 for _, name in CELLS])  # a share of ½
APART = SCALE


def sides(effect: float) -> tuple[Floats, Floats]:
    """(cells, worlds, lucks) of both sides: worlds and luck vary by 1, and the candidate is so much higher."""
    rng = np.random.default_rng(1)
    scale = SCALE[:, None, None]
    before = 100 + rng.normal(0, 3, (len(CELLS), WORLDS, 1)) + rng.normal(0, 1, (len(CELLS), WORLDS, LUCKS))
    return scale * before, scale * (before + effect + rng.normal(0, 1, before.shape))


@pytest.fixture(scope="module")
def none() -> Counted:
    before, _ = sides(0)
    return counted_in("nothing", 1, before, before, APART, ANSWERS)


def test_answers_on_nothing_hold_it_and_hardly_ever_move(none: Counted) -> None:
    assert none.held > 0.9
    assert none.telling < 0.1
    assert none.contrary == 0
    assert none.passes.max() < 0.1


def test_answers_on_a_plain_change_use_its_word() -> None:
    result = counted_in("plain", 2, *sides(10), APART, ANSWERS)
    assert result.held > 0.9
    assert result.telling == 1
    words = [next(iter(result.shares(cell))) for cell in range(len(CELLS))]
    assert words == [*["worse"] * 8, *["better"] * 2, *["worse"] * 2]  # steps of fraud, matching, deals outside
    assert result.agreeing.min() == 1


def test_answers_that_say_better_and_worse_are_contrary(none: Counted) -> None:
    words = np.array([["better"] * len(CELLS), ["a little worse"] * len(CELLS), ["open"] * len(CELLS)])
    result = Counted("made up", 1, none.held, words, none.below, none.passes)
    assert result.contrary == 1 / 2
    assert result.agreeing.tolist() == [0.0] * len(CELLS)
