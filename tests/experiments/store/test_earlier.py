"""A store of an earlier policylab: told once, never read, handed on and dropped on request, and lost by no accident."""

import csv
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.commands.store_text import rows
from experiments.host.files import Unusable
from experiments.store import earlier, file, layout
from experiments.store.sealed import Description, Stored
from experiments.store.store import Store
from experiments.store.upkeep import Summary, exported, problems, summaries, trim, with_prefix

FIRST = """
PRAGMA journal_mode = WAL;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    scenario TEXT NOT NULL,
    seed INTEGER NOT NULL,
    parts TEXT NOT NULL,
    error TEXT,
    seconds REAL,
    at REAL NOT NULL
);
CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE measures (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name INTEGER NOT NULL REFERENCES names (id),
    value,  -- a float as it is: as REAL, -0.0 would come back as 0.0
    PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE TABLE claims (key TEXT PRIMARY KEY, owner TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 1;
"""
RUNS = """
INSERT INTO runs VALUES
    (1, 'a', 'production', 0, '{}', NULL, 60.0, 1.0),
    (2, 'b', 'production', 1, '{}', NULL, 30.0, 1.0),
    (3, 'c', 'calling_open', 4, '{}', 'no market', NULL, 1.0);
INSERT INTO names VALUES (1, 'metric/exposed'), (2, 'metric/none');
INSERT INTO measures VALUES (1, 1, 0.1), (1, 2, NULL), (2, 1, -0.0), (2, 2, 2.5);
INSERT INTO claims VALUES ('d', 'somebody', 0.0);
"""
TOLD = (
    "{}: 3 runs are of an earlier policylab, which named them otherwise: none is found any more. `policylab store "
    "export FILE` writes their numbers, `policylab store trim` drops them"
)
HELD = [
    Summary("calling_open", 0, 1, (4, 4), 0.0, earlier=True),
    Summary("production", 2, 0, (0, 1), 90.0, earlier=True),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    there = tmp_path / "runs.sqlite"
    with closing(sqlite3.connect(there, isolation_level=None)) as db:
        db.executescript(FIRST + RUNS)
    return there


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def store(path: Path, notes: list[str]) -> Iterator[Store]:
    with Store(path, notes.append) as opened:
        yield opened


def policylab(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_it_is_told_once_what_became_of_it(path: Path, store: Store, notes: list[str]) -> None:
    assert notes == [TOLD.format(path)]
    store.close()
    with Store(path, notes.append):
        assert len(notes) == 1


def test_it_is_told_once_where_the_file_does_not_hold_it_yet(tmp_path: Path, notes: list[str]) -> None:
    path = tmp_path / "runs.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(FIRST + RUNS)
        assert path.read_bytes()[60:64] == bytes(4)  # all of it stands beside the file, as where a command was killed
        with Store(path, notes.append), Store(path, notes.append) as store:
            assert notes == [TOLD.format(path)]
            assert summaries(store) == HELD
            assert path.read_bytes()[68:72] == bytes(4)


def test_none_of_its_runs_is_read_and_others_are_kept_beside_them(store: Store) -> None:
    assert store.stored(["a", "b", "c"]) == {}
    assert store.claim(["a", "d"]) == {"a", "d"}
    kept = Stored({"metric/exposed": 7.0}, None, 6.0)
    store.keep(Description("a", "production", 0, {}), kept)
    assert store.stored(["a"]) == {"a": kept}
    assert with_prefix(store, "") == [Description("a", "production", 0, {})]
    assert summaries(store) == [Summary("production", 1, 0, (0, 0), 6.0), *HELD]
    assert rows(summaries(store))[2] == (
        "production",
        "2 runs, seeds 0 to 1, 1.5 minutes of work; of an earlier policylab, never read",
    )
    assert problems(store) == []


def test_its_numbers_are_exported_to_the_bit(store: Store) -> None:
    store.keep(Description("x", "production", 0, {}), Stored({"metric/exposed": 7.0}, None, 6.0))
    head, *found = csv.reader(exported(store, ".csv").decode().splitlines())
    assert head == ["key", "scenario", "seed", "seconds", "error", "earlier", "metric/exposed", "metric/none"]
    assert found == [
        ["x", "production", "0", "6.0", "", "False", "7.0", ""],
        ["a", "production", "0", "60.0", "", "True", "0.1", ""],
        ["b", "production", "1", "30.0", "", "True", "-0.0", "2.5"],
        ["c", "calling_open", "4", "", "no market", "True", "", ""],
    ]


def test_it_is_dropped_by_trimming_and_gives_its_room_back(path: Path, store: Store) -> None:
    store.keep(Description("x", "production", 0, {}), Stored({"metric/exposed": 7.0}, None, 6.0))
    assert trim(store, lambda parts: False) == 3
    assert summaries(store) == [Summary("production", 1, 0, (0, 0), 6.0)]
    there = sorted(name for (name,) in store.rows("SELECT name FROM sqlite_master"))
    assert there == ["claims", "code", "damaged", "runs"]
    assert trim(store, lambda parts: False) == 0


def test_nothing_is_told_of_one_without_runs(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "runs.sqlite", isolation_level=None)) as db:
        db.executescript(FIRST)
    notes: list[str] = []
    with Store(tmp_path / "runs.sqlite", notes.append) as store:
        assert (notes, summaries(store)) == ([], [])


def test_what_is_interrupted_leaves_it_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(layout.TABLES, "odd", "CREATE TABLE runs (a)")  # once too often
    with pytest.raises(Unusable):
        Store(path)
    with closing(sqlite3.connect(path)) as db:
        assert earlier.is_one(db)
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("PRAGMA application_id").fetchone() == (0,)
        assert db.execute("SELECT COUNT(*) FROM measures").fetchone() == (4,)


def test_odd_values_in_it_end_no_export(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE measures SET value = 'abc' WHERE run = 1 AND name = 1")
        db.execute("UPDATE runs SET seed = 'x', seconds = 'y', scenario = CAST(X'FF61' AS TEXT) WHERE id = 2")
        db.execute("UPDATE names SET name = CAST(X'FF61' AS TEXT) WHERE id = 2")
    with Store(path, lambda note: None) as store:
        _, first, second, _ = csv.reader(exported(store, ".csv").decode().splitlines())
        assert math.isnan(float(first[6] or "nan"))
        assert (second[1], second[2], second[3]) == ("\ufffda", "", "")
        assert len(rows(summaries(store))) == 3


def test_commands_read_one_that_may_not_be_written(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "_writable", lambda place: False)
    whole = path.read_bytes()
    listed = " ".join(policylab("store", "list", "--store", path).stdout.split())
    assert "2 runs, seeds 0 to 1, 1.5 minutes of work; of an earlier policylab, never read" in listed
    told = f"{path}: 0 runs, nothing is wrong; 3 of an earlier policylab are not looked at\n"
    assert policylab("store", "verify", "--store", path).stdout == told
    assert policylab("store", "export", tmp_path / "all.csv", "--store", path).exit_code == 0
    assert len((tmp_path / "all.csv").read_text().splitlines()) == 4
    assert path.read_bytes() == whole
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all.csv", "runs.sqlite"]
