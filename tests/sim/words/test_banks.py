"""Banks of texts: lists end to end, drawn from evenly."""

import numpy as np
import pytest

from sim.words.banks import Bank, bank_of

MARKS = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], np.bool_)  # two marks of each of four texts


def test_the_share_of_a_list_is_that_of_marked_texts() -> None:
    bank = bank_of([[0, 1, 3], [2], [1, 1]])
    assert bank.shares(MARKS) == pytest.approx(np.array([[2 / 3, 2 / 3], [0, 0], [1, 1]]), abs=1e-12)


def test_shares_have_the_shape_of_the_lists_and_lists_may_overlap() -> None:
    bank = Bank(np.arange(4), np.array([[0, 1], [2, 0]]), np.array([[2, 2], [2, 4]]))
    assert bank.shares(MARKS)[:, :, 0].tolist() == [[1.0, 0.5], [0.0, 0.5]]
    assert bank.shares(MARKS)[:, :, 1].tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_a_share_is_what_an_even_sweep_of_draws_comes_to() -> None:
    bank = bank_of([[3, 0, 1], [2, 2, 3, 0, 1]])
    u = (np.arange(60) + 0.5) / 60
    for place in (0, 1):
        draws = bank.draw(u, np.full(len(u), place))
        assert bank.shares(MARKS)[place] == pytest.approx(MARKS[draws].mean(axis=0), abs=1e-12)
