"""Runs are carried out once, whatever stops a command and however many commands there are."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from experiments.host.files import Unusable
from experiments.host.stopping import Interrupted
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run
from experiments.runs.works import Work
from experiments.store import claims, file
from experiments.store.store import Store
from experiments.store.upkeep import problems
from scenarios import load
from tests.experiments.store.rewriting import carried_out

PRODUCTION, OPEN = load("production", ["days=16"]), load("calling_open", ["days=16"])
done: list[int] = []


def runs(count: int) -> list[Run]:
    return [Run(side, seed) for seed in range(count) for side in (PRODUCTION, OPEN)]


def squared(run: Run) -> dict[str, float]:
    done.append(run.seed)
    return {"metric/square": float(run.seed**2)}


def odd_ones_crash(run: Run) -> dict[str, float]:
    if run.seed % 2:
        raise ValueError("odd")
    return squared(run)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as opened:
        yield opened


def values(outcomes: list) -> list[float | None]:  # type: ignore[type-arg]
    return [outcome.result and outcome.result["metric/square"] for outcome in outcomes]


def test_a_run_is_carried_out_once_and_then_read(store: Store) -> None:
    steps: list[int] = []
    first = carried_out(runs(3), store, work=squared, on_done=lambda: steps.append(1))
    assert values(first) == [0.0, 0.0, 1.0, 1.0, 4.0, 4.0]
    assert (len(done), len(steps)) == (6, 6)
    again = carried_out(runs(4), store, work=squared, on_done=lambda: steps.append(1))
    assert values(again) == [*values(first), 9.0, 9.0]
    assert (len(done), len(steps)) == (8, 14)


def test_equal_runs_are_one(store: Store) -> None:
    outcomes = carried_out([Run(PRODUCTION, 3)] * 4, store, work=squared)
    assert values(outcomes) == [9.0] * 4
    assert done == [3]


def test_a_run_with_a_changing_key_runs_once_per_command(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    number = count()
    monkeypatch.setattr("experiments.runs.identity.key", lambda parts: f"key {next(number)}")
    assert values(carried_out(runs(2), store, work=squared)) == [0.0, 0.0, 1.0, 1.0]
    assert len(done) == 4
    assert values(carried_out(runs(2), store, work=squared)) == [0.0, 0.0, 1.0, 1.0]
    assert len(done) == 8


def test_a_crashed_run_keeps_its_error_until_it_is_rerun(store: Store) -> None:
    first = carried_out(runs(2), store, work=odd_ones_crash)
    assert [bool(outcome.error) for outcome in first] == [False, False, True, True]
    assert "ValueError: odd" in str(first[2].error)
    again = carried_out(runs(2), store, work=squared)
    assert (again[2].error, len(done)) == (first[2].error, 2)
    mended = carried_out(runs(2), store, work=squared, rerun_failed=True)
    assert values(mended) == [0.0, 0.0, 1.0, 1.0]
    assert len(done) == 4


def test_what_is_done_before_a_stop_is_kept_and_nothing_stays_claimed(store: Store) -> None:
    def stopped(run: Run) -> dict[str, float]:
        if len(done) == 3:
            raise KeyboardInterrupt
        return squared(run)

    with pytest.raises(Interrupted):
        carried_out(runs(3), store, work=stopped)
    assert store.rows("SELECT COUNT(*) FROM runs") == [(3,)]
    assert store.rows("SELECT COUNT(*) FROM claims") == [(0,)]
    assert values(carried_out(runs(3), store, work=squared)) == [0.0, 0.0, 1.0, 1.0, 4.0, 4.0]
    assert len(done) == 6


def test_a_stop_counts_stored_and_equal_runs_like_the_progress(store: Store) -> None:
    def stopped(run: Run) -> dict[str, float]:
        if len(done) == 4:
            raise KeyboardInterrupt
        return squared(run)

    carried_out(runs(1), store, work=squared)
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    with pytest.raises(Interrupted, match="after 8 of 12 runs"):
        carried_out([*runs(3), *runs(3)], store, work=stopped, on_done=step)
    assert steps == 8


def test_a_store_that_fails_ends_it_and_keeps_what_was_done(store: Store) -> None:
    def full(run: Run) -> dict[str, float]:
        if len(done) == 2:
            [[pages]] = store.rows("PRAGMA page_count")
            store.rows(f"PRAGMA max_page_count = {pages}")
            return {f"metric/{number}": 1.0 for number in range(9_000)}
        return squared(run)

    with pytest.raises(Unusable, match="no room is left on the disk"):
        carried_out(runs(3), store, work=full)
    assert set(store.stored(run.key for run in runs(3))) == {run.key for run in runs(1)}


def test_a_store_that_another_command_has_locked_is_told(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "PATIENCE", 0.0)
    message = "another command has been writing for 0 s, or was stopped while it wrote"
    with Store(path) as hasty, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unusable, match=message):
            carried_out(runs(1), hasty, work=squared)
    assert values(carried_out(runs(1), store, work=squared)) == [0.0, 0.0]


def test_work_says_itself_whether_records_hold_its_result(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.runs.keeping.recorded", squared)
    stored = Work(lambda run: -1.0, read=lambda record: record["metric/square"])
    for _ in range(2):
        assert [outcome.result for outcome in Keeping(store).outcomes(runs(2), stored)] == [0.0, 0.0, 1.0, 1.0]
    assert len(done) == 4
    assert [outcome.result for outcome in Keeping(store).outcomes(runs(2), Work(lambda run: -1.0))] == [-1.0] * 4
    assert [outcome.result for outcome in Keeping().outcomes(runs(2), stored)] == [-1.0] * 4


COMMAND = """
import os, signal, sys, time
from pathlib import Path
from experiments.store.store import Store
from tests.experiments.store.rewriting import carried_out
from tests.experiments.store.test_keeping import done, runs, squared

def slow(run):
    time.sleep(0.03)
    with open(sys.argv[2], "a") as log:
        log.write(f"{run.scenario.name} {run.seed}\\n")
    if STOPS and not done:
        os.kill(os.getpid(), signal.SIGSTOP)
    return squared(run)

if __name__ == "__main__":
    with Store(Path(sys.argv[1])) as store:
        carried_out(runs(15), store, work=slow)
    print("through", flush=True)
"""


def command(path: Path, *, stops: bool = False) -> subprocess.Popen[str]:
    """Another process that carries thirty slow runs out on this store; it tells in a log which.

    stops: once, in its first run, while it writes nothing
    """
    script = path.with_name("command.py")
    script.write_text(COMMAND.replace("STOPS", str(stops)), encoding="utf-8")
    words = [sys.executable, str(script), str(path), str(path.with_name("log"))]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)


def ran(path: Path) -> list[str]:
    return path.with_name("log").read_text().splitlines()


@pytest.mark.nightly(reason="two commands with real runs; claims of two stores: store/test_claims.py")
def test_two_commands_on_one_store_carry_every_run_out_once(path: Path) -> None:
    both = [command(path), command(path)]
    assert [process.communicate()[0] for process in both] == ["through\n", "through\n"]
    assert len(ran(path)) == len(set(ran(path))) == 30


def test_a_paused_command_is_taken_over_and_continues_without_harm(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "SILENT", 0.5)
    monkeypatch.setattr(claims, "PATIENT", 0.0)
    notes: list[str] = []
    with command(path, stops=True) as stopped:
        try:
            os.waitpid(stopped.pid, os.WUNTRACED)
            with Store(path, notes.append) as store:
                outcomes = values(carried_out(runs(15), store, work=squared))
                assert outcomes == [float(run.seed**2) for run in runs(15)]
                assert "waiting for " in notes[0]
                assert f"process {stopped.pid} of " in notes[-1]
                assert "has not been heard of" in notes[-1]
                stopped.send_signal(signal.SIGCONT)
                assert stopped.communicate()[0] == "through\n"
                assert len(store.stored(run.key for run in runs(15))) == 30
                assert store.rows("SELECT COUNT(*) FROM runs") == [(30,)]
                assert store.rows("SELECT COUNT(*) FROM claims") == [(0,)]
                assert problems(store) == []
        finally:
            stopped.kill()
