"""Volume: rings that adapt post many jobs where jobs pay, and few where they cost more than they bring."""

from dataclasses import replace

import numpy as np
import pytest

from policies import enforcement
from policies.records import Kind
from sim.arrays import F64, I64
from sim.choices.churn import Churn
from sim.choices.luring import Luring
from sim.market import Market
from sim.rings.bandit import Exp3S
from sim.rings.business import Organising, volume_mix
from sim.rings.rings import Rings
from sim.rings.tactics import Volume
from sim.state.draws import Draws
from sim.state.events import Restricted, Schemed
from sim.state.log import Log
from sim.state.trade import Jobs
from sim.systems.posting import posting
from sim.systems.profiting import profiting
from sim.world import World
from tests.sim import hand
from tests.sim.batches import reached
from tests.sim.schemes import CERTAIN
from tests.sim.small import PRODUCTION, START, always, live, small

pytestmark = pytest.mark.nightly(
    reason="markets of some size; posting and rings by hand: tests/sim/systems/test_posting.py, test_organising.py"
)

A_LEAD = 2_500.0  # yen that a lead to an unpaid trial is booked at: a quarter of 10,000
CHEAP, EVEN, DEAR = 500.0, A_LEAD, 4_500.0  # yen that a job costs; each brings one lead
RINGS, ACCOUNTS = 5, 50
SEEDS = (1, 2, 3)


def world(temper: str, cost: float, **numbers: float) -> World:
    return hand.world(rings=temper, ring={"job_cost": cost} | numbers)


def note(rings: Rings, jobs: Jobs, drafted: I64, accounts: int, here: World, day: int = 3) -> None:
    """Each of these jobs cost its ring and brought it one lead."""
    clients = hand.clients(accounts, true_ring=np.arange(accounts) % len(rings))
    nothing = np.zeros(0, np.int64)
    profiting(
        rings,
        drafted=drafted,
        reached=reached(len(drafted), job=drafted, led=True, chance=1.0),
        stopped=nothing,
        suspended=nothing,
        removed=nothing,
        restricted=nothing,
        jobs=jobs,
        clients=clients,
        today=hand.day(day, world=here),
    )


def learned_in_a_day(cost: float) -> list[float]:
    """What one ring makes of a day on which 80 accounts posted half a job each at a time of few, one, or two.

    A quarter of them is at a time of few jobs and a quarter at a time of many: 10, 40 and 40 jobs.
    """
    here, mix = world("adapting", cost), np.array([[0.25, 0.5, 0.25]])
    rings = hand.rings(1, temper="adapting")
    rings.habits.volume = Exp3S.starting(mix, explore=0.2, leak=0.0, hearsay=0.0, circle=1.0)
    volume = np.repeat([Volume.FEW, Volume.USUAL, Volume.MANY], [10, 40, 40])
    jobs = hand.jobs(90, client=np.arange(90) % 80, true_tactic=int(Kind.UNPAID_TRIAL), true_volume=volume)
    note(rings, jobs, np.arange(90), 80, here)
    moved = (rings.habits.volume.log_weight - rings.habits.volume.first)[0]
    return (moved - moved[Volume.USUAL]).tolist()


@pytest.mark.parametrize(("cost", "net"), [(CHEAP, 0.05), (EVEN, 0.0), (DEAR, -0.05)])
def test_a_volume_is_learned_by_what_an_account_gains_with_it_a_day(cost: float, net: float) -> None:
    """Steps are γ/3 · net · jobs ÷ chance: 10 ÷ ¼, 40 ÷ ½ and 40 ÷ ¼ are as ½ : 1 : 2, while gains a job are alike."""
    few, usual, many = (0.2 / 3 * net * jobs / chance for jobs, chance in ((10, 0.25), (40, 0.5), (40, 0.25)))
    assert learned_in_a_day(cost) == pytest.approx([few - usual, 0.0, many - usual], abs=1e-9)


def played(temper: str, cost: float, days: int = 120) -> F64:
    """(volumes,) what rings are wont to, on average, after so many days of posting jobs that bring one lead each."""
    here, rings = world(temper, cost), hand.rings(RINGS, temper=temper)
    jobs = hand.jobs(0)
    clients = hand.clients(ACCOUNTS, true_ring=np.arange(ACCOUNTS) % RINGS, true_rate=0.1)
    unquoted = np.full((len(here.posting.market_price), 3), np.nan)
    for number in range(days):
        today = replace(hand.day(number, world=here), draws=Draws(1))
        rows = posting(clients, jobs, Log(), rings=rings, quotes=unquoted, today=today)
        jobs.true_tactic[rows] = Kind.UNPAID_TRIAL  # or they would learn to do what pays more
        note(rings, jobs, rows, ACCOUNTS, here, number)
    return rings.habits.volume.probabilities(np.arange(RINGS)).mean(axis=0)


def test_where_every_job_pays_more_than_it_costs_rings_learn_to_post_many() -> None:
    found = played("adapting", CHEAP)
    assert found[Volume.MANY] > 0.5 > 0.15 > found[Volume.FEW]


def test_where_every_job_costs_more_than_it_brings_rings_learn_to_post_few() -> None:
    found = played("adapting", DEAR)
    assert found[Volume.FEW] > 0.5 > 0.15 > found[Volume.MANY]


@pytest.mark.parametrize("cost", [CHEAP, DEAR])
def test_frozen_rings_post_as_much_as_ever_whatever_it_pays(cost: float) -> None:
    first = hand.rings(RINGS).habits.volume.probabilities(np.arange(RINGS)).mean(axis=0)
    assert played("frozen", cost).tolist() == pytest.approx(first.tolist())


def settled(volume: Volume) -> tuple[int, int]:
    """A market whose rings never change, replace nothing and all post so much → jobs and lost accounts of 30 days."""
    here = replace(small(ring_share=0.25), ring=Organising(post_rate=0.05, new_rings=0.0, reentry=0.0))
    market = Market(here, always(PRODUCTION), start=START, seed=1)
    choice = market.tables.rings.habits.volume
    choice.first[:] = choice.log_weight[:] = np.where(np.arange(len(Volume)) == volume, 0.0, CERTAIN)
    for _ in range(30):
        market.step()
    events = market.tables.log.finish(30)
    theirs = market.tables.clients.true_ring[events[Restricted].client] >= 0
    return len(events[Schemed]), int(theirs.sum())


def test_accounts_that_post_more_are_lost_sooner() -> None:
    (few, lost_of_few), (many, lost_of_many) = settled(Volume.FEW), settled(Volume.MANY)
    assert many > 2 * few
    assert lost_of_many > 1.5 * lost_of_few > 0


RESTLESS = replace(
    small(ring_share=0.25),
    rings="adapting",
    churn=Churn(dormant_workers=0.2, dormant_clients=0.3),
    ring=Organising(accounts=6.0, post_rate=0.1, explore=0.3, new_rings=0.0),
)


def chances(luring: Luring, days: int) -> F64:
    """(volumes,) what rings that lose no account are wont to after so many days, on average over three markets."""
    world, platform = replace(RESTLESS, luring=luring), replace(PRODUCTION, enforcement=enforcement.Off())
    found = [live(world, always(platform), days=days, seed=seed).tables.rings for seed in SEEDS]
    return np.mean([rings.habits.volume.probabilities(rings.in_business()).mean(axis=0) for rings in found], axis=0)


def test_in_a_market_rings_post_many_jobs_where_people_follow_and_fewer_where_nobody_does() -> None:
    first = volume_mix(RESTLESS.ring)
    golden = chances(Luring(led_away_base=1.0, first_loss_share=0.5, first_loss_yen=200_000.0), days=40)
    hopeless = chances(Luring(led_away_base=0.0), days=42)
    assert golden[Volume.MANY] > 0.5
    assert golden[Volume.FEW] < 0.5 * first[Volume.FEW]
    assert hopeless[Volume.FEW] > first[Volume.FEW] + 0.1
    assert hopeless[Volume.MANY] < first[Volume.MANY]
