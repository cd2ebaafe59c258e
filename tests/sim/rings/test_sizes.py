"""How many rings there are and how large."""

from dataclasses import replace

import numpy as np
import pytest

from sim.arrays import I64
from sim.choices.people import Population
from sim.rings.business import Organising
from sim.rings.rings import founders, newcomers
from sim.state.draws import Draws
from sim.world import World

LUCK, OTHER_LUCK = Draws(1), Draws(2)
WORLD = World(clients=4_000, population=Population(ring_share=0.1), ring=Organising(accounts=8.0, new_rings=0.5))


def founding(business: Organising = WORLD.ring, clients: int = 4_000, share: float = 0.1, luck: Draws = LUCK) -> I64:
    return founders(World(clients=clients, population=Population(ring_share=share), ring=business), luck)


def entering(world: World = WORLD, pull: float = 1.0, days: int = 1_000) -> list[I64]:
    """The rings that enter on each day, where none was before."""
    return [newcomers(day * 1_000, pull, world, day, LUCK) for day in range(days)]


def test_a_tenth_of_4000_clients_are_400_accounts_in_50_rings_of_eight() -> None:
    assert founding().sum() == 400
    assert len(founding()) == 50
    assert len(founding(Organising(accounts=16.0))) == 25
    assert founding(clients=2_000).sum() == founding(share=0.05).sum() == 200


def test_where_there_are_no_ring_accounts_or_too_few_for_one_ring_nobody_founds_any() -> None:
    assert len(founding(share=0.0)) == 0
    assert len(founding(Organising(accounts=10_000.0))) == 0


def test_founding_rings_are_of_unequal_sizes_the_less_so_the_more_they_have_alike() -> None:
    rough, usual, even = (
        founding(Organising(accounts=8.0, even_size_weight=part)).std() for part in (0.05, 0.3, 100.0)
    )
    assert rough > usual > even
    assert even < 1
    assert founding().tolist() != founding(luck=OTHER_LUCK).tolist()


def test_two_rings_enter_a_day_where_there_are_4000_clients_and_half_a_ring_for_each_thousand() -> None:
    assert np.mean([len(rings) for rings in entering()]) == pytest.approx(0.5 * 4, rel=0.05)
    assert np.mean([len(rings) for rings in entering(pull=0.5)]) == pytest.approx(0.5 * 4 / 2, rel=0.05)
    assert np.mean([len(rings) for rings in entering(replace(WORLD, clients=2_000))]) == pytest.approx(1.0, rel=0.1)


def test_nobody_enters_where_nothing_draws_rings_or_there_are_none() -> None:
    assert sum(len(rings) for rings in entering(pull=0.0)) == 0
    assert sum(len(rings) for rings in entering(replace(WORLD, population=Population(ring_share=0.0)))) == 0


def test_a_ring_that_enters_brings_one_account_and_more_with_luck() -> None:
    """1 + an exponential of mean 7, rounded down, which is 1 ÷ (e^(1/7) − 1) = 6.51 on average."""
    sizes = np.concatenate(entering())
    assert sizes.min() == 1
    assert sizes.mean() == pytest.approx(1 + 1 / (np.exp(1 / 7) - 1), rel=0.05)
    alone = replace(WORLD, ring=replace(WORLD.ring, accounts=1.0))
    assert set(np.concatenate(entering(alone)).tolist()) == {1}


def test_the_size_of_a_ring_hangs_on_its_number_and_on_nothing_else() -> None:
    day = next(day for day in range(50) if len(newcomers(100, 1.0, WORLD, day, LUCK)) >= 4)
    first, later = newcomers(100, 1.0, WORLD, day, LUCK), newcomers(101, 1.0, WORLD, day, LUCK)
    assert first[1:].tolist() == later[:-1].tolist()
