"""Full sheets of a log wait in a file: nothing changes by that but memory, whether or not the disk has room."""

import io
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.course import simulate
from sim.state import log as logs
from sim.state.events import Ended, Session
from sim.state.log import Log
from sim.state.spill import Spill, Waiting
from tests.sim.luck import fingerprint
from tests.sim.small import PRODUCTION, START, always, small


def unbuffered() -> BinaryIO:
    return tempfile.TemporaryFile(buffering=0)


FULL = Path("/dev/full")


def back(waiting: Waiting, like: NDArray[Any]) -> NDArray[Any]:
    """A column that waited, of which `like` has rows and type."""
    column = np.empty_like(like)
    waiting(column)
    return column


class Disk(io.BytesIO):
    """Takes so many bytes, and then no more."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, content: object) -> int:
        part = memoryview(content).cast("B")  # type: ignore[arg-type]
        written = super().write(part[: max(0, self.room - self.tell())])
        if written < len(part):
            raise OSError(28, "No space left on device")
        return written


COLUMNS = [np.arange(5, dtype=np.int32), np.array([0.5, np.nan]), np.array([True, False, True]), np.zeros(0, np.int8)]
ALL = sum(column.nbytes for column in COLUMNS)


@pytest.mark.parametrize("room", [None, 0, 19, 20, 37, ALL - 1, ALL])
def test_columns_come_back_in_any_order_however_much_room_there_is(room: int | None) -> None:
    spill = Spill(None if room is None else Disk(room))
    waiting = [spill.put(column) for column in COLUMNS]
    for place in (2, 0, 3, 1, 0):
        column = back(waiting[place], COLUMNS[place])
        assert column.dtype == COLUMNS[place].dtype
        np.testing.assert_array_equal(column, COLUMNS[place])


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_full_disk_is_noticed_when_a_column_comes() -> None:
    with FULL.open("w+b", buffering=0) as full:
        waiting = Spill(full).put(COLUMNS[0])
        np.testing.assert_array_equal(back(waiting, COLUMNS[0]), COLUMNS[0])


@pytest.mark.parametrize("disk", [unbuffered, lambda: Disk(0), lambda: Disk(20_001)])
def test_a_run_logs_the_same_with_sheets_in_a_file(
    disk: Callable[[], BinaryIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = small(), always(PRODUCTION)
    expected = fingerprint(simulate(*there, start=START, days=9, seed=3))
    monkeypatch.setattr(logs, "MOST", 1 << 8)
    with disk() as file:
        assert fingerprint(simulate(*there, start=START, days=9, seed=3, aside=file)) == expected
        file.seek(0, io.SEEK_END)
        assert file.tell() > 20_000 or isinstance(file, Disk)


def test_what_waits_in_a_file_is_not_in_memory() -> None:
    def held(aside: BinaryIO | None) -> int:
        tracemalloc.start()
        log = Log(aside)
        for day in range(40):
            log.add(Session(np.full(100_000, day), worker=0))
            log.add(Ended(np.full(100_000, day), worker=0, client=0, job=0, reason=0, refund=5))
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(log.finish(40)) == 8_000_000
        return size

    with unbuffered() as file:
        assert held(file) < held(None) / 4


def test_what_is_asked_for_in_between_does_not_move_what_comes_after() -> None:
    columns = [np.arange(4), np.arange(9, 12), np.arange(2)]
    with unbuffered() as file:
        spill = Spill(file)
        first = spill.put(columns[0])
        assert back(first, columns[0]).tolist() == [0, 1, 2, 3]
        second = spill.put(columns[1])
        assert [back(*each).tolist() for each in zip((second, first), columns[1::-1], strict=True)] == [
            [9, 10, 11],
            [0, 1, 2, 3],
        ]
        third = spill.put(columns[2])  # the file stands behind the first one now
        assert back(second, columns[1]).tolist() == [9, 10, 11]
        assert back(third, columns[2]).tolist() == [0, 1]


def test_a_file_that_was_cut_off_is_no_column() -> None:
    with unbuffered() as file:
        waiting = Spill(file).put(np.arange(4))
        file.truncate(20)
        with pytest.raises(OSError, match="cut off"):
            back(waiting, np.arange(4))


def test_after_a_full_disk_nothing_more_is_written() -> None:
    disk, columns = Disk(40), [np.arange(5), np.arange(3), np.arange(1), np.arange(2)]  # of 40, 24, 8 and 16 bytes
    spill = Spill(disk)
    waiting = [spill.put(column) for column in columns[:3]]
    disk.room = 1_000
    assert disk.tell() == 40
    waiting.append(spill.put(columns[3]))
    assert disk.tell() == 40
    for each, column in zip(waiting, columns, strict=True):
        np.testing.assert_array_equal(back(each, column), column)
