"""The study of accounts: every proposal in both regimes, and a table of sums and ratios of the whole marketplace."""

import math

import numpy as np
import pandas as pd
import pytest

from docs.studies.accounts import (
    METRICS,
    TRADE,
    Measure,
    accounts,
    cell,
    effect,
    per_run,
    proposals,
    stocked,
    values_of,
)
from experiments.measures.accounts import new_offers
from experiments.runs import work as usual
from experiments.runs.plan import Run
from scenarios import load
from sim.state.events import AccountSold
from tests.docs.studies.by_hand import ByHand, cells, tables

SMALL = ["world.workers=600", "world.clients=200", "world.churn.dormant_workers=0.2", "world.rings=adapting"]
PRICE, SALES = Measure("price", "yen", "price", "sales"), Measure("sales", "accounts", "sales", total=True)
OPENINGS = {"openings": 4.0, "purchases": 1.0, "marks": 3.0, "unproven": 100.0}


def fewer_sold(run: Run) -> dict[str, float]:
    """2 or 3 sales by seed, for 10,000 yen each, and none where nobody sells.

    Where holders are checked and rings adapt there is one sale less, and 10 or 11 fewer are exposed.
    """
    scenario = run.scenario
    checked = getattr(scenario.rollout[0][1].identity, "checks_holder", False) and scenario.world.rings == "adapting"
    none = scenario.world.luring.sells_account == 0
    sales = (2.0 + run.seed % 2 - checked) * (not none)
    trade = {"offers": 2 * sales, "sales": sales, "price": 10_000.0 * sales, **OPENINGS}
    return trade | dict.fromkeys(METRICS, 100.0) | {"exposed_per_10k": 100.0 - checked * (10 + run.seed % 2)}


def runs(*values: tuple[float, float]) -> pd.DataFrame:
    """Runs with so many sales, and yen for all of them."""
    return pd.DataFrame(values, columns=["sales", "price"], dtype=float)


def test_numbers_of_the_world_are_multiples_of_those_it_has() -> None:
    world = load("production").world
    known = proposals(world)
    many = load("production", known["six times the sellers whom nobody asks"]).world
    assert many.selling.sells_unasked == pytest.approx(6 * world.selling.sells_unasked)
    assert many.churn.dormant_sells == pytest.approx(6 * world.churn.dormant_sells)
    assert load("production", known["sellers ask half"]).world.selling.asks == pytest.approx(world.selling.asks / 2)


def test_holders_checked_and_accounts_linked_are_what_a_choked_supply_has() -> None:
    choked = load("choked_supply")
    both = load("production", [*proposals(choked.world)["both"], "world.rings=adapting"])
    assert (both.rollout, both.world) == (choked.rollout, choked.world)


def test_the_mean_price_is_that_of_all_sales_and_not_of_runs() -> None:
    """4 sales for 40,000 yen and later 2 for 30,000: a run without a sale has none of its own."""
    before, after, change = effect(PRICE, runs((3, 36e3), (1, 4e3), (0, 0)), runs((0, 0), (1, 10e3), (1, 20e3)))
    assert [before, after] == pytest.approx([10e3, 15e3])
    assert change.mean == pytest.approx(5e3)
    assert change.low < 5e3 < change.high


def test_a_runs_part_of_a_ratio_is_its_slope_in_the_weight() -> None:
    """By hand: ratio 10, mean of sales 4/3; (36 − 30) ÷ 4/3 = 4.5, (4 − 10) ÷ 4/3 = −4.5, 0; in thousands."""
    values = runs((3, 36e3), (1, 4e3), (0, 0))
    assert per_run(PRICE, values) == pytest.approx([14.5e3, 5.5e3, 10e3])


def test_the_price_is_undefined_where_nobody_sells() -> None:
    before, after, change = effect(PRICE, runs((2, 20e3), (1, 13e3)), runs((0, 0), (0, 0)))
    assert before == pytest.approx(11e3)
    assert math.isnan(after)
    assert math.isnan(change.mean)


def test_a_value_that_a_run_lacks_on_one_side_counts_on_none() -> None:
    """Seed 1 has no value after: of the two that count, one falls by 2 and one by 4."""
    before, after = (pd.DataFrame({"sales": side}) for side in ([10.0, 99.0, 20.0], [8.0, math.nan, 16.0]))
    first, second, change = effect(SALES, before, after)
    assert (first, second, change.mean) == (15, 12, -3)


def test_a_share_falls_by_no_more_than_all_of_it() -> None:
    """Two runs say little, so that the interval would go beyond: 0.75 can be lost, and a quarter gained."""
    share = Measure("bought", "share", "purchases", "openings")
    before, after = (pd.DataFrame({"openings": 1.0, "purchases": side}) for side in ([1.0, 0.5], [0.0, 0.0]))
    _, _, change = effect(share, before, after)
    assert change.mean == pytest.approx(-0.75)
    assert (change.low, change.high) == (-0.75, 0.25)


def test_only_runs_that_are_equal_in_everything_have_no_interval() -> None:
    same, other = runs((2, 20e3), (1, 13e3)), runs((2, 20e3), (1, 14e3))
    assert cell(SALES, same, same, 1.0) == "0<br>1.50 → 1.50"
    _, _, change = effect(SALES, same, other)
    assert change.low < 0 < change.high


def test_the_table_scales_counts_and_sums_to_the_marketplace_but_no_price() -> None:
    note, *rest = accounts(ByHand(most=2, made=fewer_sold))
    assert str(note).startswith("`production` in its central world, seeds 0 to 1, 120 days:")
    assert "(46 ×)" in str(note)
    trade, market = tables(rest)
    assert list(trade)[2:] == [each.head for each in TRADE]
    rows = cells(trade)
    names = list(proposals(load("production").world))
    assert [row[1] for row in rows] == ["first day", "adapted"] * len(names)
    assert [row[0].partition(":<br>")[0] for row in rows[::2]] == names
    place = 2 * names.index("holders are checked")
    first, adapted = rows[place : place + 2]
    assert first[0] == "holders are checked:<br>`platform.identity.checks_holder=true`"
    assert first[3] == "0<br>115 → 115"  # 2.5 × 46.125
    assert adapted[2] == "-92<br>231 → 138"
    assert adapted[3] == "-46<br>115 → 69"
    assert adapted[4].endswith("<br>10,000 → 10,000")
    assert adapted[6].endswith("<br>25.0% → 25.0%")
    assert adapted[7].endswith("<br>75.0% → 75.0%")
    none = rows[2 * names.index("nobody sells")]
    assert none[3].endswith("<br>115 → 0")
    assert none[4] == "–<br>10,000 → –"
    worth = dict(zip(market, cells(market)[place + 1], strict=True))
    assert worth["exposed workers per 10,000"] == "-10 [-17, -4]<br>100 → 90"
    assert sum("<br>4,612 → " in cell for cell in worth.values()) == 5  # yen, hours, and workers who leave


@pytest.fixture(scope="module")
def busy() -> Run:
    """A month in which many rings want the accounts of some who come back to sell theirs, and nobody gives up."""
    world = ["population.ring_share=0.3", "ring.bought=0.8", "ring.stops=1", "selling.sells_unasked=0.05"]
    world += ["selling.offer_days=3650", "churn.dormant_sells=0.9"]
    return Run(load("production", [*SMALL, *(f"world.{each}" for each in world)]).lasting(35), 1)


def test_the_stock_grows_daily_by_new_offers_less_sales(busy: Run) -> None:
    events, stocks = stocked(busy)
    sales = events[AccountSold]
    offers = new_offers(stocks, sales)
    assert 10 < len(sales) < offers.sum()
    daily = np.bincount(sales.time.astype(np.int64), minlength=35)
    assert np.diff([len(stock.worker) for stock in stocks]).tolist() == (offers - daily).tolist()


def test_metrics_are_those_of_any_other_run(busy: Run) -> None:
    values, others = values_of(busy), usual.metrics(busy)
    assert all(np.array_equal(values[name], others[name], equal_nan=True) for name in METRICS)
    assert values["offers"] > 0
    assert values["openings"] > values["purchases"] > 0
