"""Tables: columns of one length that grow together."""

import copy
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.arrays import F64, I32, U64, Bool
from sim.rings.rings import Rings
from sim.state.draws import Draws
from sim.state.people import Clients, Workers
from sim.state.table import Table
from sim.state.trade import Affairs, Contracts, Jobs, Offers, Sales, Threads
from tests.sim.plain import PLAIN


class Things(Table):
    """A table of every sort of column."""

    key: U64
    weight: F64
    count: I32
    fine: Bool


things = st.tuples(
    st.integers(0, 2**64 - 1), st.floats(allow_nan=False), st.integers(-(2**31), 2**31 - 1), st.booleans()
)
batches = st.lists(st.lists(things, max_size=7))


@given(batches, st.integers(1, 5))
def test_adding_row_by_row_is_joining_arrays(parts: list[list[tuple[int, float, int, bool]]], capacity: int) -> None:
    table, rows = Things(capacity), []
    for part in parts:
        columns = {
            name: np.array([row[place] for row in part], dtype)
            for place, (name, dtype) in enumerate(Things.columns().items())
        }
        rows += table.add(**columns).tolist()
    flat = [row for part in parts for row in part]
    assert rows == list(range(len(flat)))
    assert len(table) == len(flat)
    for place, (name, dtype) in enumerate(Things.columns().items()):
        assert getattr(table, name).dtype == dtype
        assert getattr(table, name).tolist() == [row[place] for row in flat]


def test_a_table_that_grows_is_never_there_twice() -> None:
    tracemalloc.start()
    table = Things(1 << 20)
    table.add(key=np.arange(1 << 20), weight=1.0)
    held = sum(getattr(table, name).nbytes for name in Things.columns())  # a view holds the buffer it was made from
    tracemalloc.reset_peak()
    table.add(key=7)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert table.key is table.key  # a view is made once
    assert peak < 2.0 * held  # 1.5 for the larger ones, and an old one until it is copied
    assert int(table.key[-1]) == 7


@pytest.mark.parametrize(
    "table",
    [Workers(), Clients(), Rings(PLAIN, Draws(0)), Jobs(), Threads(), Contracts(), Sales(), Offers(), Affairs()],
    ids=lambda table: type(table).__name__,
)
def test_every_table_of_the_market_starts_empty_with_all_its_columns(table: Table) -> None:
    assert {len(getattr(table, name)) for name in table.columns()} == {0}
    assert list(table.columns()) == list(type(table).__annotations__)


def test_a_number_fills_all_rows_and_a_column_not_named_is_zero() -> None:
    table = Things(1)
    table.add(weight=[1.5, 2.5, 3.5], count=7)
    assert table.count.tolist() == [7, 7, 7]
    assert table.key.tolist() == [0, 0, 0]
    assert table.fine.tolist() == [False, False, False]


def test_an_unknown_column_is_an_error_and_adds_no_row() -> None:
    table = Things()
    with pytest.raises(KeyError, match="wieght"):
        table.add(count=1, wieght=2.0)
    assert len(table) == len(table.count) == 0


def test_a_row_written_through_the_table_stays_when_the_table_grows() -> None:
    table = Things(1)
    table.add(count=1)
    table.count[0] = 5
    table.add(count=np.arange(100))
    assert table.count[:3].tolist() == [5, 0, 1]


@given(batches, st.data())
def test_keeping_rows_is_picking_them_from_each_column(
    parts: list[list[tuple[int, float, int, bool]]], data: st.DataObject
) -> None:
    flat = [row for part in parts for row in part]
    table, names = Things(1), list(Things.columns())
    for row in flat:
        table.add(**dict(zip(names, row, strict=True)))
    stays = data.draw(st.lists(st.booleans(), min_size=len(flat), max_size=len(flat)))
    table.keep(np.array(stays, np.bool_))
    rest = [row for row, stay in zip(flat, stays, strict=True) if stay]
    assert len(table) == len(rest)
    assert list(zip(*(getattr(table, name).tolist() for name in names), strict=True)) == rest


def test_a_row_added_after_others_were_forgotten_has_the_next_number() -> None:
    table = Things(4)
    table.add(key=[1, 2, 3], count=[7, 8, 9], fine=True)
    table.keep(np.array([False, True, False]))
    assert table.add(key=4).tolist() == [1]
    assert table.key.tolist() == [2, 4]
    assert table.count.tolist() == [8, 0]
    assert table.fine.tolist() == [True, False]


def test_a_copy_has_columns_of_its_own() -> None:
    table = Things()
    table.add(count=[1, 2])
    assert table.count.tolist() == [1, 2]
    other = copy.deepcopy(table)
    other.count[0] = 5
    other.add(count=[3])
    assert (table.count.tolist(), other.count.tolist()) == ([1, 2], [5, 2, 3])
