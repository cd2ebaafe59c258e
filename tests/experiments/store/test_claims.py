"""A run is in one hand: claims die with their processes, and where those stand still they are taken over."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from experiments.store import claims as room
from experiments.store.sealed import Description, Stored
from experiments.store.store import Store

RUN = Description("a", "production", 7, {}), Stored({"metric/exposed": 1.0}, None, 1.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def opened(path: Path, notes: list[str]) -> Iterator[Callable[[], Store]]:
    """Opens the store, as often as is asked for."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(Store(path, notes.append))


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    return opened()


OTHER = """
import sys, time
from pathlib import Path
from experiments.store.store import Store
print(sorted(Store(Path(sys.argv[1])).claim(["a", "b"])), flush=True)
time.sleep(60)
"""


@contextmanager
def other(path: Path) -> Iterator[str]:
    """Another command that claims a and b, as far as they are free, and is killed in the end: what it has claimed."""
    process = subprocess.Popen([sys.executable, "-c", OTHER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        try:
            yield process.stdout.readline()
        finally:
            process.kill()
            process.wait()


def test_a_run_has_one_claim_that_ends_with_its_process(store: Store, path: Path) -> None:
    assert store.claim(["a"]) == {"a"}
    assert store.claim(["a"]) == {"a"}  # still ours
    with other(path) as claimed:
        assert claimed == "['b']\n"
        assert store.claim(["a", "b", "c"]) == {"a", "c"}
    assert store.claim(["b"]) == {"b"}
    store.release()
    with other(path) as claimed:
        assert claimed == "['a', 'b']\n"


def test_a_process_that_never_closes_its_store_ends_all_the_same(path: Path) -> None:
    script = OTHER.replace("time.sleep(60)", "kept = Store(Path(sys.argv[1])); kept.claim(['c'])")
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, timeout=60, stdout=subprocess.DEVNULL)


def test_what_is_kept_is_claimed_no_more(store: Store) -> None:
    assert store.claim(["a", "b"]) == {"a", "b"}
    store.keep(*RUN)
    assert store.claim(["a", "b"]) == {"b"}


def test_two_stores_of_one_process_are_two_hands(store: Store, opened: Callable[[], Store]) -> None:
    assert store.claim(["a"]) == {"a"}
    assert opened().claim(["a", "b"]) == {"b"}


def test_a_process_of_the_same_number_that_began_later_is_another(store: Store, opened: Callable[[], Store]) -> None:
    assert store.claim(["a"]) == {"a"}
    owned(store, began="1")
    assert opened().claim(["a"]) == {"a"}


@pytest.mark.parametrize("owner", ["", "nobody", f"{socket.gethostname()} {10**20} 1 x", b"\xff", 3])
def test_a_claim_that_is_none_holds_nobody_up(owner: object, store: Store, opened: Callable[[], Store]) -> None:
    assert store.claim(["a"]) == {"a"}
    store.rows("UPDATE claims SET owner = ?", owner)
    assert opened().claim(["a"]) == {"a"}


def owned(store: Store, **others: str) -> None:
    """All claims have another owner in these words."""
    [(owner,)] = store.rows("SELECT DISTINCT owner FROM claims")
    words = dict(zip(("host", "process", "began", "store"), owner.rsplit(" ", 3), strict=True))
    store.rows("UPDATE claims SET owner = ?", " ".join((words | others).values()))


class Clock:
    """Stands in for the module `time`: it goes where it is told to."""

    now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """No clock but this one moves, and no holder gives a sign by itself."""
    clock = Clock()
    monkeypatch.setattr(room, "time", clock)
    monkeypatch.setattr(room, "BEAT", 3_600.0)
    return clock


def looks(store: Store, clock: Clock, seconds: float) -> set[str]:
    """The run is asked for every second; whether it was given in the end."""
    until = clock.now + seconds
    while clock.now < until and not store.claim(["a"]):
        clock.now += 1
    return store.claim(["a"])


@pytest.mark.parametrize("host", [socket.gethostname(), "the other one"])
def test_who_stands_still_is_told_and_taken_over(
    host: str, opened: Callable[[], Store], clock: Clock, notes: list[str], path: Path
) -> None:
    holder, other = opened(), opened()
    assert holder.claim(["a", "b"]) == {"a", "b"}
    owned(holder, host=host)
    who = f"process {os.getpid()} of {host}"
    assert looks(other, clock, 5) == set()
    assert notes == []
    assert looks(other, clock, 15) == set()
    assert notes == [f"{path}: waiting for 1 run in the hands of {who}"]
    assert looks(other, clock, 5) == {"a"}
    assert notes[1:] == [f"{path}: {who} has not been heard of for 20 s: taking 1 run over"]
    assert clock.now < 1_000 + 30


def test_who_gives_signs_is_waited_for(opened: Callable[[], Store], clock: Clock) -> None:
    holder, other = opened(), opened()
    holder.claim(["a"])
    for _ in range(4):
        assert looks(other, clock, 18) == set()
        holder.rows("UPDATE claims SET beat = beat + 1")
    assert looks(other, clock, 30) == {"a"}


def test_what_was_not_watched_is_not_held_against_anybody(
    opened: Callable[[], Store], clock: Clock, notes: list[str]
) -> None:
    holder, other = opened(), opened()
    holder.claim(["a"])
    assert other.claim(["a"]) == set()
    clock.now += 600  # it has carried something out itself, or was stopped
    assert looks(other, clock, 4) == set()
    assert notes == []
    assert looks(other, clock, 15) == set()
    assert looks(other, clock, 3) == {"a"}


def test_who_wakes_up_again_breaks_nothing(opened: Callable[[], Store], clock: Clock) -> None:
    holder, other, third = opened(), opened(), opened()
    holder.claim(["a", "b"])
    assert looks(other, clock, 25) == {"a"}
    holder.keep(*RUN)
    holder.release()
    assert other.rows("SELECT COUNT(*) FROM claims") == [(1,)]  # what was taken over is in the other hands
    other.keep(*RUN)
    assert other.rows("SELECT COUNT(*) FROM runs") == [(1,)]
    assert third.rows("SELECT COUNT(*) FROM claims") == [(0,)]


def test_a_command_beats_as_long_as_it_has_claims(opened: Callable[[], Store], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BEAT", 0.01)
    holder, other = opened(), opened()
    holder.claim(["a"])
    until = time.monotonic() + 30
    while other.rows("SELECT beat FROM claims")[0][0] < 3 and time.monotonic() < until:
        sum(range(10_000))
    assert other.rows("SELECT beat FROM claims")[0][0] >= 3
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "claims"] == [True]
    holder.release()
    assert not [thread for thread in threading.enumerate() if thread.name == "claims"]
    holder.claim(["a"])
    holder.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "claims"]
    assert other.rows("SELECT COUNT(*) FROM claims") == [(0,)]
