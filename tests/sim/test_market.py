"""The market as any other Mesa model: it ends, it is run in batches, it draws its own luck where none is given."""

import multiprocessing
from typing import Any

import mesa
import pytest

from sim.course import simulate
from sim.market import Market
from sim.state.events import Posted
from tests.sim.small import PRODUCTION, START, always, small

HERE: dict[str, Any] = {"world": small(), "rollout": always(PRODUCTION), "start": START}


def fees(market: Market) -> list[float]:
    """Of all postings, in order of time."""
    found: list[float] = market.tables.log.finish(market.day)[Posted].fee.tolist()
    return found


def test_a_market_that_knows_its_days_ends_with_them() -> None:
    market = Market(**HERE, days=3, seed=1)
    market.run_model()
    assert (market.day, market.steps, market.running) == (3, 3, False)
    logged = simulate(small(), always(PRODUCTION), start=START, days=3, seed=1)
    assert fees(market) == logged[Posted].fee.tolist()
    ended = Market(**HERE, days=0, seed=1)
    ended.run_model()
    assert ended.day == 0


def test_a_market_that_does_not_know_its_days_is_stepped_and_says_so() -> None:
    market = Market(**HERE, seed=1)
    market.run_for(2)
    assert (market.day, market.running) == (2, True)
    with pytest.raises(ValueError, match=r"days=120\), or run_for\(120\)"):
        market.run_model()


def batch(**parameters: Any) -> list[dict[str, Any]]:
    """As Mesa runs batches, with two seeds."""
    usual = multiprocessing.get_start_method()
    try:
        return list(mesa.batch_run(Market, parameters, rng=[0, 1], display_progress=False))
    finally:
        multiprocessing.set_start_method(usual, force=True)  # Mesa sets another one


def test_markets_are_run_in_batches_a_rollout_in_a_list() -> None:
    found = batch(world=small(), rollout=[always(PRODUCTION)], start=START, days=[2, 3])
    assert [(each["seed"], each["days"], each["Step"]) for each in found] == [
        (0, 2, 2),
        (0, 3, 3),
        (1, 2, 2),
        (1, 3, 3),
    ]
    one = Market(**HERE, days=3, seed=1)
    one.run_model()
    assert found[-1]["workers"] == one.datacollector.model_vars["workers"][-1]


def test_a_rollout_that_was_taken_apart_is_told() -> None:
    with pytest.raises(TypeError, match=r"for mesa.batch_run, which takes it apart, a list of such"):
        batch(world=small(), rollout=always(PRODUCTION), start=START, days=2)


def test_a_seed_that_nobody_gives_is_drawn_and_can_be_given_again() -> None:
    markets = [Market(**HERE, days=2) for _ in range(2)]
    seeds = [market.scenario.rng for market in markets]
    assert seeds[0] != seeds[1]
    for market in markets:
        market.run_model()
    again = Market(**HERE, days=2, seed=seeds[0])
    again.run_model()
    assert fees(again) == fees(markets[0])
    assert fees(again) != fees(markets[1])
