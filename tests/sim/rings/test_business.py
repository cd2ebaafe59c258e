"""What a lead is worth to a ring, and what an account costs it."""

import numpy as np
import pytest

from policies.records import Kind
from sim.choices.luring import Luring
from sim.kinds import TACTICS
from sim.rings.business import (
    Organising,
    eagerness,
    first_steps,
    lead_worth,
    level_mix,
    outstanding,
    papers_cost,
    promised,
    volume_factor,
    volume_mix,
)
from sim.rings.tactics import Papers, Pay, Volume

DATA, ACCOUNT, UNPAID, COMPLICITY = 1_000.0, 2_000.0, 3_000.0, 4_000.0
TRADE = Luring(
    first_loss_share=0.5,
    pick_up=0.9,
    first_loss_yen=10_000.0,
    second_loss_share=0.25,
    second_loss_yen=400_000.0,
    sells_account=0.6,
    harm_yen_to_ring=(0.0, DATA, ACCOUNT, UNPAID, COMPLICITY),
)
LARGE = 0.25 * 400_000
WORTH = {
    Kind.MLM: 0.5 * (10_000 + LARGE),
    Kind.LISTING_AS_AD: 0.5 * DATA,
    Kind.LIST_BUILDING: 0.5 * (DATA + LARGE),
    Kind.ACCOUNT_TRANSFER: 0.5 * ACCOUNT,
    Kind.ACCOUNT_PURCHASE: 0.6 / 2 * ACCOUNT,
    Kind.UPFRONT_PAYMENT: 0.5 * (10_000 + LARGE),
    Kind.PROXY_LISTING: 0.5 * COMPLICITY,
    Kind.AFFILIATE: 0.5 * UNPAID,
    Kind.UNPAID_TRIAL: 0.5 * UNPAID,
    Kind.DIRECT_DEALING: 0.5 * UNPAID,
    Kind.OFF_PLATFORM: 0.5 * (10_000 + LARGE),
}
PRICE = (1_000.0, 3_000.0, 5_000.0)
ACCOUNTS = Organising(papers_cost=2_500.0, account_worth=20_000.0, grooming_contracts=2, job_cost=250.0)


def test_a_lead_is_worth_its_first_harm_and_more() -> None:
    assert dict(zip(TACTICS, lead_worth(TRADE).tolist(), strict=True)) == pytest.approx(WORTH, abs=1e-9)


def test_what_a_lead_still_brings_is_all_and_then_a_large_sum() -> None:
    tactic, step = np.array([Kind.MLM, Kind.MLM, Kind.AFFILIATE, Kind.AFFILIATE]), np.array([0, 1, 0, 1])
    assert outstanding(tactic, step, TRADE) == pytest.approx([WORTH[Kind.MLM], LARGE, WORTH[Kind.AFFILIATE], 0.0])


def test_half_come_to_a_first_harm_and_some_sell() -> None:
    steps = first_steps(TRADE)
    assert steps[Kind.ACCOUNT_PURCHASE] == pytest.approx(0.3, abs=1e-9)
    assert np.delete(steps, Kind.ACCOUNT_PURCHASE).tolist() == [0.5] * 10


def test_bait_promises_what_the_market_pays_or_so_many_times_as_much() -> None:
    numbers = Organising(above_market_factor=1.25, far_above_factor=4.0)
    assert promised(np.array([Pay.FAR_ABOVE, Pay.MARKET, Pay.ABOVE]), numbers).tolist() == [4.0, 1.0, 1.25]


def test_an_account_posts_at_a_multiple_of_the_usual_rate() -> None:
    numbers = Organising(low_volume_factor=0.25, high_volume_factor=3.0)
    assert volume_factor(np.array([Volume.MANY, Volume.FEW, Volume.USUAL]), numbers).tolist() == [3.0, 0.25, 1.0]


def test_who_posts_few_makes_room_for_who_posts_many() -> None:
    """Of the tenth that is not steady, (3 − 1) ÷ (3 − 0.2) post few and (1 − 0.2) ÷ (3 − 0.2) post many."""
    mix = volume_mix(Organising(usual_volume_share=0.9, low_volume_factor=0.2, high_volume_factor=3.0))
    assert {each: mix[each] for each in Volume} == pytest.approx(
        {Volume.FEW: 0.1 * 2 / 2.8, Volume.USUAL: 0.9, Volume.MANY: 0.1 * 0.8 / 2.8}, abs=1e-9
    )


@pytest.mark.parametrize("steady", [0.0, 0.6, 1.0])
@pytest.mark.parametrize("few", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("many", [1.1, 2.0, 100.0])
def test_before_rings_learn_accounts_post_at_the_rate_on_average(steady: float, few: float, many: float) -> None:
    numbers = Organising(usual_volume_share=steady, low_volume_factor=few, high_volume_factor=many)
    mix = volume_mix(numbers)
    assert mix.sum() == pytest.approx(1.0, abs=1e-9)
    assert (mix * volume_factor(np.arange(len(Volume)), numbers)).sum() == pytest.approx(1.0, abs=1e-9)
    assert mix.min() >= 0


def test_papers_cost_somebodys_identity_or_honest_work() -> None:
    """Two groomed jobs at a mean price of (1,000 + 3,000 + 5,000) ÷ 3, and 250 to mind each."""
    cost = papers_cost(np.array([Papers.BOUGHT, Papers.NEW, Papers.VERIFIED, Papers.GROOMED]), PRICE, ACCOUNTS)
    assert cost == pytest.approx([0, 0, 2_500, 2 * 3_250], abs=1e-9)


@pytest.mark.parametrize(("price", "times"), [(20_000.0, 1.0), (10_000.0, 2.0), (80_000.0, 0.25), (np.inf, 1.0)])
def test_as_many_want_an_account_as_ever_at_what_it_is_worth(price: float, times: float) -> None:
    assert eagerness(price, ACCOUNTS) == pytest.approx(times)


def test_levels_are_normal_around_the_mean() -> None:
    """At levels 0, 1, 2 around 1 with sd 1: e^-½, 1, e^-½, as parts of the 0.8 that are in known words."""
    mix = level_mix(Organising(obfuscation=1.0, obfuscation_spread=1.0, invented=0.2), 4)
    side = np.exp(-0.5)
    assert mix == pytest.approx(
        np.array([0.8 * side, 0.8, 0.8 * side, 0.2 * (1 + 2 * side)]) / (1 + 2 * side), abs=1e-12
    )
