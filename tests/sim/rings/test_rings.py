"""Rings: they own accounts, keep books, come back, and quit."""

from dataclasses import replace

import numpy as np
import pytest

from sim.arrays import I64
from sim.rings import habits
from sim.rings.bandit import Exp3S, Gains
from sim.rings.rings import Rings, founders, newcomers
from sim.rings.tempers import Adapting, Frozen
from sim.state.draws import Draws, key
from tests.sim import hand
from tests.sim.plain import PLAIN

RING = PLAIN.ring
FOUR = hand.world(clients=100_000, population={"ring_share": 0.1}, ring={"accounts": 2500.0})  # share 10,000 accounts


def test_a_world_begins_without_any_ring() -> None:
    rings = Rings(PLAIN, Draws(0))
    assert len(rings) == 0
    assert rings.habits.tactic.first.shape == (0, 11)
    assert rings.replacements(3).tolist() == []


def test_whether_rings_learn_is_a_number_of_the_world() -> None:
    assert isinstance(Rings(hand.world(rings="adapting"), Draws(0)).temper, Adapting)
    assert isinstance(Rings(hand.world(rings="frozen"), Draws(0)).temper, Frozen)


def test_rings_that_enter_have_contacts_size_and_habits_of_their_own() -> None:
    rings, draws = hand.rings(2), Draws(0)
    rows = rings.enter(np.array([5, 7]), PLAIN, 9, draws)
    assert rows.tolist() == [2, 3]
    assert rings.size.tolist() == [2, 2, 5, 7]
    assert rings.entered.tolist() == [-1.0, -1.0, 9.0, 9.0]
    assert rings.opened.tolist() == [0, 0, 0, 0]
    several = np.arange(PLAIN.ring.contacts)[None, :]
    assert rings.contacts.in_use[2:].tolist() == habits.handles(np.array([[2], [3]]), several, draws).tolist()
    assert len(np.unique(rings.contacts.in_use)) == 4 * PLAIN.ring.contacts == 12
    mixes = habits.first_mixes(np.arange(4), PLAIN, draws)
    for name, mix in mixes.items():
        first = getattr(rings.habits, name).first
        assert first == pytest.approx(np.log(mix / mix.max(axis=1, keepdims=True)))


def test_rings_that_enter_hear_of_those_in_business_alone() -> None:
    rings = hand.rings(2, left=[True, False])
    names = list(habits.first_mixes(np.arange(2), PLAIN, Draws(0)))
    for name in names:
        getattr(rings.habits, name).log_weight[:, 0] += [1.0, 2.0]
    rings.enter(np.array([5]), PLAIN, 9, Draws(0))
    assert len(names) == 8
    for name in names:
        choice = getattr(rings.habits, name)
        assert (choice.log_weight - choice.first)[:, 0].tolist() == pytest.approx([1.0, 2.0, 2.0])


def test_those_that_have_not_left_are_in_business() -> None:
    assert hand.rings(4, left=[True, False, True, False]).in_business().tolist() == [1, 3]


def test_gains_go_to_the_temper_with_rings_in_business() -> None:
    rings, calls = hand.rings(4, left=[True, False, True, False]), list[object]()

    class Listening(Frozen):
        def learn(self, choice: Exp3S, gains: Gains, active: I64) -> None:
            calls.extend([choice, gains, active.tolist()])

    rings.temper = Listening()
    gains = Gains(np.array([3, 1]), np.array([4, 0]), np.array([1.0, 0.0]), np.array([0.5, 0.2]))
    rings.learn(rings.habits.level, gains)
    assert calls == [rings.habits.level, gains, [1, 3]]


def test_rings_stand_in_another_order_every_day() -> None:
    rings, calls = hand.rings(40, left=np.arange(40) == 7), list[list[int]]()

    class Listening(Frozen):
        def learn(self, choice: Exp3S, gains: Gains, active: I64) -> None:
            calls.append(active.tolist())

    rings.temper = Listening()
    gains = Gains(np.array([3]), np.array([4]), np.array([1.0]), np.array([0.5]))
    for day in (1, 2):
        rings.mingle(day, Draws(1))
        rings.learn(rings.habits.level, gains)
        rings.learn(rings.habits.pace, gains)
    assert calls[0] == calls[1] != calls[2] == calls[3]
    everybody = [ring for ring in range(40) if ring != 7]
    assert all(sorted(order) == everybody != order for order in calls)


def test_takings_and_costs_add_up_on_a_rings_books() -> None:
    rings = hand.rings(3, profit=[10.0, 20.0, 30.0])
    rings.book(np.array([2, 0, 2]), np.array([1.0, -4.0, 0.5]))
    assert rings.profit.tolist() == [6.0, 20.0, 31.5]


def test_lost_accounts_come_back_once_on_the_day_of_their_moment() -> None:
    rings = hand.rings(3)
    rings.lose(np.array([0, 2]), np.array([4.0, 3.99]))
    rings.lose(np.array([2, 1, 2]), np.array([3.0, 5.5, 1.0]))
    assert rings.replacements(3).tolist() == [0, 0, 3]
    assert rings.replacements(3).tolist() == [0, 0, 0]
    assert rings.replacements(4).tolist() == [1, 0, 0]
    assert rings.replacements(5).tolist() == [0, 1, 0]


def test_a_ring_that_has_left_replaces_nothing() -> None:
    rings = hand.rings(2, left=[True, False])
    rings.lose(np.array([0, 1]), np.array([3.0, 3.0]))
    assert rings.replacements(3).tolist() == [0, 1]


def test_founding_rings_share_their_clients_to_the_last_account() -> None:
    today = hand.day(FOUNDERS=0.0, RING_SIZE=[0.7, 0.2, 3.7, 0.2])  # weights 1, ½, 4, ½
    luck = hand.asked(today)
    assert founders(FOUR, today.draws).tolist() == [1667, 833, 6667, 833]
    assert luck == {
        "FOUNDERS": [key(habits.RING, np.arange(1)).tolist()],
        "RING_SIZE": [key(habits.RING, np.arange(4)).tolist()],
    }


def test_a_founding_ring_has_an_account_at_least() -> None:
    world = replace(FOUR, clients=40, ring=replace(FOUR.ring, accounts=1.0))
    assert founders(world, hand.day(FOUNDERS=0.0, RING_SIZE=[0.7, 0.2, 3.7, 0.2]).draws).tolist() == [1, 1, 3, 1]


@pytest.mark.parametrize(
    ("clients", "luck", "rings"), [(1080, 0.67, 4), (1080, 0.69, 5), (60, 0.75, 0), (60, 0.77, 1), (1000, 0.99, 4)]
)
def test_a_world_has_as_many_rings_as_accounts_suffice_for(clients: int, luck: float, rings: int) -> None:
    """A tenth of the clients are accounts of rings of 25 each: 108 are 4.32 rings, and six a quarter of one."""
    world = hand.world(clients=clients, population={"ring_share": 0.1}, ring={"accounts": 25.0})
    assert founders(world, hand.day(FOUNDERS=luck).draws).tolist() == [25] * rings


def test_newcomers_come_in_proportion_to_the_market_and_what_draws_them() -> None:
    """2,400 rings of 16.25 accounts, of which a twentieth stops within a month: four a day."""
    many = {"population": {"ring_share": 0.1}, "ring": {"accounts": 16.25, "stops": 0.05}}
    world, today = hand.world(clients=390_000, **many), hand.day(RING_SIZE_LATER=0.0)
    luck = hand.asked(today)
    assert len(newcomers(5, 1.0, world, 3, today.draws)) == 4
    assert luck == {"NEW_RINGS": [3], "RING_SIZE_LATER": [key(habits.RING, np.arange(5, 9)).tolist()]}
    assert len(newcomers(5, 0.5, world, 3, today.draws)) == 2
    assert len(newcomers(5, 250.0, world, 3, today.draws)) == 1000
    assert len(newcomers(5, 0.0, world, 3, today.draws)) == 0


def test_a_newcomer_brings_an_account_at_least() -> None:
    """Of 16 accounts on average, 0.3 parts of 1.3 are the same for all, the rest is luck."""
    draws = hand.day(NEW_RINGS=4, RING_SIZE_LATER=[0.0, 1.0, 2.0, 0.5]).draws
    assert newcomers(0, 1.0, PLAIN, 3, draws).tolist() == [4, RING.accounts, 28, 10]
    few = hand.world(ring={"accounts": 1.0})
    assert newcomers(0, 1.0, few, 3, draws).tolist() == [1, 1, 2, 1]


def test_where_there_are_no_rings_none_come() -> None:
    world = hand.world(population={"ring_share": 0.0})
    assert newcomers(0, 1.0, world, 3, hand.day().draws).tolist() == []
    assert founders(world, hand.day().draws).tolist() == []
