"""Rings that adapt, and a platform that answers: who learns from what, to the bit, and what words find and miss."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest

from policies.guidelines import Guidelines
from policies.message_watch import MessageWatch
from policies.records import Bools, Channel, Findings, Floats, Ints, Kind, Stage
from policies.text import Texts
from sim.arrays import F64, I64
from sim.choices.luring import Luring
from sim.choices.selling import Selling
from sim.course import Rollout
from sim.kinds import TACTICS
from sim.market import Market
from sim.rings.business import Organising
from sim.rings.tactics import Permit
from sim.state.events import Contacted, Event, LedAway, Restricted, Schemed, Stopped, Suspended, Warned
from sim.state.handover import Reached
from sim.state.log import Events
from sim.systems.profiting import profiting
from sim.tables import Tables
from sim.words.lexicon import LEVELS, lexicon
from tests.sim import luck
from tests.sim.luck import INERT, SHORT, until
from tests.sim.schemes import CHOICES, habits_of
from tests.sim.small import CALLS, PRODUCTION, START, always, changed, differences, live, small
from tests.sim.views import LEVERS, RECORDS, VIEWS, Recorder, moved_by_another_truth

DAYS = 20
WORLD = replace(
    small(ring_share=0.25),
    rings="adapting",
    ring=Organising(accounts=6.0, post_rate=0.06, bought=0.2, groomed=0.1, new_rings=0.3),
    luring=Luring(led_away_base=0.4),
    selling=Selling(sells_unasked=0.01),
)
MOVED = tuple(name for name in CHOICES if name != "permit")  # the office of production has no permits to give
ON_THEIR_OWN = replace(WORLD, ring=replace(WORLD.ring, hearsay=0.0, new_rings=0.0))
NONE = np.zeros(0, np.int64)


def run(rollout: Rollout, seed: int = 1, days: int = DAYS) -> Events:
    return luck.run(rollout, days, WORLD, seed)


@pytest.fixture(scope="module")
def market() -> Market:
    """A market of rings that have been adapting for a while."""
    return live(WORLD, always(PRODUCTION), days=DAYS, seed=1)


@pytest.fixture(scope="module")
def events(market: Market) -> Events:
    return market.tables.log.finish(DAYS)


def begun(market: Market) -> dict[str, F64]:
    """What the rings of a market were wont to do before they learned anything."""
    return {name: getattr(market.tables.rings.habits, name).first for name in CHOICES}


def test_frozen_rings_end_with_the_habits_they_began_with() -> None:
    frozen = live(replace(WORLD, rings="frozen"), always(PRODUCTION), days=DAYS, seed=1)
    happened = frozen.tables.log.finish(DAYS)
    assert len(happened[LedAway]) + len(happened[Suspended]) + len(happened[Restricted]) > 10
    habits, first = habits_of(frozen), begun(frozen)
    for name in CHOICES:
        assert habits[name].tolist() == first[name].tolist()


@pytest.mark.parametrize("name", MOVED)
def test_adapting_rings_end_with_other_habits(market: Market, name: str) -> None:
    moved = np.abs(habits_of(market)[name] - begun(market)[name]).max(axis=1)
    assert (moved > 0.01).all()


def test_rings_learn_whether_to_ask_for_a_permit_only_where_there_are_permits(market: Market) -> None:
    assert habits_of(market)["permit"].tolist() == begun(market)["permit"].tolist()
    approves = changed(PRODUCTION, communication={"outside_contact_approval": True})
    there = live(WORLD, always(approves), days=DAYS, seed=1)
    assert (habits_of(there)["permit"] != begun(there)["permit"]).any(axis=1).all()


def test_adapting_rings_begin_as_frozen_ones_and_part_from_them_once_they_have_learned(events: Events) -> None:
    frozen = luck.run(always(PRODUCTION), DAYS, replace(WORLD, rings="frozen"))
    assert len(until(events, 1)[Schemed]) > 0
    assert differences(until(events, 1), until(frozen, 1)) == []
    assert {"Schemed.tactic", "Schemed.channel"} <= set(differences(events, frozen))


def silenced(market: Market, ring: int) -> I64:
    """Let no account of this ring post."""
    clients = market.tables.clients
    theirs = np.flatnonzero(clients.true_ring == ring)
    clients.true_rate[theirs] = 0.0
    return theirs


def test_a_ring_without_jobs_that_hears_nothing_keeps_its_habits_while_the_others_learn() -> None:
    market = Market(ON_THEIR_OWN, always(PRODUCTION), start=START, seed=1)
    theirs = silenced(market, 3)
    before = habits_of(market)
    for _ in range(DAYS):
        market.step()
    assert not np.isin(market.tables.jobs.client, theirs).any()
    after = habits_of(market)
    for name in MOVED:
        assert after[name][3].tolist() == before[name][3].tolist()
        assert (after[name] != before[name]).any()


def test_a_ring_without_jobs_that_hears_of_the_others_learns_from_them() -> None:
    market = Market(
        replace(ON_THEIR_OWN, ring=replace(ON_THEIR_OWN.ring, hearsay=0.5)), always(PRODUCTION), start=START, seed=1
    )
    silenced(market, 3)
    before = habits_of(market)
    for _ in range(DAYS):
        market.step()
    assert habits_of(market)["tactic"][3].tolist() != before["tactic"][3].tolist()


@dataclass(frozen=True, slots=True)
class Morning:
    """A market on its fourth day, whose rings hear nothing of one another, and a job with which one of them schemes."""

    market: Market
    job: I64  # (1,)

    @property
    def ring(self) -> int:
        t = self.market.tables
        return int(t.clients.true_ring[t.jobs.client[self.job[0]]])

    def note(
        self, led: I64 = NONE, drafted: I64 = NONE, stopped: I64 = NONE, suspended: I64 = NONE, restricted: I64 = NONE
    ) -> None:
        """Rings take note of job rows (`restricted`: client rows) that this happened to today."""
        t, no = self.market.tables, np.zeros(len(led), np.bool_)
        profiting(
            t.rings,
            drafted=drafted,
            reached=Reached(np.zeros(len(led), np.int64), led, np.ones(len(led)), ~no, no),
            stopped=stopped,
            suspended=suspended,
            removed=NONE,
            restricted=restricted,
            jobs=t.jobs,
            clients=t.clients,
            today=self.market.today(self.market.day),
        )

    def chances(self) -> dict[str, float]:
        """How likely the ring is to do again what it did with the job, by choice."""
        t, ring = self.market.tables, np.array([self.ring])
        jobs, habits, papers = t.jobs, t.rings.habits, t.clients.true_papers[t.jobs.client[self.job[0]]]
        arms = {
            "tactic": jobs.true_tactic[self.job[0]],
            "channel": jobs.true_channel[self.job[0]],
            "level": jobs.true_level[self.job[0]],
            "pace": jobs.true_pace[self.job[0]],
            "pay": jobs.true_pay[self.job[0]],
            "permit": jobs.true_permit[self.job[0]],
            "papers": papers,
            "volume": jobs.true_volume[self.job[0]],
        }
        return {name: float(getattr(habits, name).probabilities(ring)[0, arm]) for name, arm in arms.items()}


@pytest.fixture
def morning() -> Morning:
    market = live(ON_THEIR_OWN, always(PRODUCTION), days=3, seed=1)
    market.tables.jobs.true_permit[:] = Permit.FIRST  # as where the office approves of contact outside
    return Morning(market, np.flatnonzero(market.tables.jobs.true_tactic != Kind.NONE)[:1])


def test_a_day_on_which_nothing_happened_teaches_nothing(morning: Morning) -> None:
    habits, profit = habits_of(morning.market), morning.market.tables.rings.profit.copy()
    morning.note()
    assert all(np.array_equal(habits[name], habits_of(morning.market)[name]) for name in CHOICES)
    assert morning.market.tables.rings.profit.tolist() == profit.tolist()


def test_a_lead_makes_every_choice_that_led_to_it_likelier_and_is_booked(morning: Morning) -> None:
    chances, profit = morning.chances(), morning.market.tables.rings.profit.copy()
    morning.note(led=morning.job)
    assert all(morning.chances()[name] > chances[name] for name in CHOICES)
    assert morning.market.tables.rings.profit[morning.ring] > profit[morning.ring]


@pytest.mark.parametrize("what", ["stopped", "suspended", "restricted"])
def test_what_was_stopped_or_cost_an_account_makes_them_less_likely(morning: Morning, what: str) -> None:
    chances = morning.chances()
    client = morning.market.tables.jobs.client
    morning.note(**{what: client[morning.job] if what == "restricted" else morning.job})
    last = np.flatnonzero(client == client[morning.job[0]])[-1]
    assert last == morning.job[0]  # a lost account is laid to its latest job
    assert all(morning.chances()[name] < chances[name] for name in CHOICES)


@pytest.mark.parametrize("what", ["led", "drafted", "stopped", "suspended", "restricted"])
def test_a_ring_that_hears_nothing_of_the_others_learns_from_its_own_jobs_alone(morning: Morning, what: str) -> None:
    before, profit = habits_of(morning.market), morning.market.tables.rings.profit.copy()
    morning.note(**{what: morning.market.tables.jobs.client[morning.job] if what == "restricted" else morning.job})
    after, others = habits_of(morning.market), np.arange(len(profit)) != morning.ring
    for name in CHOICES:
        assert after[name][others].tolist() == before[name][others].tolist()
        assert after[name][~others].tolist() != before[name][~others].tolist()
    assert morning.market.tables.rings.profit[others].tolist() == profit[others].tolist()


def test_an_honest_posting_and_one_that_is_suspended_teach_nobody(morning: Morning) -> None:
    habits, profit = habits_of(morning.market), morning.market.tables.rings.profit.copy()
    jobs = morning.market.tables.jobs
    honest = np.flatnonzero(jobs.true_tactic == Kind.NONE)
    morning.note(drafted=honest, suspended=honest, restricted=np.unique(jobs.client[honest[:20]]))
    assert all(np.array_equal(habits[name], habits_of(morning.market)[name]) for name in CHOICES)
    assert morning.market.tables.rings.profit.tolist() == profit.tolist()


def test_the_same_scenario_twice_is_the_same_run(market: Market, events: Events) -> None:
    again = live(WORLD, always(PRODUCTION), days=DAYS, seed=1)
    assert differences(events, again.tables.log.finish(DAYS)) == []
    one, other = habits_of(market), habits_of(again)
    assert all(np.array_equal(one[name], other[name]) for name in CHOICES)


@pytest.mark.parametrize("rollout", INERT.values(), ids=INERT.keys())
def test_an_inert_policy_changes_nothing_for_rings_that_adapt(events: Events, rollout: Rollout) -> None:
    assert differences(until(events, SHORT), until(run(rollout, days=SHORT), SHORT)) == []


@pytest.mark.parametrize(
    "platform",
    [
        CALLS,
        changed(PRODUCTION, enforcement={"links_accounts": True}),
        changed(PRODUCTION, message_watch={"block_at": 0.9, "hold_at": 0.6}),
    ],
    ids=["calls", "linked accounts", "stricter watch"],
)
def test_a_policy_that_matters_is_seen_in_the_log(events: Events, platform: Any) -> None:
    assert differences(events, run(always(platform)))


def test_a_log_that_another_process_sends_is_the_one_that_this_one_writes(events: Events) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        other, same = pool.map(luck.run, [always(PRODUCTION)] * 2, [SHORT] * 2, [WORLD] * 2, [2, 1])
    assert differences(until(events, SHORT), until(same, SHORT)) == []
    assert differences(until(events, SHORT), until(other, SHORT))


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_is_the_same_when_all_that_is_hidden_and_all_that_rings_have_learned_is_another(
    market: Market, view: Callable[[Tables], Any]
) -> None:
    moved, another = moved_by_another_truth(view, market.tables)
    assert {"habits.level", "Rings.profit", "Clients.true_ring", "Clients.true_papers", "Jobs.true_level"} <= moved
    assert not another


def test_rules_of_a_market_of_adapting_rings_are_asked_in_plain_arrays_texts_and_records() -> None:
    recorders = {lever: Recorder(getattr(PRODUCTION, lever)) for lever in LEVERS}
    watched: dict[str, Any] = dict(recorders)
    live(WORLD, always(replace(PRODUCTION, **watched)), days=10, seed=1)
    for recorder in recorders.values():
        assert recorder.calls
        asked = {type(argument) for call in recorder.calls for argument in call.arguments}
        assert asked <= {np.ndarray, int, Texts, *RECORDS}


def recall(rule: Guidelines, level: int, kinds: tuple[Kind, ...] = TACTICS) -> float:
    """Share of the messages that lure to these kinds of work, at a level of disguise, of which the watch would warn."""
    u = (np.arange(300) + 0.5) / 300
    codes = lexicon().lures(np.repeat(kinds, len(u)), Channel.MESSAGE, level, np.tile(u, len(kinds)))
    before, unlearned = np.full(len(codes), Stage.BEFORE), np.zeros(len(codes), np.bool_)
    found = rule.findings(Texts(codes, lexicon().vocabulary), before, 18_475, unlearned)
    return float((found.weight >= MessageWatch().warn_at).mean())


def test_the_more_a_lure_is_disguised_the_less_the_guidelines_find() -> None:
    found = [recall(Guidelines(), level) for level in range(LEVELS)]
    assert all(plain >= disguised for plain, disguised in pairwise(found))
    assert found[0] > 0.8
    assert found[3] < 0.6 * found[0]
    assert found[4] < 0.1


def test_width_and_spacing_alone_hide_nothing_from_folded_texts() -> None:
    assert recall(Guidelines(), 2) == recall(Guidelines(), 1)


def test_phrases_that_are_added_find_disguised_lures_and_none_less() -> None:
    learned = Guidelines(
        added=("OFF_PLATFORM|緑のアプリ|0.6", "OFF_PLATFORM|緑の吹き出し|0.6", "MLM|ご縁を育てる仕組み|0.7")
    )
    for level in range(LEVELS):
        assert recall(learned, level) >= recall(Guidelines(), level)
    assert recall(learned, 4) > recall(Guidelines(), 4) + 0.1
    assert recall(learned, 4, (Kind.MLM,)) > recall(learned, 4, (Kind.PROXY_LISTING,))


def test_fewer_are_reached_where_the_guidelines_have_learned_what_rings_write(events: Events) -> None:
    """Rings that name an outside contact in their messages meet a watch that blocks just that."""
    blocked = changed(PRODUCTION, guidelines={"added": ("OFF_PLATFORM|緑|0.99", "OFF_PLATFORM|LINE|0.99")})
    before = [events, run(always(PRODUCTION), seed=2)]
    after = [run(always(blocked)), run(always(blocked), seed=2)]
    assert counted(after, Contacted) < 0.85 * counted(before, Contacted)
    assert counted(after, Stopped) > 1.4 * counted(before, Stopped)


def counted(lives: list[Events], kind: type[Event]) -> int:
    return sum(len(events[kind]) for events in lives)


@dataclass(frozen=True, slots=True)
class LongIsBad:
    """A toy: every text of more than so many characters is taken for an offer of network marketing."""

    most: int
    learns_in_days: float = 0.0

    def findings(self, text: Texts, stage: Ints, date: int, learned: Bools) -> Findings:
        length = np.array([len(string) for string in text.vocabulary.strings])[text.codes]
        bad = length > self.most
        return Findings(
            np.where(bad, Kind.MLM, Kind.NONE).astype(np.int64), np.where(bad, 0.99, 0.0), np.zeros(len(text), np.bool_)
        )

    def learns(self, reports: Ints, sure: Floats) -> Bools:
        return np.zeros(len(reports), np.bool_)


def test_other_guidelines_work_in_the_market_without_a_change_to_it() -> None:
    machine = changed(PRODUCTION, screening={"checkers": 0})  # checkers have eyes of their own
    everything, nothing = (run(always(replace(machine, guidelines=LongIsBad(most)))) for most in (0, 10_000))
    assert len(everything[Suspended]) > len(nothing[Suspended]) == 0
    assert len(nothing[Stopped]) == len(nothing[Warned]) == 0
    assert len(everything[Contacted]) < len(nothing[Contacted])
