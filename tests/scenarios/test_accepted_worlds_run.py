"""A world that is accepted can be run: no number within its bounds breaks the market, nor do several at once."""

import warnings
from dataclasses import Field, fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policies.numbers import Number, known
from policies.platform import Platform
from sim.course import simulate
from sim.state.events import Event
from sim.world import World
from tests.sim.small import CALLS, START, always
from tests.sim.teeming import BUSY, TEEMING

pytestmark = pytest.mark.nightly(
    reason="a run for every number at its ends; bounds are checked in tests/scenarios/test_complaints.py"
)

DEAR: dict[str, dict[str, Any]] = {  # fees as high as they come, offered by many who have paid much
    "population": {
        "post_rate": 0.03,
        "post_spread": 3.0,
        "generosity_spread": 3.0,
        "history_accepted": 1_000.0,
        "history_yen": 100.0,
    },
    "posting": {
        "market_price": (1e7,) * 16,
        "hourly_price": 100.0,
        "hourly_share": 0.8,
        "fee_spread": 3.0,
        "quote_anchor": 0.0,
    },
}
TINY: dict[str, Any] = {  # workers, clients
    field.name: int(facts.least) for field in fields(World) if (facts := known(field))
}
SECTIONS = [field.name for field in fields(World) if is_dataclass(getattr(TEEMING, field.name))]
NUMBERS = [(section, field.name) for section in SECTIONS for field in fields(getattr(TEEMING, section))]


def runs(world: World, platform: Platform, *, days: int = 3, size: dict[str, Any] = TINY) -> None:
    """A few days of a small market of this world: nothing in it is worth a warning, and all that is told is finite."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        events = simulate(replace(world, **size), always(platform), start=START, days=days, seed=1)
    for kind in Event.__subclasses__():
        result = events[kind]
        for name in kind.columns():
            assert np.isfinite(getattr(result, name)).all(), f"{kind.__name__}.{name}"


def at(world: World, section: str, name: str, end: str) -> World:
    """The world with a number (of a list, each item) at the "least" or the "most" it may be."""
    now = getattr(getattr(world, section), name)
    value = getattr(known(getattr(world, section).__dataclass_fields__[name]), end)
    return having(world, section, name, tuple(value for _ in now) if isinstance(now, tuple) else type(now)(value))


def having(world: World, section: str, name: str, value: Any) -> World:
    """The world with this number in one of its sections; as it was where the number does not fit to the others."""
    try:
        return replace(world, **{section: replace(getattr(world, section), **{name: value})})
    except ValueError:
        return world


def drawn(field: Field[Any], now: Any) -> st.SearchStrategy[Any]:
    """Anything within the hard bounds of a number, and often one of their ends."""
    facts = known(field)
    assert facts
    if isinstance(now, tuple):
        return st.tuples(*(_within(facts, item) for item in now))
    return _within(facts, now)


def _within(facts: Number, now: float) -> st.SearchStrategy[Any]:
    kind: Any = type(now)
    least, most = kind(facts.least), kind(facts.most)
    return st.sampled_from([least, most]) | (st.integers if kind is int else st.floats)(least, most)


def changes(section: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Other numbers for some of the fields of a section."""
    return st.fixed_dictionaries(
        {}, optional={field.name: drawn(field, getattr(section, field.name)) for field in fields(section)}
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_a_world_with_one_number_at_an_end_of_its_bounds_runs(section: str) -> None:
    for name in (name for of, name in NUMBERS if of == section):
        for end in ("least", "most"):
            runs(at(TEEMING, section, name, end), BUSY, days=1)


@pytest.mark.parametrize("end", ["least", "most"])
@pytest.mark.parametrize("sections", [*([section] for section in SECTIONS), SECTIONS], ids=" and ".join)
def test_a_world_runs_with_whole_sections_at_their_bounds(sections: list[str], end: str) -> None:
    world = TEEMING
    for section, name in NUMBERS:
        world = at(world, section, name, end) if section in sections else world
    runs(world, BUSY)


def test_a_world_of_the_dearest_fees_runs() -> None:
    world = TEEMING
    for section, numbers in DEAR.items():
        for name, value in numbers.items():
            world = having(world, section, name, value)
    runs(world, BUSY, size={"workers": 300, "clients": 600})


@settings(derandomize=True, max_examples=50, deadline=None, database=None)
@given(
    changed=st.fixed_dictionaries({}, optional={name: changes(getattr(TEEMING, name)) for name in SECTIONS}),
    lively=st.booleans(),
    temper=st.sampled_from(["frozen", "adapting"]),
)
@example(changed={"churn": {"worker_stops": 2e-180}}, lively=False, temper="frozen")
def test_a_world_with_any_numbers_within_their_bounds_runs(
    changed: dict[str, dict[str, Any]], lively: bool, temper: Any
) -> None:
    world = replace(TEEMING if lively else World(), rings=temper)
    for section, numbers in changed.items():
        for name, value in numbers.items():
            world = having(world, section, name, value)
    runs(world, BUSY if lively else CALLS)
