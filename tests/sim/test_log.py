"""The log: what was handed over in batches comes back as one table in order of time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.state.log import Event, Log

batches = st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 99)), max_size=5), max_size=8)


@given(batches)
def test_events_come_back_in_order_of_time_and_the_same_moment_in_order_of_writing(
        parts: list[list[tuple[int, int]]]) -> None:
    log = Log()
    for part in parts:
        log.add(Event.SESSION, [float(time) for time, _ in part], worker=[worker for _, worker in part])
    found = log.finish(6)
    written = [event for part in parts for event in part]
    assert list(zip(found.time.tolist(), found.worker.tolist(), strict=True)) == sorted(written, key=lambda e: e[0])


def test_a_number_fills_the_batch_and_columns_not_named_are_nobody_and_zero() -> None:
    log = Log()
    log.add(Event.PAID, 2.5, worker=[3, 4], value=[10.0, 20.0])
    found = log.finish(9)
    columns = {name: getattr(found, name).tolist() for name, _ in Log.COLUMNS}
    assert columns == {"time": [2.5, 2.5], "worker": [3, 4], "client": [-1, -1], "job": [-1, -1], "what": [0, 0],
                       "how": [0, 0], "value": [10.0, 20.0]}
    assert found.kind.tolist() == [Event.PAID, Event.PAID]
    assert found.days == 9


def test_an_empty_batch_is_no_event_even_beside_numbers() -> None:
    log = Log()
    log.add(Event.SESSION, 1.0, worker=np.zeros(0, np.int64), how=1)
    assert len(log.finish(1)) == 0


def test_an_event_of_nobody_is_one_event() -> None:
    log = Log()
    log.add(Event.STAFF, 1, how=2, value=0.5)
    assert len(log.finish(1)) == 1


def test_columns_have_the_types_of_the_contract() -> None:
    found = Log().finish(0)
    assert {name: getattr(found, name).dtype for name, _ in Log.COLUMNS} == dict(Log.COLUMNS)
    assert found.kind.dtype == np.int16


def test_events_of_a_kind_keep_their_order() -> None:
    log = Log()
    for time, kind in enumerate([Event.PAID, Event.FEE, Event.RATED, Event.PAID]):
        log.add(kind, float(time))
    found = log.finish(4)
    assert found.of(Event.PAID).time.tolist() == [0, 3]
    assert found.of(Event.PAID, Event.FEE).time.tolist() == [0, 1, 3]
    assert found.where(found.time > 1).kind.tolist() == [Event.RATED, Event.PAID]


def test_columns_of_different_lengths_are_refused() -> None:
    log = Log()
    log.add(Event.PAID, [1.0, 2.0], value=[1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="broadcast"):
        log.finish(1)
