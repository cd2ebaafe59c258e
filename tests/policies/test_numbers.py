"""Numbers declare themselves alike, and none leaves its bounds."""

from dataclasses import dataclass, fields
from math import inf, nan

import pytest

from policies.numbers import Checked, Overfull, Shut, known, mixture, number


@dataclass(frozen=True)
class Cafe(Checked):
    tables: int = number(4, "tables", "counted (X-01)", 2, 8, "quoted", least=1)
    full: float = number(0.5, "share", "of the day", 0.2, 0.9)
    mood: float = number(-1.0, "log-odds", "of a smile")
    prices: tuple[float, ...] = number((3.0, 4.0), "yen", "of tea and coffee", total=10)
    name: str = "Sora"


def test_a_number_says_what_it_is_and_where_it_comes_from() -> None:
    tables = known(fields(Cafe)[0])
    assert tables is not None
    assert (tables.unit, tables.source, tables.confidence) == ("tables", "counted (X-01)", "quoted")
    assert (tables.low, tables.high, tables.least) == (2, 8, 1)
    assert known(fields(Cafe)[4]) is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"tables": 0}, "tables: 0 is out of range, must be at least 1"),
        ({"tables": "3"}, "tables: '3' is str, must be a number"),
        ({"prices": (3.0, None)}, "prices: None is NoneType, must be a number"),
        ({"full": 1.2}, "full: 1.2 is out of range, must be from 0 to 1"),
        ({"full": nan}, "full: nan is out of range, must be from 0 to 1"),
        ({"mood": -inf}, "mood: -inf is out of range, must be from -50 to 50"),
        ({"prices": (3.0, -1.0)}, "prices: -1.0 is out of range, must be at least 0"),
        ({"prices": (9.0, 3.0)}, "prices: sums to 12, must be at most 10"),
    ],
)
def test_a_number_outside_its_bounds_is_refused_by_name(wrong: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Cafe(**wrong)  # type: ignore[arg-type]


def test_numbers_at_their_bounds_are_accepted() -> None:
    Cafe(tables=1, full=0.0, prices=(6.0, 4.0))


def test_shares_of_one_whole_may_fill_it_and_no_more() -> None:
    @dataclass
    class Day:
        work: float = 0.4
        sleep: float = 0.6

    mixture(Day(), "work", "sleep")
    with pytest.raises(Overfull, match=r"^sleep: together with work it sums to 1.1, must be at most 1$") as refused:
        mixture(Day(work=0.5), "work", "sleep")
    assert (refused.value.kind, refused.value.names, refused.value.total) == (Day, ("work", "sleep"), 1.1)


def test_a_value_that_shuts_a_number_is_told_as_in_scenario_files() -> None:
    assert str(Shut("open", False, "nobody is asked")) == "nobody is asked (open = false)"


def test_bounds_follow_the_unit_unless_they_are_given() -> None:
    @dataclass(frozen=True)
    class Bounds:
        share: float = number(0.5, "share", "")
        odds: float = number(0.0, "log-odds", "")
        yen: float = number(1.0, "yen", "")
        stars: float = number(3.0, "stars", "", least=1, most=5)

    spans = [(facts.least, facts.most) for field in fields(Bounds) if (facts := known(field))]
    assert spans == [(0, 1), (-50, 50), (0, 1e9), (1, 5)]


def test_a_number_that_is_not_given_is_not_checked() -> None:
    @dataclass(frozen=True)
    class Maybe(Checked):
        before: float | None = number(None, "yen", "")
        after: float = number(1.0, "yen", "", most=20_000_000)

    assert Maybe().before is None
    with pytest.raises(ValueError, match=r"^after: 1000000000.0 is out of range, must be from 0 to 20,000,000$"):
        Maybe(after=1e9)


def test_a_sum_may_exceed_its_total_by_rounding_only() -> None:
    assert Cafe(prices=(10.0, 1e-10)).prices[1] > 0
    with pytest.raises(ValueError, match=r"^prices: sums to 10, must be at most 10$"):
        Cafe(prices=(10.0, 1e-8))
