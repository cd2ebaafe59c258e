"""Columns: what may not be in a record or an argument is refused by name, and nobody writes into what is held."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Annotated, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from policies.columns import Column, Record, columns, guarded
from policies.text import Texts, Vocabulary


class Size(IntEnum):
    NONE = -1
    SMALL = 0
    LARGE = 1


@dataclass(frozen=True, slots=True, eq=False)
class Cups(Record):
    table: int
    price: Annotated[NDArray[np.float64], Column(0.0, 9.0)]
    warmth: Annotated[NDArray[np.float64], Column(nan=True)]
    size: Annotated[NDArray[np.int64], Column.of(Size)]
    sips: Annotated[NDArray[np.int64], Column(0, width=2)]
    full: Annotated[NDArray[np.bool_], Column()]


@dataclass(frozen=True, slots=True, eq=False)
class Tray(Record):
    cups: Cups
    weight: Annotated[NDArray[np.float64], Column(0.0)]


def cups(**columns: Any) -> Cups:
    usual = {
        "price": np.array([0.0, 9.0]),
        "warmth": np.array([np.nan, -3.0]),
        "size": np.array([-1, 1]),
        "sips": np.array([[0, 1], [2, 3]]),
        "full": np.array([True, False]),
    }
    return Cups(table=7, **usual | columns)


def test_what_lies_at_its_bounds_is_held() -> None:
    held = cups()
    assert len(held) == 2
    assert (held.table, held.price.tolist(), held.size.tolist()) == (7, [0.0, 9.0], [-1, 1])
    assert len(cups(price=-np.zeros(2))) == 2
    empty = (np.zeros(0), np.zeros(0), np.zeros(0, np.int64), np.zeros((0, 2), np.int64), np.zeros(0, np.bool_))
    assert len(Cups(7, *empty)) == 0


def test_what_is_known_of_the_columns_of_a_record_can_be_asked() -> None:
    assert list(columns(Cups)) == ["price", "warmth", "size", "sips", "full"]
    assert (columns(Cups)["size"], columns(Cups)["sips"].width) == (Column(-1, 1), 2)
    assert list(columns(Tray)) == ["weight"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"price": np.array([0.0, np.nan])}, "Cups.price[1]: nan is out of range, must be at least 0 and at most 9"),
        ({"price": np.array([-1e-9, 1.0])}, "Cups.price[0]: -1e-09 is out of range, must be at least 0 and at most 9"),
        ({"price": np.array([0.0, 9.5])}, "Cups.price[1]: 9.5 is out of range, must be at least 0 and at most 9"),
        ({"warmth": np.array([np.nan, np.inf])}, "Cups.warmth[1]: inf is out of range, must be finite"),
        ({"warmth": np.array([np.nan, -np.inf])}, "Cups.warmth[1]: -inf is out of range, must be finite"),
        ({"size": np.array([-2, 0])}, "Cups.size[0]: -2 is out of range, must be at least -1 and at most 1"),
        ({"size": np.array([0, 2])}, "Cups.size[1]: 2 is out of range, must be at least -1 and at most 1"),
        ({"sips": np.array([[0, 1], [0, -1]])}, "Cups.sips[1, 1]: -1 is out of range, must be at least 0"),
        ({"size": np.array([0.0, 1.0])}, "Cups.size: an array of float64 given, must be an array of int64"),
        (
            {"price": np.array([0.0, 1.0], np.float32)},
            "Cups.price: an array of float32 given, must be an array of float64",
        ),
        ({"full": np.array([0, 1])}, "Cups.full: an array of int64 given, must be an array of bool"),
        ({"price": [0.0, 1.0]}, "Cups.price: list given, must be an array of float64"),
        ({"price": None}, "Cups.price: NoneType given, must be an array of float64"),
        ({"price": np.array(1.0)}, "Cups.price: shape () given, must be (n,)"),
        ({"price": np.zeros((2, 1))}, "Cups.price: shape (2, 1) given, must be (n,)"),
        ({"sips": np.zeros((2, 3), np.int64)}, "Cups.sips: shape (2, 3) given, must be (n, 2)"),
        ({"sips": np.zeros(2, np.int64)}, "Cups.sips: shape (2,) given, must be (n, 2)"),
        ({"warmth": np.zeros(3)}, "Cups.warmth: 3 rows, must be 2 as in price"),
        ({"full": np.array([True])}, "Cups.full: 1 rows, must be 2 as in price"),
    ],
)
def test_a_record_refuses_what_a_column_may_not_hold(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as refused:
        cups(**wrong)
    assert str(refused.value) == message


def test_a_record_within_a_record_is_one_and_has_as_many_rows() -> None:
    assert len(Tray(cups(), np.zeros(2))) == 2
    with pytest.raises(ValueError, match=r"^Tray.weight: 3 rows, must be 2 as in cups$"):
        Tray(cups(), np.zeros(3))
    with pytest.raises(ValueError, match=r"^Tray.cups: list given, must be Cups$"):
        Tray([], np.zeros(0))  # type: ignore[arg-type]


def test_a_record_is_read_only_but_its_array_stays_writable() -> None:
    price = np.array([1.0, 2.0])
    held = cups(price=price)
    with pytest.raises(ValueError, match="read-only"):
        held.price[0] = 9.0
    price[0] = 3.0
    assert held.price.tolist() == price.tolist() == [3.0, 2.0]
    assert replace(held, table=8).price.tolist() == [3.0, 2.0]


def test_a_code_that_stands_for_no_text_is_refused() -> None:
    two = Vocabulary(("a", "b"))
    assert Texts(np.array([1, 0, 1]), two).strings() == ["b", "a", "b"]
    assert len(Texts(np.zeros(0, np.int64), Vocabulary(()))) == 0
    with pytest.raises(ValueError, match=r"^Texts.codes: 2 is out of range, must be below 2$"):
        Texts(np.array([0, 2]), two)
    with pytest.raises(ValueError, match=r"^Texts.codes\[1\]: -1 is out of range, must be at least 0$"):
        Texts(np.array([0, -1]), two)


class Waiter:
    @guarded
    def bill(self, cups: Cups, tip: Annotated[NDArray[np.float64], Column(0.0)], table: int = 3) -> Any:
        """What is to be paid."""
        tip_is_open = tip.flags.writeable
        return (cups.price + tip).tolist(), table, tip_is_open


def test_a_guarded_method_sees_views_of_what_it_is_asked() -> None:
    tip = np.array([1.0, 0.5])
    assert Waiter().bill(cups(), tip) == ([1.0, 9.5], 3, False)
    assert Waiter().bill(cups(), table=4, tip=tip) == ([1.0, 9.5], 4, False)
    assert tip.flags.writeable
    assert Waiter.bill.__doc__ == "What is to be paid."


@pytest.mark.parametrize(
    ("tip", "message"),
    [
        (np.array([0.0, -1.0]), "tip[1]: -1 is out of range, must be finite and at least 0"),
        (np.array([0.0, np.nan]), "tip[1]: nan is out of range, must be finite and at least 0"),
        (np.array([0.0, np.inf]), "tip[1]: inf is out of range, must be finite and at least 0"),
        (np.zeros(3), "tip: 3 rows, must be 2 as in cups"),
        ([1.0, 2.0], "tip: list given, must be an array of float64"),
    ],
)
def test_a_guarded_method_refuses_what_an_argument_may_not_hold(tip: Any, message: str) -> None:
    with pytest.raises(ValueError) as refused:
        Waiter().bill(cups(), tip)
    assert str(refused.value) == message
