"""Planned looks: either of them errs in one of twenty questions."""

import numpy as np
import pytest
from scipy.stats import norm

from experiments.verdicts.looks import ERRORS

QUESTIONS = 400_000


@pytest.mark.parametrize("headlines", [1, 6])
def test_either_look_errs_in_one_of_twenty_questions(headlines: int) -> None:
    """Independent headlines without any difference; the second look is the mean of two equally long halves."""
    rng = np.random.default_rng(2020)
    reach = {look: norm.isf((1 - (1 - error) ** (1 / headlines)) / 2) for look, error in ERRORS.items()}
    errs = np.zeros(QUESTIONS, np.bool_)
    for _ in range(headlines):
        first, added = rng.standard_normal((2, QUESTIONS), np.float32)
        errs |= (np.abs(first) > reach[1]) | (np.abs(first + added) > np.sqrt(2) * reach[2])
    assert errs.mean() == pytest.approx(0.05, abs=0.002)
