"""Study of accounts: more and fewer workers who sell theirs, higher and lower prices, checks and links (M-15…M-17)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from docs.studies.cells import proposal, table
from docs.studies.lab import Lab, evenings
from docs.studies.page import CENTRAL, Part, Study
from experiments.measures.accounts import Stock, new_offers, trade
from experiments.measures.metrics import BY_NAME
from experiments.measures.periods import Periods
from experiments.printing.numbers import both, signed
from experiments.runs.plan import Run
from experiments.runs.works import Work
from experiments.verdicts.intervals import Interval, paired_interval
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import REGIMES, word
from experiments.verdicts.scales import of_difference
from policies.records import Floats
from sim.state.events import AccountSold
from sim.state.log import Events
from sim.world import World

SEEDS = 64
CHECKED, LINKED = "platform.identity.checks_holder=true", "platform.enforcement.links_accounts=true"


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of a run, or the ratio of two that are summed over runs: few accounts are sold in one run."""

    head: str  # of its column
    unit: str
    part: str  # name of a value
    whole: str | None = None  # name of the value that it is divided by
    total: bool = False  # a count or a sum, as large as the market is


TRADE = (
    Measure("put up for sale", "accounts", "offers", total=True),
    Measure("sold", "accounts", "sales", total=True),
    Measure("mean price, yen", "yen", "price", "sales"),
    Measure("rings' new accounts", "accounts", "openings", total=True),
    Measure("share of them that is bought", "share", "purchases", "openings"),
    Measure("share of them with a verified mark", "share", "marks", "openings"),
)
MARKETPLACE = (
    Measure("exposed workers per 10,000", "workers per 10,000", "exposed_per_10k"),
    Measure("harm index", "points per 10,000", "harm_index"),
    Measure("honest clients restricted per 1,000", "clients per 1,000", "honest_clients_restricted"),
    Measure("workers who show no papers and leave", "workers", "unproven", total=True),
    Measure("honest clients' orders lost, yen", "yen", "honest_orders_lost_yen", total=True),
    Measure("fees, yen", "yen", "fee_yen", total=True),
    Measure("staff, yen", "yen", "staff_yen", total=True),
    Measure("hours of review", "hours", "review_hours", total=True),
)
METRICS = tuple(each.part for each in MARKETPLACE if each.part in BY_NAME)


def proposals(world: World) -> dict[str, tuple[str, ...]]:
    """Return the changes of each proposal, by name. Numbers of the world are multiples of the central ones.

    Sellers whom a ring asks are not multiplied: `luring.sells_account` is a share, and six times it is above 1.
    """

    def sellers(times: float) -> tuple[str, ...]:
        return (
            f"world.selling.sells_unasked={times * world.selling.sells_unasked:g}",
            f"world.churn.dormant_sells={times * world.churn.dormant_sells:g}",
        )

    return {
        "six times the sellers whom nobody asks": sellers(6),
        "nobody sells": (*sellers(0), "world.luring.sells_account=0"),
        "sellers ask twice as much": (f"world.selling.asks={2 * world.selling.asks:g}",),
        "sellers ask half": (f"world.selling.asks={world.selling.asks / 2:g}",),
        "holders are checked": (CHECKED,),
        "accounts are linked": (LINKED,),
        "both": (CHECKED, LINKED),
    }


def stocked(run: Run) -> tuple[Events, list[Stock]]:
    """Simulate a run and return its log, and the accounts on sale on the evening before it and of each day."""
    stocks = []
    for course in evenings(run):
        offers = course.tables.offers
        stocks.append(Stock(offers.worker.copy(), offers.since.copy()))
    return course.tables.log.finish(run.scenario.days), stocks


def values_of(run: Run) -> dict[str, float]:
    """Simulate a run and return its trade in accounts, and METRICS, by name."""
    events, stocks = stocked(run)
    periods = Periods(events)
    metrics = {name: BY_NAME[name].function(periods) for name in METRICS}
    return trade(periods, new_offers(stocks, events[AccountSold])) | metrics


def accounts(lab: Lab) -> Part:
    """Compare every proposal with the market as it is, in both regimes.

    All pairs have the central world: a plausible one would have numbers of its own where a proposal has others.
    """
    market, seeds = lab.load("production"), lab.seeds(SEEDS)
    changes, runs = proposals(market.loaded.world), {}
    for rings in REGIMES:
        here = market.with_(f"world.rings={rings}")
        sides = [here, *(here.with_(*each) for each in changes.values())]
        results = lab.measure(sides, Work(values_of), range(seeds))
        runs[rings] = dict(zip((None, *changes), map(pd.DataFrame, results), strict=True))
    times = scale(market.loaded.world.workers)
    note = (
        f"`production` in its central world, seeds 0 to {seeds - 1}, {market.loaded.days} days: paired difference "
        "with its 95 % interval over luck. A month; accounts, hours and sums of yen are those of the whole marketplace "
        f"({times:.0f} ×). Below it: the level without the proposal and with it."
    )

    def rows(measures: Sequence[Measure]) -> Iterator[list[str]]:
        for name, own in changes.items():
            for rings in REGIMES:
                before, after = runs[rings][None], runs[rings][name]
                first = proposal(name, own) if rings == REGIMES[0] else ""
                yield [first, word(rings), *(cell(each, before, after, times) for each in measures)]

    trade_of, market_of = (
        table(("proposal", "", *(each.head for each in measures)), rows(measures)) for measures in (TRADE, MARKETPLACE)
    )
    return note, "The trade in accounts:", trade_of, "The marketplace:", market_of


def cell(measure: Measure, before: pd.DataFrame, after: pd.DataFrame, times: float) -> str:
    """Return the effect on a measure, and its levels. before, after: values of runs, a row a seed."""
    unit, factor = measure.unit, times if measure.total else 1.0
    first, second, change = effect(measure, before, after)
    moves = signed(unit, factor * change.mean, factor * change.low, factor * change.high)
    return f"{moves}<br>{' → '.join(both(unit, factor * first, factor * second))}"


def effect(measure: Measure, before: pd.DataFrame, after: pd.DataFrame) -> tuple[float, float, Interval]:
    """Return a level before and after, and their paired difference; NaN where there is none.

    Only pairs count that have a value on both sides. Runs that are equal in everything have no interval.
    """
    first, second = per_run(measure, before), per_run(measure, after)
    both = np.isfinite(first) & np.isfinite(second)
    if not both.any():
        return _level(first), _level(second), Interval(math.nan, math.nan, math.nan)
    first, second = first[both], second[both]
    change = of_difference(measure.unit, paired_interval(first, second), float(first.mean()))
    return float(first.mean()), float(second.mean()), Interval(0.0, 0.0, 0.0) if before.equals(after) else change


def per_run(measure: Measure, runs: Mapping[str, pd.Series]) -> Floats:
    """Return (runs,) values whose mean is the level of a measure. They are all NaN for a ratio to 0.

    A run has the part in Σ part ÷ Σ whole that it adds (the ratio is linear near its value): a run without a sale has
    no price of its own.
    """
    part = np.asarray(runs[measure.part], np.float64)
    if measure.whole is None:
        return part
    whole = np.asarray(runs[measure.whole], np.float64)
    if not whole.sum():
        return np.full(len(part), np.nan)
    ratio = part.sum() / whole.sum()
    return ratio + (part - ratio * whole) / whole.mean()


def _level(values: Floats) -> float:
    """Return the mean of the finite ones, NaN without any."""
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else math.nan


STUDY = Study(accounts, "results/adversary.md", CENTRAL)
