"""The log: what was handed over in batches comes back as one table a kind, in order of time."""

import gc
import tracemalloc
from enum import EnumMeta, IntEnum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.state import codes
from sim.state.events import Contacted, DealtDirect, Ended, Event, Posted, Session, TakenDown
from sim.state.log import Events, Log, part

batches = st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 99)), max_size=5), max_size=8)


def written(*batches: Event, days: int = 9) -> Events:
    log = Log()
    for batch in batches:
        log.add(batch)
    return log.finish(days)


@given(batches)
def test_events_come_back_in_order_of_time(parts: list[list[tuple[int, int]]]) -> None:
    log = written(
        *(Session([float(time) for time, _ in part], worker=[worker for _, worker in part]) for part in parts)
    )
    table = log[Session]
    expected = [event for part in parts for event in part]
    assert list(zip(table.time.tolist(), table.worker.tolist(), strict=True)) == sorted(expected, key=lambda e: e[0])


@given(batches, st.integers(0, 8))
def test_what_was_logged_after_a_mark_can_be_had_alone(parts: list[list[tuple[int, int]]], at: int) -> None:
    log, later, mark = Log(), Log(), dict[type[Event], int]()
    for place, piece in enumerate(parts):
        if place == at:
            mark = log.mark()
        batch = Session([float(time) for time, _ in piece], worker=[worker for _, worker in piece])
        log.add(batch)
        if place >= at or at >= len(parts):
            later.add(batch)
    late, alone = log.after(mark, 9)[Session], later.finish(9)[Session]
    assert (late.time.tolist(), late.worker.tolist()) == (alone.time.tolist(), alone.worker.tolist())
    assert log.after({}, 9)[Session].worker.tolist() == log.finish(9)[Session].worker.tolist()


def test_a_mark_lies_anywhere_on_full_sheets_and_on_the_open_one() -> None:
    """Sheets of 256, 512, … rows: batches of 100 end in the middle of each."""
    log, marks = Log(), []
    for batch in range(40):
        marks.append(log.mark())
        log.add(Session(float(batch), worker=np.arange(100) + 100 * batch))
    for batch, mark in enumerate(marks):
        assert log.after(mark, 40)[Session].worker.tolist() == list(range(100 * batch, 4000))
    assert len(log.after(log.mark(), 40)) == 0


def test_every_column_follows_its_moment() -> None:
    table = written(
        Ended([3.0, 1.0], worker=[30, 10], client=[31, 11], job=[32, 12], reason=[3, 1], refund=[3.5, 1.5]),
        Ended(2.0, worker=20, client=21, job=22, reason=2, refund=2.5),
    )[Ended]
    assert {name: getattr(table, name).tolist() for name in Ended.columns()} == {
        "time": [1, 2, 3],
        "worker": [10, 20, 30],
        "client": [11, 21, 31],
        "job": [12, 22, 32],
        "reason": [1, 2, 3],
        "refund": [1.5, 2.5, 3.5],
    }


def test_a_number_stands_for_all_events_of_its_batch() -> None:
    log = written(DealtDirect(2.5, worker=[3, 4], client=7, job=-1, amount=[10.0, 20.0], coerced=True))
    table = log[DealtDirect]
    assert {name: getattr(table, name).tolist() for name in DealtDirect.columns()} == {
        "time": [2.5, 2.5],
        "worker": [3, 4],
        "client": [7, 7],
        "job": [-1, -1],
        "amount": [10, 20],
        "coerced": [True, True],
    }
    assert len(table) == len(log) == 2


def test_an_empty_batch_is_no_event_even_beside_numbers() -> None:
    log = written(Session(1.0, worker=np.zeros(0, np.int64)))
    assert len(log) == len(log[Session]) == 0


def test_columns_have_the_types_that_their_kind_declares() -> None:
    assert TakenDown.columns() == {
        "time": np.float64,
        "client": np.int32,
        "job": np.int32,
        "tactic": np.int8,
        "unseen": np.bool_,
        "hours": np.float64,
    }
    assert next(iter(TakenDown.columns())) == "time"
    full = written(TakenDown([1, 2], client=np.arange(2), job=[0.0, 1.0], tactic=-1, unseen=[1, 0], hours=3))
    for table in (full[TakenDown], written()[TakenDown]):
        assert {name: getattr(table, name).dtype for name in TakenDown.columns()} == TakenDown.columns()
    assert full[TakenDown].unseen.tolist() == [True, False]


def test_columns_of_different_lengths_are_refused_whatever_they_are() -> None:
    log = Log()
    with pytest.raises(ValueError, match=r"Ended: columns of \[2, 3\] rows, must be of one length"):
        log.add(Ended([1.0, 2.0], worker=[0, 1, 2], client=4, job=0, reason=0, refund=5))
    with pytest.raises(ValueError, match=r"Session: columns of \[1, 2\] rows"):
        log.add(Session([1.0, 2.0], worker=[0]))
    assert len(log.finish(1)) == 0


def test_what_is_written_stays_though_its_column_moves_on() -> None:
    log, worker = Log(), np.arange(3, dtype=np.int32)
    log.add(Session(1.0, worker=worker))
    worker[:] = 7
    assert log.finish(2)[Session].worker.tolist() == [0, 1, 2]


def test_a_stretch_of_time_takes_its_first_moment_and_leaves_its_last() -> None:
    log = written(
        Session([0, 1, 1, 2, 3, 3, 4], worker=np.arange(7)), Ended(3.0, worker=9, client=9, job=9, reason=0, refund=5)
    )
    stretch = log.between(1, 3)
    assert stretch[Session].worker.tolist() == [1, 2, 3]
    assert stretch[Session].time.tolist() == [1, 1, 2]
    assert len(stretch[Ended]) == 0
    assert len(stretch) == 3
    assert stretch.days == 9
    assert stretch.between(2, np.inf)[Session].worker.tolist() == [3]
    assert np.shares_memory(stretch[Session].worker, log[Session].worker)


def test_a_part_of_a_table_has_all_its_columns() -> None:
    table = part(written(Session([0, 1, 2, 3], worker=[4, 5, 6, 7]))[Session], 1, 3)
    assert (table.time.tolist(), table.worker.tolist()) == ([1, 2], [5, 6])


def test_a_finished_log_is_empty_and_frees_its_batches_as_it_goes() -> None:
    def fill(log: Log, n: int) -> None:
        for _ in range(8):
            log.add(Session(np.zeros(n), worker=0))
            log.add(Ended(np.zeros(n), worker=0, client=0, job=0, reason=0, refund=5))
            log.add(DealtDirect(np.zeros(n), worker=0, client=0, job=0, amount=1, coerced=True))
            log.add(
                Posted(np.zeros(n), client=0, job=0, tactic=-1, violation=-1, format=0, category=0, fee=0, to_market=1)
            )
            log.add(Contacted(np.zeros(n), worker=0, client=0, job=0, tactic=0, channel=0, stage=0))

    fill(Log(), 1)
    gc.collect()
    tracemalloc.start()
    try:
        log = Log()
        fill(log, 5_000)
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        events = log.finish(1)
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(events) == 5 * 8 * 5_000
    assert after < 1.1 * held  # tables instead of batches, not beside them
    assert peak < 1.6 * held
    assert len(log.finish(1)) == 0


@pytest.mark.parametrize("code", [kind for kind in vars(codes).values() if isinstance(kind, EnumMeta) and len(kind)])
def test_codes_count_from_their_none_or_from_zero(code: type[IntEnum]) -> None:
    first = -1 if code(min(code)).name == "NONE" else 0
    members = code.__members__.values()  # with those that share a number
    assert [int(one) for one in members] == list(range(first, first + len(members)))


def test_a_log_shows_its_tables_and_their_rows() -> None:
    contact = Contacted(2.0, worker=1, client=0, job=0, tactic=0, channel=0, stage=0)
    log = written(Session(np.arange(1_200.0), worker=0), contact, days=3)
    assert repr(log) == "Events of 3 days: Contacted 1, Session 1,200"
    assert repr(log.between(0.0, 2.0)) == "Events of 3 days: Session 2"
    assert repr(written(days=3)) == "Events of 3 days: none"
