"""Who wants to speak, who swaps contacts, who deals outside."""

import numpy as np
import pytest

from sim.choices.talking import Talking, goes_direct, on_paper, swaps_contact, takes_call, wants_talk
from tests.sim.directions import LUCK, falls, happens_under, outcome, rises, stays

PAIRS = Talking(want=0.5, swap=0.5, leak_first=0.125, leak_repeat=0.25, fee_salience=1.5, text_noise=0.2)
DEAL = {"inclination": 0.5, "repeat": False, "net_entry": False, "u": LUCK, "talking": PAIRS}
AGAIN, FELT = DEAL | {"repeat": True}, DEAL | {"net_entry": True}


def test_on_work_that_needs_some_talk_a_quarter_want_to_speak() -> None:
    """2 · 0.5 · 0.25 = 0.25; where it needs talk through and through, everybody does."""
    assert happens_under(0.25, wants_talk, talk=0.25, talking=PAIRS)
    assert outcome(wants_talk, talk=1.0, u=LUCK, talking=PAIRS) == 1
    assert outcome(wants_talk, talk=1.0, u=1.0, talking=Talking(want=0.8)) == 0  # nobody has more luck than all
    assert outcome(wants_talk, talk=0.0, u=0.0, talking=PAIRS) == 0


def test_the_more_talk_it_needs_the_more_want_to_speak() -> None:
    assert rises(wants_talk, "talk", 0.25, 0.3, u=LUCK, talking=PAIRS)
    assert rises(wants_talk, "talking.want", 0.5, 0.6, talk=0.25, u=LUCK, talking=PAIRS)


def test_of_the_careless_half_swap_contacts_of_the_half_careful_a_quarter_and_of_the_careful_nobody() -> None:
    assert happens_under(0.5, swaps_contact, caution=0.0, talking=PAIRS)
    assert happens_under(0.25, swaps_contact, caution=0.5, talking=PAIRS)
    assert outcome(swaps_contact, caution=1.0, u=0.0, talking=PAIRS) == 0
    assert falls(swaps_contact, "caution", 0.5, 0.6, u=LUCK, talking=PAIRS)
    assert rises(swaps_contact, "talking.swap", 0.5, 0.6, caution=0.5, u=LUCK, talking=PAIRS)


def test_a_middling_pair_deals_outside_once_in_eight_at_first_and_twice_as_often_later() -> None:
    pair = {"inclination": 0.5, "talking": PAIRS}
    assert happens_under(0.125, goes_direct, **pair, repeat=False, net_entry=False)
    assert happens_under(0.25, goes_direct, **pair, repeat=True, net_entry=False)


def test_fees_that_are_felt_drive_half_more_pairs_outside() -> None:
    pair = {"inclination": 0.5, "talking": PAIRS}
    assert happens_under(0.1875, goes_direct, **pair, repeat=False, net_entry=True)
    assert happens_under(0.375, goes_direct, **pair, repeat=True, net_entry=True)


def test_who_is_inclined_to_it_deals_outside_more_often() -> None:
    assert rises(goes_direct, "inclination", 0.5, 0.6, **DEAL)
    assert outcome(goes_direct, **DEAL | {"inclination": 0.0, "u": 0.0}) == 0
    sure = {"inclination": 1.0, "repeat": True, "net_entry": True, "talking": Talking(leak_repeat=0.9)}
    assert outcome(goes_direct, **sure, u=LUCK) == 1
    assert outcome(goes_direct, **sure, u=1.0) == 0  # nobody has more luck than all


def test_each_number_moves_the_deals_that_it_is_about() -> None:
    assert rises(goes_direct, "talking.leak_first", 0.1, 0.2, **DEAL)
    assert stays(goes_direct, "talking.leak_first", 0.1, 0.2, **AGAIN)
    assert rises(goes_direct, "talking.leak_repeat", 0.2, 0.3, **AGAIN)
    assert stays(goes_direct, "talking.leak_repeat", 0.2, 0.3, **DEAL)
    assert rises(goes_direct, "talking.fee_salience", 1.0, 1.5, **FELT)
    assert stays(goes_direct, "talking.fee_salience", 1.0, 1.5, **DEAL)


def test_on_paper_a_polished_application_looks_a_tenth_better_than_it_is() -> None:
    applicant = {"true_fit": 0.6, "polish": 0.5, "talking": PAIRS}
    assert outcome(on_paper, **applicant) == pytest.approx(0.6 + 0.2 * 0.5, abs=1e-9)
    assert rises(on_paper, "true_fit", 0.6, 0.7, **applicant)
    assert rises(on_paper, "polish", 0.5, 0.6, **applicant)
    assert rises(on_paper, "talking.text_noise", 0.2, 0.3, **applicant)


def test_of_seven_in_ten_pairs_a_fifth_shun_a_call_that_may_be_listened_to() -> None:
    pairs = {"may": True, "share": np.float64(0.7), "talking": Talking(shuns=0.2)}
    assert happens_under(0.7, takes_call, watched=False, **pairs)
    assert happens_under(0.7 * 0.8, takes_call, watched=True, **pairs)
    assert falls(takes_call, "talking.shuns", 0.2, 0.3, watched=True, u=LUCK, **pairs)
    assert outcome(takes_call, watched=False, u=0.0, **pairs | {"may": False}) == 0
