"""The store: what is kept comes back to the bit, once and for all."""

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from experiments.host.files import Unusable
from experiments.store import store as room
from experiments.store.sealed import Description, Stored
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


def named(key: str) -> Description:
    return Description(key, "production", 7, {"world": "abc", "seed": "7"})


def test_what_is_kept_comes_back_to_the_bit(opened: Callable[[], Store]) -> None:
    opened().keep(named("a"), Stored(RECORD, None, 2.5))
    stored = opened().stored(["a", "b"])
    assert set(stored) == {"a"}
    assert stored["a"].record["metric/exposed"] == 1 / 3
    assert math.isnan(stored["a"].record["metric/none"])
    assert math.copysign(1, stored["a"].record["fact/rate"]) == -1
    assert (stored["a"].error, stored["a"].seconds) == (None, 2.5)


def test_nothing_that_is_kept_is_ever_changed(store: Store) -> None:
    store.keep(named("a"), Stored(RECORD, None, 2.5))
    store.keep(named("a"), Stored({"metric/exposed": 9.0}, None, 9.0))
    assert store.stored(["a"])["a"].record["metric/exposed"] == 1 / 3
    assert len(store.stored(["a"])["a"].record) == 3


def test_a_crash_is_kept_with_its_traceback_and_forgotten_on_request(store: Store) -> None:
    store.keep(named("a"), Stored({}, "Traceback: no market", 0.1))
    store.keep(named("b"), Stored(RECORD, None, 0.1))
    assert store.stored(["a"])["a"].error == "Traceback: no market"
    store.forget_failed(["a", "b"])
    assert set(store.stored(["a", "b"])) == {"b"}


def test_more_keys_than_a_question_takes_are_found(store: Store) -> None:
    keys = [str(number) for number in range(2 * room.CHUNK + 1)]
    for key in keys[:: room.CHUNK]:
        store.keep(named(key), Stored({"metric/exposed": float(key)}, None, 0.0))
    assert {key: stored.record["metric/exposed"] for key, stored in store.stored(keys).items()} == {
        key: float(key) for key in keys[:: room.CHUNK]
    }
    assert store.claim(keys) == set(keys) - set(keys[:: room.CHUNK])


def test_half_of_a_run_is_never_kept(store: Store) -> None:
    with pytest.raises(TypeError):
        store.keep(named("a"), Stored({"metric/exposed": 1.0, "metric/odd": object()}, None, 1.0))  # type: ignore[dict-item]
    assert store.stored(["a"]) == {}
    store.keep(named("a"), Stored({"metric/exposed": 1.0, "metric/odd": 2.0}, None, 1.0))
    assert store.stored(["a"])["a"].record == {"metric/exposed": 1.0, "metric/odd": 2.0}


def test_a_full_disk_is_told_and_what_was_kept_stays(store: Store) -> None:
    store.keep(named("a"), Stored(RECORD, None, 1.0))
    [[pages]] = store.rows("PRAGMA page_count")
    store.rows(f"PRAGMA max_page_count = {pages}")
    big = {f"metric/{number}": number / 7 for number in range(5_000)}
    with pytest.raises(Unusable, match="no room is left on the disk; nothing that was kept is lost"):
        store.keep(named("b"), Stored(big, None, 1.0))
    assert set(store.stored(["a", "b"])) == {"a"}
    store.rows("PRAGMA max_page_count = 1000000")
    store.keep(named("b"), Stored(big, None, 1.0))
    assert len(store.stored(["b"])["b"].record) == 5_000
