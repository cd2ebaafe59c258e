"""No number that was not written comes out of a store, whatever happens to it; `verify` sees what a reading sees."""

import math
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.host.files import Unusable
from experiments.runs.engine import Outcome
from experiments.runs.plan import Run
from experiments.store import store as room
from experiments.store.sealed import Description, Stored, sealed, unsealed
from experiments.store.store import Store
from experiments.store.upkeep import exported, nearest, problems, seconds_of, summaries, trim, usual_seconds
from scenarios import load
from tests.experiments.store.rewriting import carried_out

RUNS = [Run(load("production", ["days=16"]), seed) for seed in range(3)]
KEYS = [run.key for run in RUNS]
NUMBERS = {"metric/exposed": 1 / 3, "metric/none": math.nan, "fact/rate": -0.0, "planned/0-16/posting": 4.0}


def work(run: Run) -> dict[str, float]:
    return {**NUMBERS, "metric/seed": float(run.seed)}


RIGHT = [repr(work(run)) for run in RUNS]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with three runs."""
    there = tmp_path / "runs.sqlite"
    with Store(there) as store:
        carried_out(RUNS, store, work=work)
    return there


def numbers(outcomes: list[Outcome[Any]]) -> list[str]:
    return [repr(outcome.result) for outcome in outcomes]


def without_sign(record: bytes) -> bytes:
    return zlib.compress(zlib.decompress(record).replace(b"-0.0", b"0.0"))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("key", "0" * 64),
        ("scenario", "\x1b[2J\n::warning::owned"),
        ("seed", "abc"),
        ("parts", "no JSON"),
        ("error", "no market"),
        ("seconds", 1e9),
        ("seconds", None),
        ("at", 0.0),
        ("record", b""),
        ("record", without_sign),
        ("seal", "0" * 64),
    ],
)
def test_a_damaged_run_is_told_set_aside_and_run_again(
    column: str, value: str | float | bytes | Callable[[bytes], bytes] | None, path: Path
) -> None:
    notes: list[str] = []
    with Store(path, notes.append) as store:
        [[run, before]] = store.rows(f"SELECT id, {column} FROM runs WHERE seed = 1")
        changed = value(before) if callable(value) else value
        assert changed != before
        store.rows(f"UPDATE runs SET {column} = ? WHERE id = ?", changed, run)
        assert len(problems(store)) == 1
        assert len(summaries(store)) == 1
        done: list[Run] = []

        def again(run: Run) -> dict[str, float]:
            done.append(run)
            return work(run)

        assert numbers(carried_out(RUNS, store, work=again)) == RIGHT
        assert done == [RUNS[1]]
        assert notes[-1].startswith(f"{path}: 1 damaged run is set aside, to be run again: ")
        assert column == "key" or f" {KEYS[1][:12]} (" in notes[-1]
        assert "\n" not in notes[-1]
        assert "\x1b" not in notes[-1]
        assert problems(store) == []
        assert store.aside() == 1
        assert [row for (row,) in store.rows("SELECT id FROM damaged")] == [run]


def test_a_text_that_cannot_be_decoded_is_damage(path: Path) -> None:
    for column in ("key", "scenario", "parts", "error", "seal"):
        with Store(path, lambda note: None) as store:
            store.rows(f"UPDATE runs SET {column} = CAST(X'FF61' AS TEXT) WHERE seed = 1")
            assert len(problems(store)) == 1
            assert numbers(carried_out(RUNS, store, work=work)) == RIGHT
            assert problems(store) == []


def test_only_the_latest_damaged_runs_are_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ASIDE", 2)
    notes: list[str] = []
    with Store(path, notes.append) as store:
        for seed in (2, 0, 1):
            store.rows("UPDATE runs SET error = 'odd' WHERE seed = ?", seed)
            store.stored(KEYS)
        assert store.rows("SELECT seed FROM damaged") == [(0,), (1,)]
        carried_out(RUNS, store, work=work)
        store.rows("UPDATE runs SET error = 'odd'")
        store.stored(KEYS)
        assert notes[-1].startswith(f"{path}: 3 damaged runs are set aside, to be run again: ")
        assert notes[-1].count("(production, seed ") == 3
        assert "…" not in notes[-1]
        for number in range(4):
            store.keep(Description(f"a{number}", "production", number, {}), Stored({}, None, 1.0))
        store.rows("UPDATE runs SET error = 'odd'")
        assert store.entries() == []
        assert notes[-1].startswith(f"{path}: 4 damaged runs are left out: ")
        assert notes[-1].count("(production, seed ") == 3
        assert notes[-1].endswith(", …")
        assert trim(store, lambda parts: False) == 6
        assert store.aside() == 0


def test_a_crash_that_is_damaged_is_not_taken_for_one(path: Path) -> None:
    with Store(path, lambda note: None) as store:
        store.rows("UPDATE runs SET error = 'no market' WHERE seed = 1")
        assert numbers(carried_out(RUNS, store, work=work, rerun_failed=True)) == RIGHT
        assert store.aside() == 1


def test_every_bit_of_a_row_is_sealed() -> None:
    row = sealed(Description("a", "production", 7, {"seed": "7"}), Stored(NUMBERS, None, 2.5), 1.5)
    entry = unsealed(row)
    assert entry is not None
    assert repr(entry.stored.record) == repr(NUMBERS)
    others = (1, "b", "production ", 8, "{}", "", 2.5000000000000004, 1.5000000000000002, row[8] + b"\0", row[9][:-1])
    for place, other in enumerate(others):
        assert unsealed((*row[:place], other, *row[place + 1 :])) is None


def test_names_that_are_no_unicode_are_kept(path: Path) -> None:
    with Store(path) as store:
        store.keep(Description("a", "mine\udcff", 0, {}), Stored({}, "no file mine\udcff", 1.0))
        assert store.stored(["a"])["a"].error == "no file mine\\udcff"


def read(path: Path) -> list[str]:
    """What every reading gives, as text; or why it gives nothing."""
    try:
        with Store(path, lambda note: None) as store:
            entries = store.entries()
            return [
                repr(sorted((entry.run.key, repr(entry.stored.record)) for entry in store.entries(KEYS))),
                repr(summaries(store)),
                repr(seconds_of(store, KEYS)),
                repr(usual_seconds(store, ["production"], 16)),
                exported(store, ".csv").decode(),
                *(repr(nearest(store, entry.run)) for entry in entries),
            ]
    except Unusable as refused:
        return [str(refused)]


def verified(path: Path) -> list[str]:
    try:
        with Store(path, lambda note: None) as store:
            return problems(store)
    except Unusable as refused:
        return [str(refused)]


@pytest.mark.parametrize("lot", range(6))
def test_a_bit_that_flips_is_seen_by_verify_or_changes_nothing(lot: int, path: Path, tmp_path: Path) -> None:
    whole, there, drawn = path.read_bytes(), read(path), random.Random(lot)
    for number in range(12):
        content, bit = bytearray(whole), drawn.randrange(8 * len(whole))
        content[bit // 8] ^= 1 << bit % 8
        spoilt = tmp_path / f"{number}.sqlite"
        spoilt.write_bytes(content)
        wrong, now = verified(spoilt), read(spoilt)
        assert wrong or now == there, bit
        try:
            with Store(spoilt, lambda note: None) as store:
                assert numbers(carried_out(RUNS, store, work=work)) == RIGHT, bit
        except Unusable:
            assert wrong, bit


def test_malformed_pages_end_every_command_with_one_message(path: Path) -> None:
    with Store(path) as store:
        for number in range(400):
            store.keep(Description(f"a{number}", "production", number, {}), Stored(NUMBERS, None, 1.0))
    with path.open("r+b") as content:
        for page in range(4, path.stat().st_size // 4096):
            content.seek(4096 * page)
            content.write(b"spoilt" * 600)
    whole = path.read_bytes()
    for words in (["list"], ["list", "--keys"], ["export", str(path.with_name("all.csv"))], ["trim"]):
        done = CliRunner().invoke(app, ["store", *words, "--store", str(path)])
        assert done.exit_code == 2
        message = f"{path}: damaged, or no store (database disk image is malformed): put it aside, or take another one"
        assert done.stderr == f"{message} with --store\n"
    assert CliRunner().invoke(app, ["why", KEYS[0], "--store", str(path)]).exit_code == 2
    assert CliRunner().invoke(app, ["store", "verify", "--store", str(path)]).exit_code in (1, 2)
    assert path.read_bytes() == whole
