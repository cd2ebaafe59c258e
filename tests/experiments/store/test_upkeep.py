"""Looking after a store: what it holds, what is wrong with it, making it smaller, handing it on."""

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.commands.store_text import document
from experiments.document.document import Items
from experiments.host.files import Unusable
from experiments.store.sealed import Description, Stored
from experiments.store.store import Store
from experiments.store.upkeep import (
    Summary,
    exported,
    nearest,
    problems,
    seconds_of,
    summaries,
    trim,
    usual_seconds,
    with_prefix,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as opened:
        for seed in range(3):
            opened.keep(
                Description(f"a{seed}", "production", seed, {"sim": "old" if seed == 0 else "new"}), kept(seed / 3)
            )
        opened.keep(Description("b7", "calling_open", 7, {"sim": "new"}), Stored({}, "Traceback", 1.0))
        yield opened


def kept(value: float) -> Stored:
    return Stored({"metric/exposed": value, "metric/none": math.nan}, None, 2.0)


def test_what_is_held_is_told_by_scenario(store: Store) -> None:
    assert summaries(store) == [Summary("calling_open", 0, 1, (7, 7), 1.0), Summary("production", 3, 0, (0, 2), 6.0)]


def test_what_is_held_is_told_as_data(store: Store) -> None:
    store.keep(Description("b8", "calling_open", 8, {"sim": "new"}), Stored({}, "Traceback", 0.27))
    assert summaries(store)[0].as_json() == {
        "scenario": "calling_open",
        "platforms": 1,
        "done": 0,
        "failed": 2,
        "first_seed": 7,
        "last_seed": 8,
        "seconds": 1.3,
    }


def test_a_run_is_found_by_the_beginning_of_its_key(store: Store) -> None:
    assert with_prefix(store, "a1") == [Description("a1", "production", 1, {"sim": "new"})]
    assert len(with_prefix(store, "a")) == 3
    assert with_prefix(store, "%") == []


def test_the_nearest_run_is_the_one_of_which_fewest_parts_are_otherwise(store: Store) -> None:
    for key, parts in (
        ("x", {"sim": "1", "world": "1"}),
        ("y", {"sim": "1", "world": "2"}),
        ("z", {"sim": "2", "world": "3"}),
    ):
        store.keep(Description(key, "calm", 0, parts), kept(0.0))
    [x, y, z] = [with_prefix(store, key)[0] for key in "xyz"]
    assert nearest(store, x) == y
    assert nearest(store, z) == y  # as far as x, and later
    assert nearest(store, with_prefix(store, "a1")[0]) is None


def test_seconds_are_known_for_stored_runs_except_crashed_ones(store: Store) -> None:
    failed = store.rows("SELECT key FROM runs WHERE error IS NOT NULL")[0][0]
    assert seconds_of(store, ["a1", "nowhere", failed]) == {"a1": 2.0, failed: None}
    assert len(seconds_of(store, [f"c{number}" for number in range(2_000)])) == 0  # more than a question takes


def test_the_usual_time_is_of_the_same_scenarios_and_days(store: Store) -> None:
    for key, name, days, seconds in (("p", "calm", 30, 1.0), ("q", "calm", 30, 3.0), ("r", "calm", 130, 9.0)):
        parts = {"calendar": f"2020-08-01, {days} days"}
        store.keep(Description(key, name, 0, parts), Stored({"metric/exposed": 1.0}, None, seconds))
    assert usual_seconds(store, ["calm", "production"], 30) == 2.0
    assert usual_seconds(store, ["calm"], 130) == 9.0
    assert usual_seconds(store, ["production"], 30) is None


def test_trimming_takes_runs_out_with_all_that_is_kept_of_them(store: Store) -> None:
    for number in range(200):
        store.keep(Description(f"c{number}", "production", number, {"sim": "old"}), kept(1.0))
    [(pages,)] = store.rows("PRAGMA page_count")
    assert trim(store, lambda parts: parts["sim"] == "old") == 201
    assert summaries(store)[1].done == 2
    assert store.rows("PRAGMA page_count") < [(pages,)]


def test_runs_of_several_platforms_under_one_name_are_told(store: Store) -> None:
    for key, platform in (("p", "1"), ("q", "2"), ("r", "2")):
        store.keep(Description(key, "calm", 0, {"platform": platform}), kept(0.0))
    assert [each.platforms for each in summaries(store)] == [1, 2, 1]
    [section] = document("runs.sqlite", summaries(store)).sections
    [items] = section.parts
    assert isinstance(items, Items)
    assert dict(items.rows)["calm"] == "3 runs of 2 platforms, seeds 0 to 0, 0.1 minutes of work"


def test_a_sound_store_has_no_problems_and_a_damaged_one_tells_them(store: Store) -> None:
    assert problems(store) == []
    store.rows("UPDATE runs SET seconds = 9 WHERE key = 'a1'")
    store.rows("UPDATE runs SET scenario = 'pro\nd' WHERE key = 'b7'")
    assert sorted(problems(store)) == [
        "damaged, and run again where it is asked for: a1 (production, seed 1)",
        "damaged, and run again where it is asked for: b7 (pro\\nd, seed 7)",
    ]


def test_damaged_runs_are_left_out_told_and_trimmed(path: Path, store: Store) -> None:
    store.rows("UPDATE runs SET error = 'no market' WHERE key = 'a1'")
    notes: list[str] = []
    with Store(path, notes.append) as other:
        assert [each.done for each in summaries(other)] == [0, 2]
        assert seconds_of(other, ["a0", "a1"]) == {"a0": 2.0}
        assert with_prefix(other, "a1") == []
        assert b"a1" not in exported(other, ".csv")
        message = "1 damaged run is left out: a1 (production, seed 1)"
        assert notes == [f"{path}: {message}"] * 4
        assert trim(other, lambda parts: False) == 1
        assert problems(other) == []


def test_an_export_has_a_row_per_run_and_exact_numbers(store: Store) -> None:
    head, *rows = csv.reader(exported(store, ".csv").decode().splitlines())
    assert head == ["key", "scenario", "seed", "seconds", "error", "metric/exposed", "metric/none"]
    assert [(row[0], float(row[5] or "nan")) for row in rows[:3]] == [("a0", 0.0), ("a1", 1 / 3), ("a2", 2 / 3)]
    assert rows[3] == ["b7", "calling_open", "7", "1.0", "Traceback", "", ""]
    assert {row[6] for row in rows} == {""}


def test_parquet_is_written_where_something_can(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*arguments: object, **named: object) -> None:
        assert named == {"index": False}
        raise ImportError("no pyarrow")

    monkeypatch.setattr("pandas.DataFrame.to_parquet", missing)
    with pytest.raises(Unusable, match="Parquet needs pyarrow: install it"):
        exported(store, ".parquet")


def test_runs_that_crashed_are_trimmed_on_request(store: Store) -> None:
    assert trim(store, lambda parts: False) == 0
    assert trim(store, lambda parts: False, failed=True) == 1
    assert [each.scenario for each in summaries(store)] == ["production"]


def test_a_state_of_code_is_stored_once_while_runs_need_it(store: Store) -> None:
    code = {"old": {"sim/day.py": "1"}, "new": {"sim/day.py": "2", "sim/night.py": "3"}}
    for number, state in enumerate(("old", "new", "new")):
        store.keep(
            Description(f"c{number}", "calm", number, {"sim": state, "seed": "0"}), kept(1.0), {state: code[state]}
        )
    assert store.code() == code
    assert store.rows("SELECT COUNT(*) FROM code") == [(2,)]
    trim(store, lambda parts: parts["sim"] == "old")
    assert store.code() == {"new": code["new"]}
    assert problems(store) == []


@pytest.mark.parametrize("column", ["digest", "files", "seal"])
def test_a_damaged_state_of_code_is_reported_and_ignored_until_trimmed(store: Store, column: str) -> None:
    run, code = Description("c", "calm", 0, {"sim": "new"}), {"new": {"sim/day.py": "2"}}
    store.keep(run, kept(1.0), code)
    store.rows(f"UPDATE code SET {column} = 'odd'")
    assert store.code() == {}
    [message] = problems(store)
    assert message.startswith("damaged, so `policylab why` names no file of it: code ")
    trim(store, lambda parts: False)
    assert problems(store) == []
    store.keep(run, kept(1.0), code)
    assert store.code() == code
