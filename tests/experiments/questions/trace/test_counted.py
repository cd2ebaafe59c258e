"""Whom a metric counts: as many as the metric says, to the bit, each with a path and what came of it."""

from functools import cache

import numpy as np
import pytest

from experiments.measures.counted import METRICS, OUTCOMES, ROUTES, Counted, counted
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, paths
from experiments.measures.periods import Periods
from experiments.questions.trace.pairing import coded
from experiments.runs.plan import Run
from experiments.runs.work import simulated
from policies.records import Channel, Kind
from scenarios import load
from sim.state.codes import Harm, Reason
from sim.state.events import AccountSold, Contacted, Harmed, LedAway, Recruited, Session, WorkerLeft
from tests.experiments.measures.logs import at, periods_of

LIVELY = (
    "world.workers=1500",
    "world.clients=240",
    "world.population.ring_share=0.25",
    "world.churn.dormant_workers=0.5",
    "world.population.post_rate=0.04",
    "days=90",
)
LOOKING = at(Session, [40] * 10 + [70] * 10 + [100] * 10, worker=[*range(10)] * 3)


@cache
def lively(rings: str) -> Periods:
    """A run that holds much harm, with calls."""
    return Periods(simulated(Run(load("calling_open", [*LIVELY, f"world.rings={rings}"]), 3)))


def told(counts: Counted) -> list[tuple[int, int, str, str]]:
    """Window, worker, route and outcome."""
    columns = (
        counts.window.tolist(),
        counts.cause.worker.tolist(),
        counts.cause.channel.tolist(),
        counts.outcome.tolist(),
    )
    return [
        (window, worker, ROUTES[route], OUTCOMES[outcome])
        for window, worker, route, outcome in zip(*columns, strict=True)
    ]


@pytest.mark.nightly(reason="lively runs; every way to count has its case by hand here")
@pytest.mark.parametrize("rings", ["frozen", "adapting"])
@pytest.mark.parametrize("name", METRICS)
def test_it_counts_what_the_metric_counts_to_the_bit(name: str, rings: str) -> None:
    periods = lively(rings)
    assert counted(periods, name).rate == BY_NAME[name].function(periods)


def test_the_lively_runs_hold_all_that_is_counted() -> None:
    for name in ("exposed_per_10k", "led_away_per_10k", "victims_per_10k"):
        assert len(counted(lively("frozen"), name)) > 5
    assert {each[2] for each in told(counted(lively("frozen"), "exposed_per_10k"))} >= {"message", "scout", "call"}


@pytest.mark.parametrize("rings", ["frozen", "adapting"])
def test_exposure_falls_into_the_same_parts_as_paths_have_it(rings: str) -> None:
    periods = lively(rings)
    result, parts = counted(periods, "exposed_per_10k"), paths(periods).parts
    for axis in ("channel", "tactic", "age", "experience"):
        each = 10_000 / np.array(result.active)[result.window] / len(result.active)
        sums = np.bincount(coded(result, axis), each, minlength=len(LABELS[axis]))[: len(LABELS[axis])]
        assert sums == pytest.approx(parts[axis])


def test_a_worker_counts_once_a_window_with_first_lure_and_worst_outcome() -> None:
    log = periods_of(
        LOOKING,
        at(Contacted, [41, 42], worker=0, client=[5, 6], job=[1, 2], channel=[Channel.MESSAGE, Channel.SCOUT]),
        at(LedAway, 43, worker=0, client=6, job=2, channel=Channel.SCOUT),
        at(Contacted, 44, worker=1, client=6, job=2, channel=Channel.POSTING),  # only read a page
        at(Contacted, 71, worker=0, client=6, job=2, channel=Channel.CALL),
        at(Harmed, 95, worker=0, client=6, job=2, harm=Harm.DATA),
        at(Harmed, 96, worker=0, client=6, job=2, harm=Harm.UNPAID_WORK, yen=700.0),
    )
    result = counted(log, "exposed_per_10k")
    assert told(result) == [(0, 0, "message", "addressed"), (1, 0, "call", "gave data away")]
    assert result.yen.tolist() == [0, 700]
    assert told(counted(log, "read_lure_per_10k")) == [(0, 1, "posting", "read a page")]
    assert told(counted(log, "led_away_per_10k")) == [(0, 0, "scout", "gave data away")]


def test_harm_has_the_channel_of_its_lure_or_another_origin() -> None:
    log = periods_of(
        LOOKING,
        at(LedAway, 41, worker=0, client=5, job=1, channel=Channel.NDA),
        at(Harmed, 71, worker=0, client=5, job=1, tactic=Kind.MLM, harm=Harm.MONEY, yen=9.0),
        at(Recruited, 71, worker=0, recruit=1),
        at(Harmed, 72, worker=1, client=5, job=-1, tactic=Kind.MLM, harm=Harm.MONEY),
        at(Harmed, 73, worker=2, client=5, job=1, tactic=Kind.UNPAID_TRIAL, harm=Harm.UNPAID_WORK),
        at(Harmed, 74, worker=3, client=7, job=4, tactic=Kind.DIRECT_DEALING, harm=Harm.UNPAID_WORK),
    )
    assert told(counted(log, "victims_per_10k")) == [
        (1, 0, "nda", "lost money"),
        (1, 1, "acquaintance", "lost money"),
        (1, 2, "contract", "unpaid work"),
        (1, 3, "outside", "unpaid work"),
    ]
    victims = counted(log, "victims_per_10k").cause
    assert (victims.client.tolist(), victims.job.tolist()) == ([5, 5, 5, 7], [1, -1, 1, 4])
    assert told(counted(log, "recruits_per_10k")) == [(1, 1, "acquaintance", "recruited")]
    assert counted(log, "recruits_per_10k").cause.tactic.tolist() == [Kind.MLM]


def test_whoever_sold_an_account_was_harmed_by_the_buyer() -> None:
    log = periods_of(
        LOOKING,
        at(LedAway, 41, worker=[0, 2], client=5, job=1, channel=Channel.SCOUT, tactic=Kind.ACCOUNT_PURCHASE),
        at(Harmed, 71.5, worker=0, client=5, job=1, tactic=Kind.ACCOUNT_PURCHASE, harm=Harm.ACCOUNT),
        at(AccountSold, 72, worker=[0, 1], yen=9_000.0),
        at(WorkerLeft, 72, worker=2, reason=Reason.SOLD),
    )
    result = counted(log, "accounts_sold_per_10k")
    assert told(result) == [(1, 0, "scout", "lost account"), (1, 1, "contract", "lost account")]
    assert result.cause.client.tolist() == [5, -1]
    assert result.cause.time.tolist() == [72, 72]
