"""Who wants to speak, who swaps contacts, who deals outside."""

import numpy as np
import pytest

from sim.choices.talking import (
    Talking,
    agrees,
    applies,
    asks_outside,
    goes_unpaid,
    has_time,
    on_paper,
    outlet,
    presses,
    swaps_contact,
    takes_call,
    wants_talk,
    wary,
    yields_to_it,
)
from tests.sim.directions import LUCK, happens_under, outcome

PAIRS = Talking(wants_to_talk=0.5, swaps_contact=0.5, asks_outside=0.125, asks_again=0.25, fit_noise_after_text=0.2)
DEAL = {"inclination": 0.5, "again": False, "u": LUCK, "talking": PAIRS}


def test_on_work_that_needs_some_talk_a_quarter_want_to_speak() -> None:
    """2 · 0.5 · 0.25 = 0.25; where it needs talk through and through, everybody does."""
    assert happens_under(0.25, wants_talk, talk=0.25, talking=PAIRS)
    assert outcome(wants_talk, talk=1.0, u=LUCK, talking=PAIRS) == 1
    assert (
        outcome(wants_talk, talk=1.0, u=1.0, talking=Talking(wants_to_talk=0.8)) == 0
    )  # nobody has more luck than all
    assert outcome(wants_talk, talk=0.0, u=0.0, talking=PAIRS) == 0


def test_a_client_has_time_for_so_many_and_no_more() -> None:
    assert has_time(np.arange(4), Talking(applicants_per_job=2)).tolist() == [True, True, False, False]


def test_of_the_careless_half_swap_contacts_of_the_half_careful_a_quarter() -> None:
    assert happens_under(0.5, swaps_contact, caution=0.0, talking=PAIRS)
    assert happens_under(0.25, swaps_contact, caution=0.5, talking=PAIRS)
    assert outcome(swaps_contact, caution=1.0, u=0.0, talking=PAIRS) == 0


def test_a_middling_client_asks_one_worker_in_eight_to_deal_outside() -> None:
    client = {"inclination": 0.5, "talking": PAIRS}
    assert happens_under(0.125, asks_outside, **client, again=False)
    assert happens_under(0.25, asks_outside, **client, again=True)


def test_who_is_inclined_to_it_asks_more_often() -> None:
    assert outcome(asks_outside, **DEAL | {"inclination": 0.0, "u": 0.0}) == 0
    sure = {"inclination": 1.0, "again": True, "talking": Talking(asks_again=0.9)}
    assert outcome(asks_outside, **sure, u=LUCK) == 1
    assert outcome(asks_outside, **sure, u=1.0) == 0  # nobody has more luck than all


def test_three_in_eight_who_are_asked_agree_where_the_talk_is_watched() -> None:
    numbers = Talking(agrees_watched=0.375, agrees_unwatched=0.25)
    assert happens_under(0.375, agrees, watched=np.array(True), talking=numbers)
    assert happens_under(0.625, agrees, watched=np.array(False), talking=numbers)


def test_on_paper_a_polished_application_looks_a_tenth_better_than_it_is() -> None:
    applicant = {"true_fit": 0.6, "polish": 0.5, "talking": PAIRS}
    assert outcome(on_paper, **applicant) == pytest.approx(0.6 + 0.2 * 0.5, abs=1e-9)


def test_of_seven_in_ten_pairs_a_fifth_shun_a_watched_call() -> None:
    pairs = {"may": True, "share": np.float64(0.7), "talking": Talking(shuns_monitored_call=0.2)}
    assert happens_under(0.7, takes_call, watched=False, **pairs)
    assert happens_under(0.7 * 0.8, takes_call, watched=True, **pairs)
    assert outcome(takes_call, watched=False, u=0.0, **pairs | {"may": False}) == 0


def test_three_in_ten_who_were_declined_press() -> None:
    assert happens_under(0.3, presses, talking=Talking(presses_if_declined=0.3, unpaid_if_pressed=0.5))


def test_who_needs_the_money_yields_to_pressure() -> None:
    """0.5 · 0.5 · (1 − 0.25) = 0.1875."""
    pressed = {"pressure": 0.5, "caution": 0.25, "talking": Talking(yields_if_pressed=0.5)}
    assert happens_under(0.1875, yields_to_it, **pressed)
    assert outcome(yields_to_it, u=0.0, **pressed | {"caution": 1.0}) == 0


def test_a_permit_takes_off_half_of_the_caution() -> None:
    assert outcome(
        wary, caution=0.6, permitted=True, talking=Talking(approval_calms=0.5, asks_again=0.9)
    ) == pytest.approx(0.3)
    assert outcome(wary, caution=0.6, permitted=False, talking=Talking(approval_calms=0.5)) == 0.6


def test_a_tenth_of_direct_deals_go_unpaid_and_more_if_coerced() -> None:
    deal = {"talking": Talking(unpaid_without_escrow=0.1, unpaid_if_pressed=0.3)}
    for coerced, paid in ((False, 0.8 * 0.9), (True, 0.8 * 0.7)):
        given = deal | {"reliability": 0.8, "coerced": coerced}
        assert outcome(goes_unpaid, u=LUCK, **given) == pytest.approx(1 - paid, abs=0.001)
        assert outcome(goes_unpaid, u=paid + 1e-9, **given) == 1
        assert outcome(goes_unpaid, u=paid - 1e-9, **given) == 0


def test_who_means_to_deal_outside_does_not_apply_for_it() -> None:
    """2 · 0.4 · (1 − 0.25) = 0.6; all of those who never would, where a middling half do."""
    assert outcome(applies, inclination=0.25, talking=Talking(applies_for_approval=0.4)) == pytest.approx(0.6)
    assert outcome(applies, inclination=0.0, talking=Talking(applies_for_approval=0.8)) == 1
    assert outcome(applies, inclination=1.0, talking=Talking(applies_for_approval=0.8)) == 0


LINE, CHATWORK, MAIL, FORM = range(4)
EVEN = np.full((4, 4), 0.5)  # no taste of one's own
OUTLETS = Talking(outlet_liking=(4.0, 3.0, 2.0, 1.0), turns_to_next_outlet=0.7, evades_block=0.4)


def test_a_pair_names_the_shared_outlet_it_likes_best() -> None:
    shared = np.array([[True] * 4, [False, True, True, True], [False, False, False, True], [False] * 4])
    free = np.zeros(4, np.bool_)
    assert outlet(shared, free, EVEN, np.full(4, 0.999), np.zeros(4), OUTLETS).tolist() == [LINE, CHATWORK, FORM, -1]
    taste = EVEN.copy()
    taste[0, MAIL] = 0.999  # −ln(−ln 0.999) = 6.9, far beyond ln 2
    assert outlet(shared, free, taste, np.full(4, 0.999), np.zeros(4), OUTLETS).tolist() == [MAIL, CHATWORK, FORM, -1]


def test_where_an_outlet_is_blocked_most_turn_to_the_next() -> None:
    shared = np.array([[True] * 4, [True] * 4, [True, False, False, False], [False, True, True, True]])
    blocked = np.array([True, False, False, False])
    turns = np.array([0.699, 0.7, 0.0, 0.999])
    assert outlet(shared, blocked, EVEN, turns, np.ones(4), OUTLETS).tolist() == [CHATWORK, -1, -1, CHATWORK]
    assert outlet(shared, np.ones(4, np.bool_), EVEN, np.zeros(4), np.ones(4), OUTLETS).tolist() == [-1] * 4


def test_some_of_those_left_without_an_outlet_pass_the_block_by() -> None:
    shared = np.array([[True] * 4, [True] * 4, [False] * 4, [True] * 4])
    blocked, evades = np.array([True, False, False, False]), np.array([0.399, 0.4, 0.0, 0.0])
    turns = np.array([0.7, 0.7, 0.7, 0.0])
    assert outlet(shared, blocked, EVEN, turns, evades, OUTLETS).tolist() == [LINE, -1, -1, CHATWORK]


def test_every_outlet_needs_its_numbers() -> None:
    with pytest.raises(ValueError, match=r"^outlet_use: has 2 numbers, must be 4, one an Outlet"):
        Talking(outlet_use=(0.5, 0.5))
    with pytest.raises(ValueError, match=r"^outlet_liking: has 1 numbers, must be 4, one an Outlet"):
        Talking(outlet_liking=(0.5,))
