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
from tests.sim.directions import LUCK, falls, happens_under, outcome, rises

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
    assert rises(has_time, "talking.applicants_per_job", 2, 3, talked=np.arange(4), talking=PAIRS)


def test_of_the_careless_half_swap_contacts_of_the_half_careful_a_quarter_and_of_the_careful_nobody() -> None:
    assert happens_under(0.5, swaps_contact, caution=0.0, talking=PAIRS)
    assert happens_under(0.25, swaps_contact, caution=0.5, talking=PAIRS)
    assert outcome(swaps_contact, caution=1.0, u=0.0, talking=PAIRS) == 0
    assert falls(swaps_contact, "caution", 0.5, 0.6, u=LUCK, talking=PAIRS)
    assert rises(swaps_contact, "talking.swaps_contact", 0.5, 0.6, caution=0.5, u=LUCK, talking=PAIRS)


def test_a_middling_client_asks_one_worker_in_eight_to_deal_outside_and_for_more_work_twice_as_many() -> None:
    client = {"inclination": 0.5, "talking": PAIRS}
    assert happens_under(0.125, asks_outside, **client, again=False)
    assert happens_under(0.25, asks_outside, **client, again=True)


def test_who_is_inclined_to_it_asks_more_often_and_who_is_not_never() -> None:
    assert rises(asks_outside, "inclination", 0.5, 0.6, **DEAL)
    assert outcome(asks_outside, **DEAL | {"inclination": 0.0, "u": 0.0}) == 0
    sure = {"inclination": 1.0, "again": True, "talking": Talking(asks_again=0.9)}
    assert outcome(asks_outside, **sure, u=LUCK) == 1
    assert outcome(asks_outside, **sure, u=1.0) == 0  # nobody has more luck than all


def test_three_in_eight_who_are_asked_agree_where_the_talk_is_watched_and_five_where_it_is_not() -> None:
    numbers = Talking(agrees_watched=0.375, agrees_unwatched=0.25)
    assert happens_under(0.375, agrees, watched=np.array(True), talking=numbers)
    assert happens_under(0.625, agrees, watched=np.array(False), talking=numbers)


def test_on_paper_a_polished_application_looks_a_tenth_better_than_it_is() -> None:
    applicant = {"true_fit": 0.6, "polish": 0.5, "talking": PAIRS}
    assert outcome(on_paper, **applicant) == pytest.approx(0.6 + 0.2 * 0.5, abs=1e-9)
    assert rises(on_paper, "true_fit", 0.6, 0.7, **applicant)
    assert rises(on_paper, "polish", 0.5, 0.6, **applicant)
    assert rises(on_paper, "talking.fit_noise_after_text", 0.2, 0.3, **applicant)


def test_of_seven_in_ten_pairs_a_fifth_shun_a_call_that_may_be_listened_to() -> None:
    pairs = {"may": True, "share": np.float64(0.7), "talking": Talking(shuns_monitored_call=0.2)}
    assert happens_under(0.7, takes_call, watched=False, **pairs)
    assert happens_under(0.7 * 0.8, takes_call, watched=True, **pairs)
    assert falls(takes_call, "talking.shuns_monitored_call", 0.2, 0.3, watched=True, u=LUCK, **pairs)
    assert outcome(takes_call, watched=False, u=0.0, **pairs | {"may": False}) == 0


def test_three_in_ten_who_were_declined_press() -> None:
    assert happens_under(0.3, presses, talking=Talking(presses_if_declined=0.3))
    assert rises(presses, "talking.presses_if_declined", 0.2, 0.3, u=LUCK, talking=PAIRS)


def test_who_needs_the_money_yields_to_pressure_and_who_is_careful_does_not() -> None:
    """0.5 · 0.5 · (1 − 0.25) = 0.1875."""
    pressed = {"pressure": 0.5, "caution": 0.25, "talking": Talking(yields_if_pressed=0.5)}
    assert happens_under(0.1875, yields_to_it, **pressed)
    assert rises(yields_to_it, "pressure", 0.4, 0.5, u=LUCK, **pressed)
    assert falls(yields_to_it, "caution", 0.2, 0.4, u=LUCK, **pressed)
    assert rises(yields_to_it, "talking.yields_if_pressed", 0.5, 0.7, u=LUCK, **pressed)
    assert outcome(yields_to_it, u=0.0, **pressed | {"caution": 1.0}) == 0


def test_a_permit_takes_off_half_of_the_caution() -> None:
    assert outcome(wary, caution=0.6, permitted=True, talking=Talking(approval_calms=0.5)) == pytest.approx(0.3)
    assert outcome(wary, caution=0.6, permitted=False, talking=Talking(approval_calms=0.5)) == 0.6
    assert falls(wary, "talking.approval_calms", 0.2, 0.4, caution=0.6, permitted=True, talking=PAIRS)


def test_a_tenth_of_direct_deals_and_three_tenths_of_coerced_ones_go_unpaid_beside_what_a_client_never_pays() -> None:
    deal = {"talking": Talking(unpaid_without_escrow=0.1, unpaid_if_pressed=0.3)}
    for coerced, paid in ((False, 0.8 * 0.9), (True, 0.8 * 0.7)):
        given = deal | {"reliability": 0.8, "coerced": coerced}
        assert outcome(goes_unpaid, u=LUCK, **given) == pytest.approx(1 - paid, abs=0.001)
        assert outcome(goes_unpaid, u=paid + 1e-9, **given) == 1
        assert outcome(goes_unpaid, u=paid - 1e-9, **given) == 0
    assert falls(goes_unpaid, "reliability", 0.7, 0.9, coerced=False, u=LUCK, **deal)


def test_who_means_to_deal_outside_does_not_apply_for_it() -> None:
    """2 · 0.4 · (1 − 0.25) = 0.6; all of those who never would, where a middling half do."""
    assert outcome(applies, inclination=0.25, talking=Talking(applies_for_approval=0.4)) == pytest.approx(0.6)
    assert outcome(applies, inclination=0.0, talking=Talking(applies_for_approval=0.8)) == 1
    assert outcome(applies, inclination=1.0, talking=Talking(applies_for_approval=0.8)) == 0
    assert falls(applies, "inclination", 0.4, 0.5, talking=PAIRS)
    assert rises(applies, "talking.applies_for_approval", 0.4, 0.5, inclination=0.5, talking=PAIRS)


LINE, CHATWORK, MAIL, FORM = range(4)
EVEN = np.full((4, 4), 0.5)  # no taste of one's own
OUTLETS = Talking(outlet_liking=(4.0, 3.0, 2.0, 1.0), turns_to_next_outlet=0.7)


def test_a_pair_names_the_outlet_it_likes_best_of_those_that_both_use() -> None:
    shared = np.array([[True] * 4, [False, True, True, True], [False, False, False, True], [False] * 4])
    free = np.zeros(4, np.bool_)
    assert outlet(shared, free, EVEN, np.full(4, 0.999), OUTLETS).tolist() == [LINE, CHATWORK, FORM, -1]
    taste = EVEN.copy()
    taste[0, MAIL] = 0.999  # −ln(−ln 0.999) = 6.9, far beyond ln 2
    assert outlet(shared, free, taste, np.full(4, 0.999), OUTLETS).tolist() == [MAIL, CHATWORK, FORM, -1]


def test_where_an_outlet_is_blocked_most_turn_to_the_next_and_who_has_none_names_nothing() -> None:
    shared = np.array([[True] * 4, [True] * 4, [True, False, False, False], [False, True, True, True]])
    blocked = np.array([True, False, False, False])
    turns = np.array([0.699, 0.7, 0.0, 0.999])
    assert outlet(shared, blocked, EVEN, turns, OUTLETS).tolist() == [CHATWORK, -1, -1, CHATWORK]
    assert outlet(shared, np.ones(4, np.bool_), EVEN, np.zeros(4), OUTLETS).tolist() == [-1] * 4


def test_every_outlet_needs_its_numbers() -> None:
    with pytest.raises(ValueError, match=r"^outlet_use: has 2 numbers, must be 4, one an Outlet"):
        Talking(outlet_use=(0.5, 0.5))
    with pytest.raises(ValueError, match=r"^outlet_liking: has 1 numbers, must be 4, one an Outlet"):
        Talking(outlet_liking=(0.5,))
