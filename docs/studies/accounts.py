"""Study of accounts: more and fewer workers who sell theirs, higher and lower prices, checks and links (M-15…M-17)."""

from collections.abc import Sequence

from docs.studies.accounts_result import Trial
from docs.studies.changes import Change, carry_out_all
from experiments.measures.accounts import Stock, new_offers, trade
from experiments.measures.metrics import BY_NAME
from experiments.measures.periods import Periods
from experiments.runs.guard import watching
from experiments.runs.identity import reach
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.watch import Watch, unwatched
from experiments.runs.works import Work
from experiments.verdicts.regimes import REGIMES
from scenarios import load
from sim.state.events import AccountSold
from sim.state.log import Events

SEEDS = range(64)  # fixed: a table must not depend on who makes it
MARKET = "production"
METRICS = (
    "exposed_per_10k",
    "harm_index",
    "honest_clients_restricted",
    "honest_orders_lost_yen",
    "fee_yen",
    "staff_yen",
    "review_hours",
)
CHECKED, LINKED = "platform.identity.checks_holder=true", "platform.enforcement.links_accounts=true"


def proposals() -> dict[str, tuple[str, ...]]:
    """Return the changes of each proposal, by name. Numbers of the world are multiples of the central ones.

    Sellers whom a ring asks are not multiplied: `luring.sells_account` is a share, and six times it is above 1.
    """
    world = load(MARKET).world

    def sellers(times: float) -> tuple[str, ...]:
        return (
            f"world.selling.sells_unasked={times * world.selling.sells_unasked:g}",
            f"world.churn.dormant_sells={times * world.churn.dormant_sells:g}",
        )

    def asks(times: float) -> tuple[str, ...]:
        return (f"world.selling.asks={times * world.selling.asks:g}",)

    return {
        "six times the sellers whom nobody asks": sellers(6),
        "nobody sells": (*sellers(0), "world.luring.sells_account=0"),
        "sellers ask twice as much": asks(2),
        "sellers ask half": asks(0.5),
        "holders are checked": (CHECKED,),
        "accounts are linked": (LINKED,),
        "both": (CHECKED, LINKED),
    }


def evenings(run: Run) -> tuple[Events, list[Stock]]:
    """Simulate a run and return its log, and the accounts on sale on the evening before it and of each day."""
    from sim.course import Course  # a process that only submits runs needs no market

    scenario = run.scenario
    with watching(reach(scenario)):
        course = Course(scenario.world, scenario.rollout, start=scenario.start, seed=run.seed)
        offers = course.tables.offers
        stocks = [Stock(offers.worker.copy(), offers.since.copy())]
        for _ in range(scenario.days):
            course.live()
            stocks.append(Stock(offers.worker.copy(), offers.since.copy()))
        return course.tables.log.finish(scenario.days), stocks


def values_of(run: Run) -> dict[str, float]:
    """Simulate a run and return its trade in accounts, and METRICS, by name."""
    events, stocks = evenings(run)
    periods = Periods(events)
    metrics = {name: BY_NAME[name].function(periods) for name in METRICS}
    return trade(periods, new_offers(stocks, events[AccountSold])) | metrics


VALUES = Work(values_of)  # records do not hold it


def accounts(
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    *,
    seeds: Sequence[int] = SEEDS,
    work: Work[dict[str, float]] = VALUES,
) -> tuple[Trial, ...]:
    """Compare every proposal with the market as it is, in both regimes. Return a trial for each. Raise Crashed.

    All pairs have the central world: a plausible one would have numbers of its own where a proposal has others.
    """
    changes = proposals()
    sides = [
        Change(MARKET, (*each, f"world.rings={rings}")).side() for rings in REGIMES for each in [(), *changes.values()]
    ]
    batch = carry_out_all(sides, seeds, work, what="accounts", engine=engine, watch=watch)
    starts = range(0, len(sides), len(changes) + 1)

    def trial(name: str, before: int, after: int) -> Trial:
        both = batch.sides[before], batch.sides[after]
        return Trial(name, both, batch.seeds, batch.results[before], batch.results[after])

    return tuple(trial(name, start, start + place) for place, name in enumerate(changes, start=1) for start in starts)
