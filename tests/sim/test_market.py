"""The market as any other Mesa model: it ends, it is run in batches, it draws its own luck where none is given."""

import multiprocessing
from typing import Any

import mesa
import numpy as np
import pytest

from policies.records import Kind
from sim.course import simulate
from sim.kinds import TACTICS
from sim.market import Market
from sim.state.events import ClientJoined, Posted
from tests.sim.small import PRODUCTION, START, always, small

HERE: dict[str, Any] = {"world": small(), "rollout": always(PRODUCTION), "start": START}


def fees(market: Market) -> list[float]:
    """Of all postings, in order of time."""
    rows: list[float] = market.tables.log.finish(market.day)[Posted].fee.tolist()
    return rows


def test_a_market_that_knows_its_days_ends_with_them() -> None:
    market = Market(**HERE, days=3, seed=1)
    market.run_model()
    assert (market.day, market.steps, market.running) == (3, 3, False)
    logged = simulate(small(), always(PRODUCTION), start=START, days=3, seed=1)
    assert fees(market) == logged[Posted].fee.tolist()
    ended = Market(**HERE, days=0, seed=1)
    ended.run_model()
    assert ended.day == 0


def test_rings_in_business_are_its_agents_as_views_on_their_rows() -> None:
    market = Market(**HERE, days=6, seed=1)
    rings, clients = market.tables.rings, market.tables.clients
    assert [ring.row for ring in market.agents] == rings.in_business().tolist() != []
    [ring, *_] = market.agents
    theirs = np.flatnonzero(clients.true_ring == ring.row)
    assert ring.accounts == ring.accounts_opened == len(theirs)
    clients.restricted[theirs[0]] = True
    rings.profit[ring.row] = -7.0
    assert (ring.accounts, ring.accounts_opened, ring.books) == (len(theirs) - 1, len(theirs), -7.0)
    rings.habits.channel.log_weight[ring.row] = [0.0, 0.0, 0.0, 9.0, 0.0]
    rings.habits.tactic.log_weight[ring.row] = [9.0] + [0.0] * (len(TACTICS) - 1)
    assert (ring.channel, ring.tactic) == ("scout", Kind(TACTICS[0]).name.lower())
    assert next(iter(market.agents)) is ring


def test_a_ring_that_has_given_up_is_no_agent_any_more() -> None:
    market = Market(**HERE, days=6, seed=1)
    rings = market.tables.rings
    count = len(market.agents)
    rings.left[0] = True
    assert [ring.row for ring in market.agents] == list(range(1, count))
    rings.enter(np.array([2]), market.world, 0, market.course.draws)
    assert [ring.row for ring in market.agents] == list(range(1, count + 1))


def test_its_data_collector_has_a_row_a_day() -> None:
    market = Market(**HERE, days=3, seed=1)
    market.run_model()
    table = market.datacollector.get_agent_vars_dataframe()
    assert list(table.columns) == ["accounts", "accounts_opened", "books", "channel", "tactic"]
    assert len(market.datacollector.get_model_vars_dataframe()) == 3
    assert set(table.index.get_level_values("Step")) == {1, 2, 3}


def test_the_last_days_can_be_read_while_it_goes_on() -> None:
    market = Market(**HERE, days=9, seed=1)
    assert len(market.events()[ClientJoined]) > 0  # who was here before
    market.run_model()
    last, all_ = market.events(4), market.events()
    whole = market.tables.log.finish(market.day)
    assert all_[Posted].fee.tolist() == whole[Posted].fee.tolist()
    assert last[Posted].fee.tolist() == whole.between(5, 9)[Posted].fee.tolist()
    assert last.days == whole.days == 9


def test_a_market_that_does_not_know_its_days_says_so() -> None:
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
    """A row for each ring of each run, of its last day."""
    rows = batch(world=small(), rollout=[always(PRODUCTION)], start=START, days=[2, 3])
    runs = dict.fromkeys((each["seed"], each["days"], each["Step"]) for each in rows)
    assert list(runs) == [(0, 2, 2), (0, 3, 3), (1, 2, 2), (1, 3, 3)]
    assert all(each["accounts"] <= each["accounts_opened"] for each in rows)
    one = Market(**HERE, days=3, seed=1)
    one.run_model()
    assert rows[-1]["workers"] == one.datacollector.model_vars["workers"][-1]


def test_a_rollout_that_was_taken_apart_is_told() -> None:
    with pytest.raises(TypeError, match=r"for mesa.batch_run, which takes it apart, a list of such"):
        batch(world=small(), rollout=always(PRODUCTION), start=START, days=2)
