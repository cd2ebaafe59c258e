"""What tactics take first, and which of them go on."""

from policies.records import Kind
from sim.kinds import CATEGORIES, TACTICS
from sim.rings.tactics import ESCALATES, FIRST, FIRST_HARM, Pace, Papers, Pay, Volume
from sim.state.codes import Harm


def test_a_tactic_stands_at_the_place_of_its_kind() -> None:
    assert list(TACTICS) == list(range(len(TACTICS)))
    assert set(Kind) - set(TACTICS) == {Kind.NONE, Kind.INFECTION_RISK, Kind.SOCIAL_CONFUSION, Kind.OFF_PURPOSE}


def test_every_tactic_takes_something_first() -> None:
    assert set(FIRST) == set(TACTICS)
    assert FIRST_HARM.tolist() == [FIRST[tactic] for tactic in TACTICS]
    taken = {harm: {tactic for tactic in TACTICS if FIRST[tactic] == harm} for harm in Harm}
    assert taken == {
        Harm.MONEY: {Kind.MLM, Kind.UPFRONT_PAYMENT, Kind.OFF_PLATFORM},
        Harm.DATA: {Kind.LISTING_AS_AD, Kind.LIST_BUILDING},
        Harm.ACCOUNT: {Kind.ACCOUNT_TRANSFER, Kind.ACCOUNT_PURCHASE},
        Harm.UNPAID_WORK: {Kind.AFFILIATE, Kind.UNPAID_TRIAL, Kind.DIRECT_DEALING},
        Harm.COMPLICITY: {Kind.PROXY_LISTING},
    }


def test_who_asks_for_money_comes_back_for_a_large_sum() -> None:
    going_on = {tactic for tactic in TACTICS if ESCALATES[tactic]}
    assert going_on == {Kind.MLM, Kind.UPFRONT_PAYMENT, Kind.OFF_PLATFORM, Kind.LIST_BUILDING}


def test_arms_of_a_rings_choices_are_numbered_from_zero() -> None:
    for arms in (Pace, Papers, Pay, Volume):
        assert sorted(arms) == list(range(len(arms)))
    assert len(CATEGORIES) == 16
