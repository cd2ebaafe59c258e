"""Filters of the search list: what they let pass, and what becomes of one for a mark that nobody carries."""

import numpy as np

from policies.certification import Certification
from policies.completion_rate import Off as NoRate
from policies.identity import Off as NoIdentity
from policies.platform import Platform
from sim.choices.workers import FILTERS
from sim.systems.storefront import storefront
from tests.sim import hand

VERIFIED = [True, False, True, False]
ACCEPTED = [9, 9, 1, 1]  # of ten projects each: rates of 0.9, 0.9, 0.1 and 0.1
BADGES = hand.platform({"filters": frozenset({"verified", "certified"})}, certification=Certification())


def listed(platform: Platform, certified: list[bool] | None = None) -> dict[str, list[int]]:
    """Filter → which of four jobs it lists."""
    clients = hand.clients(4, verified=VERIFIED, accepted_fixed=ACCEPTED, ended_fixed=10, certified=certified or False)
    front = storefront(
        jobs=hand.jobs(4), clients=clients, quotes=np.full((16, 3), np.nan), today=hand.day(3, platform=platform)
    )
    return {name: np.unique(hand.listed(front, name)).tolist() for name in FILTERS}


def test_each_filter_lists_those_who_carry_its_mark() -> None:
    assert listed(BADGES, certified=[False, True, False, False]) == {
        "none": [0, 1, 2, 3],
        "verified": [0, 2],
        "advice": [0],
        "certified": [1],
    }


def test_the_rate_that_is_advised_is_a_number_of_the_rule() -> None:
    assert listed(hand.platform(completion_rate={"advised": 0.1}))["advice"] == [0, 2]
    assert listed(hand.platform(completion_rate={"advised": 0.91}))["advice"] == []


def test_whoever_filters_for_a_badge_that_nobody_carries_searches_without_it() -> None:
    assert listed(BADGES, certified=[False] * 4)["certified"] == [0, 1, 2, 3]


def test_with_identity_off_nobody_searches_an_empty_list() -> None:
    result = listed(hand.platform(identity=NoIdentity()))
    assert result["verified"] == [0, 1, 2, 3]
    assert result["advice"] == [0, 1]  # the other half of the advice stands


def test_with_completion_rates_off_nobody_searches_an_empty_list() -> None:
    assert listed(hand.platform(completion_rate=NoRate()))["advice"] == [0, 2]


def test_a_filter_that_the_list_does_not_offer_filters_nothing() -> None:
    result = listed(hand.platform({"filters": frozenset()}), certified=[True, False, False, False])
    assert result == {"none": [0, 1, 2, 3], "verified": [0, 1, 2, 3], "advice": [0, 1], "certified": [0, 1, 2, 3]}


def test_a_rate_that_stands_nowhere_cannot_be_looked_for() -> None:
    assert listed(hand.platform({"completion_rate": frozenset()}))["advice"] == [0, 2]
