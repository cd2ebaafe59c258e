"""A world is held to its bounds: no number outside them, no shares above the whole, a number for each category."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from math import inf, nan
from typing import Any

import pytest

from policies.numbers import LARGEST, Number, known
from sim.choices.luring import Luring
from sim.choices.people import Population
from sim.choices.posting import Posting
from sim.rings.business import Organising
from sim.world import MARKETPLACE, World


def sections() -> list[Any]:
    return [World(), *(part for field in fields(World) if is_dataclass(part := getattr(World(), field.name)))]


def bounded(section: Any) -> Iterator[tuple[str, Number]]:
    """The numbers of a section, by name, and what is known of each."""
    return ((field.name, facts) for field in fields(section) if (facts := known(field)) is not None)


every_section = pytest.mark.parametrize("section", sections(), ids=lambda section: type(section).__name__)


def test_everything_in_a_world_is_a_number() -> None:
    plain = [
        field.name
        for section in sections()
        for field in fields(section)
        if known(field) is None and not is_dataclass(getattr(section, field.name))
    ]
    assert plain == ["rings"]


@every_section
def test_a_number_outside_its_bounds_is_refused_by_name(section: Any) -> None:
    for name, facts in bounded(section):
        usual = getattr(section, name)
        for wrong in (nan, inf, -inf, facts.least - 0.01, facts.most * 1.01 + 0.01):
            with pytest.raises(ValueError, match=rf"^{name}: .* is out of range, must be "):
                replace(section, **{name: (wrong, *usual[1:]) if isinstance(usual, tuple) else wrong})


@every_section
def test_what_is_plausible_is_possible_and_the_default_is_plausible(section: Any) -> None:
    for name, facts in bounded(section):
        usual = getattr(section, name)
        assert facts.source, name
        assert facts.least < facts.most <= LARGEST, name
        if facts.low is not None and facts.high is not None:
            items = usual if isinstance(usual, tuple) else (usual,)
            assert facts.least <= facts.low <= min(items), name
            assert max(items) <= facts.high <= facts.most, name


@pytest.mark.parametrize(
    ("section", "wrong", "message"),
    [
        (Luring, {"habituation": 0.0}, "habituation: 0.0 is out of range, must be at least 0.1"),
        (World, {"workers": 50_000_000}, "workers: 50000000 is out of range, must be from 100 to 5,000,000"),
        (Posting, {"market_price": (1000.0,) * 15}, "market_price: has 15 numbers, must be 16, one a category"),
        (
            Posting,
            {"category_weight": (0.0,) * 16},
            "category_weight: every weight is 0, must be more for one category at least",
        ),
        (Posting, {"fewest_seats": 5, "most_seats": 4}, "most_seats: 4 is too few, must be fewest_seats (5) or more"),
        (Luring, {"harm_yen_to_ring": (1.0,) * 6}, "harm_yen_to_ring: has 6 numbers, must be 5, one a Harm"),
    ],
)
def test_a_mistaken_world_says_what_must_be(section: Any, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as refused:
        section(**wrong)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("section", "shares"),
    [
        (Population, ("low_paying", "careless", "marketers")),
        (Population, ("filter_verified", "filter_certified")),
        (Posting, ("task_share", "hourly_share")),
        (Luring, ("recognise_base", "recognise_cue")),
        (Organising, ("lures_by_posting", "lures_by_nda", "lures_by_scout", "lures_by_call")),
        (Organising, ("hires_first", "task_bait")),
        (Organising, ("groomed", "bought")),
    ],
)
def test_shares_of_one_whole_fill_it_at_most(section: Any, shares: tuple[str, ...]) -> None:
    even = dict.fromkeys(shares, 1 / len(shares))
    assert section(**even)
    for much in shares:
        with pytest.raises(ValueError, match=rf"^{shares[-1]}: together with .* it sums to 1\.1, must be at most 1$"):
            section(**even | {much: 1 / len(shares) + 0.1})


def test_papers_are_shares_of_one_whole_across_sections() -> None:
    people = Population(verified_ring=0.5)
    assert World(population=people, ring=Organising(groomed=0.25, bought=0.25))
    for groomed, bought in ((0.35, 0.25), (0.25, 0.35)):
        with pytest.raises(ValueError) as refused:
            World(population=people, ring=Organising(groomed=groomed, bought=bought))
        assert str(refused.value) == (
            "ring.bought: together with population.verified_ring, ring.groomed it sums to 1.1, must be at most 1"
        )


def test_a_market_has_its_part_of_the_marketplace_s_staff() -> None:
    assert World().part == 20_000 / MARKETPLACE
    assert World(workers=369_000).part == 0.1
    assert World(workers=MARKETPLACE).part == World(workers=4_000_000).part == 1.0
