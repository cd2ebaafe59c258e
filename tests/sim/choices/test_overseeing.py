"""How the office judges cases: evidence adds up in log-odds."""

from math import exp

import numpy as np
import pytest

from sim.choices.overseeing import Overseeing, condemns, sight, weight
from tests.sim.directions import LUCK, happens_under, outcome

OFFICE = Overseeing(condemns_base=-4.0, report_weight=1.0, stopped_text_weight=1.5, insight_weight=2.0)
CASE = {"evidence": 1.0, "sight": 1.0, "overseeing": OFFICE}


def test_two_reports_and_three_texts_weigh_two_and_four_and_a_half() -> None:
    assert weight(np.array([2, 0, 0]), np.array([3, 1, 0]), OFFICE).tolist() == [6.5, 1.5, 0.0]


def test_a_bad_account_with_two_log_odds_against_it_is_even() -> None:
    """−4 + 2 + 2 = 0."""
    assert happens_under(0.5, condemns, **CASE | {"evidence": 2.0})


def test_a_reader_sees_malice_in_a_ring_innocence_in_the_lawful() -> None:
    assert sight(np.array([True, True, False, False]), np.array([True, False, True, False])).tolist() == [1, 1, 0, -1]


def test_an_honest_rule_breaker_is_judged_by_the_evidence_alone() -> None:
    """−4 + 4 = 0."""
    assert happens_under(0.5, condemns, **CASE | {"evidence": 4.0, "sight": 0.0})


def test_an_honest_one_is_condemned_by_two_in_a_hundred() -> None:
    """−4 + 2 − 2 = −4."""
    assert outcome(condemns, **CASE | {"evidence": 2.0, "sight": -1.0, "u": LUCK}) == pytest.approx(
        1 / (1 + exp(4.0)), abs=1e-3
    )
