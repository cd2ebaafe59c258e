"""The space of plausible worlds: what varies, over which range, in which shape."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from policies.numbers import check, known, mixture, number
from scenarios import load, names
from scenarios.dimensions import Dimension
from scenarios.space import NOT_VARIED, Space, not_varied, outside, space, varied
from sim.world import World

WORLD = load("production").world
SPACE = space(WORLD)
MIDDLE = np.full(len(SPACE), 0.5)
points = st.integers(0, 2**32).map(lambda seed: np.random.default_rng(seed).random(len(SPACE)))


@dataclass(frozen=True)
class Shop:
    """A section with a number of every kind."""

    tables: int = number(4, "tables", "counted", 1, 16)
    full: float = number(0.5, "share", "of the day", 0.1, 0.8)
    idle: float = number(0.2, "share", "of the day", 0.0, 0.6)
    mood: float = number(-1.0, "log-odds", "of a smile", -3.0, 0.0)
    tip: float = number(10.0, "yen", "a cup", 1.0, 10.0)
    height: float = number(3.0, "metres", "measured", 2.0, 4.0, "quoted")
    prices: tuple[float, ...] = number(
        (300.0, 400.0), "yen", "tea and coffee", 150.0, 1_600.0, least=30.0, most=40_000.0
    )
    liked: tuple[float, ...] = number((2.0, 5.0), "weight", "tea and coffee", 1.0, 10.0)

    def __post_init__(self) -> None:
        check(self)
        mixture(self, "full", "idle")


@dataclass(frozen=True)
class Town:
    """A world with one section."""

    workers: int = number(100, "people", "counted")
    rings: Literal["frozen", "adapting"] = "frozen"
    rain: float = number(0.4, "share", "of days", 0.2, 0.9)
    shop: Shop = Shop()

    def __post_init__(self) -> None:
        check(self)
        mixture(self, "rain", "shop.full")


@dataclass(frozen=True)
class Week(Town):
    """A world with three shares of one whole."""

    sun: float = number(0.3, "share", "of days", 0.1, 0.9)
    snow: float = number(0.2, "share", "of days", 0.1, 0.9)

    def __post_init__(self) -> None:
        check(self)
        mixture(self, "rain", "sun", "snow")


def town(**numbers: Any) -> Space:
    world: Any = Town(**numbers)
    return space(world)


def at(of: Space, **coordinates: float) -> Any:
    """The world with these coordinates of its shop, all others central."""
    return of.world([coordinates.get(name.removeprefix("shop."), 0.5) for name in of.names])


def dimension(name: str) -> Dimension:
    return next(each for each in town().dimensions if each.name == name)


def test_the_median_world_is_the_central_one_to_the_bit() -> None:
    assert SPACE.world(MIDDLE) == WORLD
    assert repr(SPACE.world(MIDDLE)) == repr(WORLD)
    assert SPACE.where(WORLD).tolist() == MIDDLE.tolist()


def test_every_number_varies_or_it_is_said_why_not() -> None:
    stays = not_varied(WORLD)
    assert all(len(reason) > 20 for reason in stays.values())
    assert set(NOT_VARIED) <= set(stays)
    vary = {each.path for each in SPACE.dimensions}
    assert not vary & set(stays)
    numbers = {
        f"{section}.{name}" if section else name
        for section, record in {
            "": WORLD,
            **{name: getattr(WORLD, name) for name in World.__dataclass_fields__},
        }.items()
        for name, field in getattr(record, "__dataclass_fields__", {}).items()
        if known(field)
    }
    assert vary | set(stays) == numbers


def test_a_number_without_a_range_and_without_a_reason_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(NOT_VARIED, "luring.harm_yen_to_ring")
    with pytest.raises(KeyError, match=r"luring\.harm_yen_to_ring"):
        space(WORLD)


def test_dimensions_are_named_by_where_they_stand() -> None:
    assert town().names == (
        "rain",
        *(f"shop.{name}" for name in ("tables", "full", "idle", "mood", "tip", "prices", "liked[0]", "liked[1]")),
    )


@pytest.mark.parametrize(
    ("name", "quarter", "three_quarters"),
    [
        ("rain", 1 / (1 + (0.8 / 0.2 * 0.6 / 0.4) ** 0.5), 1 / (1 + (0.6 / 0.4 * 0.1 / 0.9) ** 0.5)),  # odds
        ("shop.tables", 2, 8),  # 1, 4, 16
        ("shop.idle", 0.1, 0.4),  # straight, for it touches 0
        ("shop.mood", -2.0, -0.5),
        ("shop.prices", 0.707107, 2.0),  # 150 ÷ 300 = 0.5 at least, 1,600 ÷ 400 = 4 at most
        ("shop.liked[1]", 5**0.5, 50**0.5),
    ],
)
def test_a_number_runs_evenly_on_the_scale_of_its_unit(name: str, quarter: float, three_quarters: float) -> None:
    of = dimension(name)
    assert [of.value(u) for u in (0.25, 0.75)] == pytest.approx([quarter, three_quarters], rel=1e-5)


def test_every_number_rises_from_low_over_central_to_high() -> None:
    for of in SPACE.dimensions:
        assert (of.value(0.0), of.value(0.5), of.value(1.0)) == (of.low, of.central, of.high), of.name
        values = [of.value(u) for u in np.linspace(0, 1, 41)]
        assert values == sorted(values), of.name
        assert len(set(values)) > (2 if of.whole else 39), of.name
        assert [of.value(of.where(value)) for value in values] == values, of.name
        lowest, highest = 0.5 * (of.central == of.low), 1 - 0.5 * (of.central == of.high)
        assert (of.where(of.low - 1), of.where(of.high + 1)) == (lowest, highest), of.name


def test_half_of_all_worlds_have_a_central_value_at_an_end() -> None:
    tip = dimension("shop.tip")
    assert [tip.value(u) for u in (0.5, 0.7, 1.0)] == [10.0] * 3
    assert tip.value(0.25) == pytest.approx(10**0.5, rel=1e-5)
    assert tip.where(10.0) == 0.5


def test_a_number_that_somebody_set_beyond_its_range_stretches_it() -> None:
    wide = town(rain=0.1, shop=Shop(tip=0.0, full=0.9, idle=0.1))
    assert at(wide).shop == Shop(tip=0.0, full=0.9, idle=0.1)
    assert at(wide, tip=0.75).shop.tip == 5.0  # 0 has no logarithm
    assert at(wide, full=0.9).shop.full == 0.9


def test_whole_numbers_stay_whole_and_prices_keep_to_one_another() -> None:
    shop = at(town(), tables=0.6, prices=0.9).shop
    assert (shop.tables, type(shop.tables)) == (5, int)
    assert shop.prices[1] / shop.prices[0] == pytest.approx(4 / 3)
    assert at(town(), prices=1.0).shop.prices == (1_200.0, 1_600.0)
    assert at(town(), **{"liked[0]": 0.0}).shop.liked == (1.0, 5.0)


def test_a_factor_of_prices_goes_as_far_as_each_of_them_may() -> None:
    """Tea of 300 may fall to a tenth; coffee of 400 may rise a hundredfold."""
    assert dimension("shop.prices").hard == (0.1, 100.0)


def test_shares_of_one_whole_shrink_together_until_they_fill_it() -> None:
    shop = at(town(), full=1.0, idle=1.0).shop
    assert (shop.full, shop.idle) == pytest.approx((0.8 / 1.4, 0.6 / 1.4), rel=1e-5)
    assert 1 - 1e-5 < shop.full + shop.idle <= 1
    across: Any = at(town(), rain=1.0, full=0.9)
    full = dimension("shop.full").value(0.9)
    assert (across.rain, across.shop.full) == pytest.approx((0.9 / (0.9 + full), full / (0.9 + full)), rel=1e-5)


def test_a_held_number_is_central_in_every_world() -> None:
    held = town().holding({"shop.tables", "rain", "shop.liked"})
    assert held.held == ("rain", "shop.tables", "shop.liked[0]", "shop.liked[1]")
    for u in (0.0, 0.1, 0.9, 1.0):
        world = at(held, rain=u, tables=u, mood=u, **{"liked[0]": u, "liked[1]": u})
        assert (world.rain, world.shop.tables, world.shop.liked) == (0.4, 4, (2.0, 5.0))
        assert world.shop.mood == dimension("shop.mood").value(u)
    values = np.where([of.holds for of in held.dimensions], np.nan, held.read(held.central))
    assert repr(held.laid(values)) == repr(Town())  # what is found for them counts for nothing
    assert not held.beyond(values).any()
    assert town().held == ()


def test_of_a_list_one_item_may_hold_alone() -> None:
    world = at(town().holding({"shop.liked[1]"}), **{"liked[0]": 1.0, "liked[1]": 1.0})
    assert world.shop.liked == (10.0, 5.0)


def test_held_prices_are_those_of_the_central_world() -> None:
    dear = town(shop=Shop(prices=(600.0, 1_500.0)))
    held = dear.holding({"shop.prices"})
    for u in (0.0, 1.0):
        assert at(dear, prices=u).shop.prices != (600.0, 1_500.0)
        assert at(held, prices=u).shop.prices == (600.0, 1_500.0)


def test_paths_that_vary_are_those_of_a_worlds_dimensions() -> None:
    assert varied() == {each.path for each in SPACE.dimensions}
    assert {"ring.post_rate", "posting.market_price", "talking.outlet_use"} <= varied()
    assert not varied() & {"workers", "rings", "ring.invents_on", "posting.open_days"}


def test_a_held_share_keeps_its_value_and_others_fill_the_rest() -> None:
    values = town().read(at(town()))
    values[[town().names.index(name) for name in ("shop.full", "shop.idle")]] = 0.7, 0.6
    shop: Any = town().holding({"shop.full"}).laid(values)
    assert (shop.shop.full, shop.shop.idle) == pytest.approx((0.5, 0.5), abs=1e-6)


def test_shares_that_hold_and_fill_a_whole_leave_nothing_to_the_others() -> None:
    week: Any = space(Week(rain=0.3, sun=0.7 + 5e-10, snow=0.0)).holding({"rain", "sun"})  # type: ignore[arg-type]
    values = np.where(np.array(week.names) == "snow", 0.3, week.read(week.central))
    world = week.laid(values)
    assert (world.rain, world.sun, world.snow) == (0.3, 0.7 + 5e-10, 0.0)  # a whole, as it is accepted


@settings(derandomize=True, max_examples=60, deadline=None, database=None)
@given(points)
def test_any_point_is_an_accepted_world_or_is_refused(u: np.ndarray) -> None:
    try:
        world = SPACE.world(u)
    except ValueError:
        reject()
    values = SPACE.values(u)
    assert values.tolist() == SPACE.read(world).tolist()
    assert SPACE.laid(values) == world
    assert (world.workers, world.clients, world.rings) == (WORLD.workers, WORLD.clients, WORLD.rings)
    there = SPACE.where(world)
    assert ((there >= 0) & (there <= 1)).all()
    alone = [dimension.value(at) for dimension, at in zip(SPACE.dimensions, u, strict=True)]
    if alone == values.tolist():  # no shares had to shrink, perhaps below the low end of their range
        assert SPACE.world(there) == world


def test_few_points_are_refused() -> None:
    refused = 0
    for seed in range(100):
        try:
            SPACE.world(np.random.default_rng(seed).random(len(SPACE)))
        except ValueError:
            refused += 1
    assert refused < 5


def test_a_world_keeps_the_temper_of_its_rings() -> None:
    adapting = replace(WORLD, rings="adapting")
    assert space(adapting).world(MIDDLE).rings == "adapting"
    assert SPACE.read(adapting).tolist() == SPACE.read(WORLD).tolist()


def test_numbers_are_short_enough_to_be_the_same_everywhere() -> None:
    values = SPACE.values(np.random.default_rng(1).random(len(SPACE)))
    assert [float(f"{value:.6g}") for value in values] == values.tolist()


# ------------------------------------------------------------------------------------------------ outside


def test_a_number_beyond_the_edge_of_its_range_is_reported() -> None:
    assert outside(load("production", ["world.ring.lures_by_call=0.5", "world.talking.call_settles=0.3"]).world) == ()
    world = load("production", ["world.talking.call_settles=0.29", "world.ring.lures_by_call=0.51"]).world
    assert tuple(map(str, outside(world))) == (
        "world.talking.call_settles = 0.29 is beyond its plausible range 0.3–1",
        "world.ring.lures_by_call = 0.51 is beyond its plausible range 0.05–0.5",
    )


def test_a_number_that_a_source_gives_may_not_be_changed_at_all() -> None:
    assert tuple(map(str, outside(load("production", ["world.posting.open_days=9"]).world))) == (
        "world.posting.open_days = 9.0 is not the 10.0 of its source",
    )


def test_an_item_of_a_list_is_told_by_its_place() -> None:
    world = load("production", ["world.talking.outlet_use=[0.8, 0.05, 0.95, 0.3]"]).world
    assert tuple(map(str, outside(world))) == (
        "world.talking.outlet_use[1] = 0.05 is beyond its plausible range 0.1–1",
    )


def test_how_large_the_market_is_and_whether_rings_learn_leave_no_passport() -> None:
    assert outside(load("production", ["world.workers=300", "world.clients=120", "world.rings=adapting"]).world) == ()
    shipped = {name: outside(load(name).world) for name in names()}
    assert [name for name, reasons in shipped.items() if reasons] == ["calm"]  # which has no rings
