"""The store: what is kept comes back to the bit, once and for all."""

import math
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from experiments.files import Unusable
from experiments.store import store as room
from experiments.store.sealed import Kept, Named
from experiments.store.store import Store

RECORD = {"metric/exposed": 1 / 3, "metric/none": math.nan, "fact/rate": -0.0}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "runs.sqlite"


@pytest.fixture
def opened(path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the store, as often as is asked for."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(Store(path))


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    return opened()


def named(key: str) -> Named:
    return Named(key, "production", 7, {"world": "abc", "seed": "7"})


def test_what_is_kept_comes_back_to_the_bit(opened: Callable[[], Store]) -> None:
    opened().keep(named("a"), Kept(RECORD, None, 2.5))
    found = opened().found(["a", "b"])
    assert set(found) == {"a"}
    assert found["a"].record["metric/exposed"] == 1 / 3
    assert math.isnan(found["a"].record["metric/none"])
    assert math.copysign(1, found["a"].record["fact/rate"]) == -1
    assert (found["a"].error, found["a"].seconds) == (None, 2.5)


def test_nothing_that_is_kept_is_ever_changed(store: Store) -> None:
    store.keep(named("a"), Kept(RECORD, None, 2.5))
    store.keep(named("a"), Kept({"metric/exposed": 9.0}, None, 9.0))
    assert store.found(["a"])["a"].record["metric/exposed"] == 1 / 3
    assert len(store.found(["a"])["a"].record) == 3


def test_a_crash_is_kept_with_its_traceback_and_forgotten_on_request(store: Store) -> None:
    store.keep(named("a"), Kept({}, "Traceback: no market", 0.1))
    store.keep(named("b"), Kept(RECORD, None, 0.1))
    assert store.found(["a"])["a"].error == "Traceback: no market"
    store.forget_failed(["a", "b"])
    assert set(store.found(["a", "b"])) == {"b"}


def test_more_keys_than_a_question_takes_are_found(store: Store) -> None:
    keys = [str(number) for number in range(2 * room.CHUNK + 1)]
    for key in keys[:: room.CHUNK]:
        store.keep(named(key), Kept({"metric/exposed": float(key)}, None, 0.0))
    assert {key: kept.record["metric/exposed"] for key, kept in store.found(keys).items()} == {
        key: float(key) for key in keys[:: room.CHUNK]
    }
    assert store.claim(keys) == set(keys) - set(keys[:: room.CHUNK])


def test_half_of_a_run_is_never_kept(store: Store) -> None:
    with pytest.raises(TypeError):
        store.keep(named("a"), Kept({"metric/exposed": 1.0, "metric/odd": object()}, None, 1.0))  # type: ignore[dict-item]
    assert store.found(["a"]) == {}
    store.keep(named("a"), Kept({"metric/exposed": 1.0, "metric/odd": 2.0}, None, 1.0))
    assert store.found(["a"])["a"].record == {"metric/exposed": 1.0, "metric/odd": 2.0}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no store at all, but long enough to be looked at" * 100, "damaged, or no store"),
        (b"short", "damaged, or no store"),
    ],
)
def test_a_file_that_is_no_store_is_told_and_left_as_it_is(path: Path, content: bytes, told: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Unusable, match="damaged, or no store"):
        Store(path)
    assert path.read_bytes() == content


def test_a_store_of_another_version_is_told(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(Unusable, match="a store of version 99, of another policylab: take another with --store"):
        Store(path)


def test_a_store_makes_the_folders_that_it_lies_in(tmp_path: Path) -> None:
    there = tmp_path / "results" / "today" / "runs.sqlite"
    Store(there).close()
    assert there.exists()


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match="File exists: take another place with --store, or --no-store"):
        Store(tmp_path / "file" / "runs.sqlite")
    with pytest.raises(Unusable, match="cannot be opened"):
        Store(tmp_path)


def test_a_full_disk_is_told_and_what_was_kept_stays(store: Store) -> None:
    store.keep(named("a"), Kept(RECORD, None, 1.0))
    [[pages]] = store.rows("PRAGMA page_count")
    store.rows(f"PRAGMA max_page_count = {pages}")
    big = {f"metric/{number}": number / 7 for number in range(5_000)}
    with pytest.raises(Unusable, match="no room is left on the disk; nothing that was kept is lost"):
        store.keep(named("b"), Kept(big, None, 1.0))
    assert set(store.found(["a", "b"])) == {"a"}
    store.rows("PRAGMA max_page_count = 1000000")
    store.keep(named("b"), Kept(big, None, 1.0))
    assert len(store.found(["b"])["b"].record) == 5_000


def spoil(file: Path) -> None:
    with file.open("r+b") as content:
        for page in range(3, file.stat().st_size // 4096, 2):
            content.seek(4096 * page)
            content.write(b"spoilt" * 500)


def cut(file: Path) -> None:
    with file.open("r+b") as content:
        content.truncate(file.stat().st_size // 2)


@pytest.mark.parametrize("damage", [spoil, cut])
def test_a_store_that_was_damaged_is_told_and_left_as_it_is(path: Path, damage: Callable[[Path], None]) -> None:
    keys = [str(number) for number in range(200)]
    with Store(path) as store:
        for key in keys:
            store.keep(named(key), Kept({f"metric/{number}": 1.0 for number in range(20)}, None, 1.0))
    damage(path)
    content = path.read_bytes()
    told = r"damaged, or no store .*: put it aside, or take another one with --store"
    with pytest.raises(Unusable, match=told), Store(path) as store:
        store.found(keys)
    assert path.read_bytes() == content
