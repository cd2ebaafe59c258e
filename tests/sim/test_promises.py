"""Whatever can be set moves the market: every field of a rule, every place of a mark, every number of a world."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import chain, combinations
from typing import Any, get_args, get_type_hints

import pytest

from policies.catalogue import RULES
from policies.display import Display
from policies.numbers import known
from sim.world import World
from tests.policies.samples import others
from tests.sim.small import changed, differ
from tests.sim.teeming import BUSY, TEEMING, by_day, moved

pytestmark = pytest.mark.nightly(
    reason="a market for every number; each choice and rule has hand-worked cases in tests/sim and tests/policies"
)

SEEDS = (3, 10, 2, 1, 5, 4)  # the later ones for what the first have no occasion for
RULE_FIELDS = [(lever, field.name) for lever in RULES for field in fields(getattr(BUSY, lever))]
IDLE_FIELDS = {
    ("rate_guide", "min_sample"): "forty contracts of each category and format are on file from the first day on"
}
ALSO = {("enforcement", "reports_to_review"): (2,)}  # with five, accounts would be restricted before anybody reads
PLACES = {name: get_args(get_args(hint)[0]) for name, hint in get_type_hints(Display).items()}
SECTIONS = [field.name for field in fields(World) if is_dataclass(getattr(TEEMING, field.name))]
NUMBERS = [(section, field.name) for section in SECTIONS for field in fields(getattr(TEEMING, section))]


def rule_moves(lever: str, name: str, seeds: Sequence[int] = SEEDS) -> bool:
    """Does another value of this field move the market?"""
    tried = [
        changed(BUSY, **{lever: {name: value}})
        for value in (*others(getattr(BUSY, lever), name), *ALSO.get((lever, name), ()))
        if fits(getattr(BUSY, lever), name, value)
    ]
    assert tried
    return any(moved(TEEMING, platform, seed) for seed in seeds for platform in tried)


def number_moves(section: str, name: str, seeds: Sequence[int] = SEEDS) -> bool:
    """Does another value of this number of the world move the market?"""
    was = getattr(TEEMING, section)
    parts = [replace(was, **{name: value}) for value in values(was, name) if fits(was, name, value)]
    tried = [replace(TEEMING, **{section: part}) for part in parts if fits(TEEMING, section, part)]
    assert tried
    return any(moved(world, BUSY, seed) for seed in seeds for world in tried)


def fits(record: Any, name: str, value: Any) -> bool:
    """Does the record take this value of a field?"""
    try:
        replace(record, **{name: value})
    except ValueError:
        return False
    return True


def values(record: Any, name: str) -> Iterator[Any]:
    """Other values of a number: the ends of what is possible, for they tell soonest, then plausible ones.

    Of a list, the same turned round.
    """
    now, facts = getattr(record, name), known(record.__dataclass_fields__[name])
    if isinstance(now, tuple):
        yield now[::-1]
    else:
        assert facts
        ends = (facts.least, facts.most, facts.low, facts.high)
        yield from (type(now)(end) for end in ends if end not in (None, now))


@pytest.mark.parametrize(("lever", "name"), [field for field in RULE_FIELDS if field not in IDLE_FIELDS])
def test_every_field_of_a_rule_moves_the_market(lever: str, name: str) -> None:
    assert rule_moves(lever, name)


@pytest.mark.parametrize(("section", "name"), NUMBERS)
def test_every_number_of_a_world_moves_the_market(section: str, name: str) -> None:
    assert number_moves(section, name)


@pytest.mark.parametrize(("name", "value"), [("workers", 499), ("clients", 149), ("rings", "frozen")])
def test_every_size_of_a_world_moves_the_market(name: str, value: Any) -> None:
    assert moved(replace(TEEMING, **{name: value}), BUSY, SEEDS[0])


def test_every_field_of_a_world_is_tried() -> None:
    assert {field.name for field in fields(World)} == {*SECTIONS, "workers", "clients", "rings"}


@pytest.mark.parametrize(("lever", "name"), IDLE_FIELDS)
def test_a_field_that_is_excused_moves_nothing(lever: str, name: str) -> None:
    assert not rule_moves(lever, name, SEEDS[:1])


@pytest.mark.parametrize("mark", PLACES)
def test_a_mark_makes_another_market_at_each_of_its_places(mark: str) -> None:
    shown = [frozenset[str](), *(frozenset({place}) for place in PLACES[mark])]
    alike = set(combinations(range(len(shown)), 2))
    platforms = [replace(BUSY, display=replace(BUSY.display, **{mark: places})) for places in shown]
    runs = (zip(*(by_day(TEEMING, platform, seed) for platform in platforms), strict=True) for seed in SEEDS)
    for day in chain.from_iterable(runs):
        alike -= {(one, other) for one, other in alike if differ(day[one], day[other])}
        if not alike:
            break
    assert not alike
