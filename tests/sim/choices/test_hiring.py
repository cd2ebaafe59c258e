"""What a client makes of an applicant."""

from math import exp, log

import numpy as np
import pytest

from sim.choices.hiring import Hiring, abandons, signal
from sim.choices.talking import Talking
from tests.sim.directions import outcome, rises, stays

NUMBERS = {
    "talking": Talking(fit_noise_after_text=0.22, fit_noise_after_talk=0.13),
    "hiring": Hiring(price_weight=0.25, record_weight=0.06),
}
APPLICANT = {"true_fit": 0.6, "polish": 0.5, "talked": False, "heard": 0.5, "bid_ratio": exp(0.2), "experience": 0}
WRITES, TALKS = APPLICANT | NUMBERS, APPLICANT | NUMBERS | {"talked": True}
EXPERIENCED = WRITES | {"experience": 1}


def test_an_applicant_is_read_by_fit_polish_price_and_record() -> None:
    read, dear, record = 0.6 + 0.22 * 0.5, 0.25 * 0.2, 0.06
    assert outcome(signal, **WRITES) == pytest.approx(read - dear, abs=1e-9)
    assert outcome(signal, **EXPERIENCED) == pytest.approx(read - dear + record, abs=1e-9)


def test_one_that_was_talked_to_is_heard_instead() -> None:
    heard, dear = 0.6 + 0.13 * 0.5, 0.25 * 0.2
    assert outcome(signal, **TALKS) == pytest.approx(heard - dear, abs=1e-9)


def test_dear_bids_look_worse_and_a_bid_at_the_fee_costs_nothing() -> None:
    assert outcome(signal, **WRITES | {"bid_ratio": 1.0}) == pytest.approx(0.71, abs=1e-9)


def test_a_record_counts_for_something_however_long_it_is() -> None:
    assert rises(signal, "experience", 0, 1, **WRITES)
    assert stays(signal, "experience", 1, 50, **WRITES)
    assert rises(signal, "hiring.record_weight", 0.05, 0.1, **EXPERIENCED)
    assert stays(signal, "hiring.record_weight", 0.05, 0.1, **WRITES)


def test_the_middling_client_abandons_the_usual_share_and_others_by_their_odds() -> None:
    hiring = Hiring(abandons_posting=0.4, abandons_spread=log(3.0))
    assert abandons(np.array([0.0, 1.0, -1.0]), hiring) == pytest.approx([0.4, 2 / 3, 2 / 11])
    assert abandons(np.array([-2.0, 2.0]), Hiring(abandons_posting=0.0)).tolist() == [0.0, 0.0]
