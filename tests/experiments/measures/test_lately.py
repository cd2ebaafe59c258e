"""Measures of an evening: what `compare` would measure of the days before it, as far as they have been lived."""

import math

import numpy as np
import pytest

from experiments.measures.business import direct_deal_share
from experiments.measures.fraud import exposed_per_10k
from experiments.measures.lately import LAST, lately, lures
from experiments.measures.matching import value_per_posting
from experiments.measures.periods import Periods
from experiments.measures.watched import WatchedMarket
from policies.records import Channel, Kind
from scenarios import load
from sim.market import Market
from sim.state.events import Contacted, Session
from tests.experiments.measures.logs import at, log_of

SMALL = ("world.workers=1500", "world.clients=250", "days=64")


@pytest.fixture(scope="module")
def market() -> Market:
    """A small market that was lived to its end, evening by evening."""
    scenario = load("production", SMALL)
    lived = WatchedMarket(scenario.world, scenario.rollout, start=scenario.start, days=scenario.days, seed=2)
    lived.run_model()
    return lived


def test_a_market_remade_from_its_parameters_runs_the_same(market: Market) -> None:
    again = type(market)(**market.parameters)
    again.run_for(3)
    assert again.datacollector.model_vars.keys() == market.datacollector.model_vars.keys()
    for name, values in again.datacollector.model_vars.items():
        np.testing.assert_array_equal(values, market.datacollector.model_vars[name][:3], name)


def test_exposure_is_that_of_the_last_thirty_days() -> None:
    """Two of the four who came in the last 30 of 120 days were written to; a lure of before counts no more."""
    log = log_of(
        at(Session, [89, 91, 100, 110, 119], worker=[9, 0, 1, 2, 3]),
        at(Contacted, [89, 105, 106], worker=[9, 0, 1], client=7, channel=Channel.MESSAGE, tactic=Kind.MLM),
    )
    assert lately(log)["exposed_per_10k"] == pytest.approx(5_000)


def test_an_evening_has_what_the_finished_log_has_of_the_same_days(market: Market) -> None:
    whole, evenings = market.events(), market.datacollector.get_model_vars_dataframe()
    for day in (1, 20, 30, 47, 64):
        last = Periods(whole, (max(day - 30, 0), day))
        for measure in (exposed_per_10k, direct_deal_share):
            assert evenings[measure.__name__].iloc[day - 1] == pytest.approx(measure(last), nan_ok=True)
    assert math.isnan(evenings["value_per_posting"].iloc[58])
    assert evenings["value_per_posting"].iloc[63] == pytest.approx(value_per_posting(Periods(whole, (4, 34))))


def test_lures_of_a_day_are_counted_by_channel(market: Market) -> None:
    evenings = market.datacollector.get_model_vars_dataframe()
    names = [name for name in evenings if name.startswith("lures by ")]
    assert names == [f"lures by {name}" for name in ("posting", "message", "nda", "scout", "call")]
    reached = market.events()[Contacted]
    assert evenings[names].sum().tolist() == [np.count_nonzero(reached.channel == channel) for channel in range(5)]
    assert len(reached) > 50
    assert list(lures(market.events(1)).values()) == evenings[names].iloc[-1].tolist()


def test_on_the_first_evening_there_is_little_to_measure() -> None:
    scenario = load("production", SMALL)
    young = Market(scenario.world, scenario.rollout, start=scenario.start, days=1, seed=2)
    young.run_model()
    measures = lately(young.events())
    assert set(measures) == {*LAST, "value_per_posting"}
    assert math.isnan(measures["value_per_posting"])
    assert measures["exposed_per_10k"] >= 0
