"""No run is carried out twice, whatever happens to the program."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from experiments.calibration.memory import Memory
from experiments.files import Unusable
from experiments.results.failures import Crashed
from experiments.runs import identity
from experiments.runs.plan import Run
from experiments.stopping import Interrupted
from tests.experiments.calibration.town import Town, scenario

SCENARIO = scenario()
RUNS = [Run(SCENARIO, seed) for seed in range(5)]
asked: list[int] = []


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    asked.clear()


def answer(run: Run) -> dict[str, float]:
    asked.append(run.seed)
    return {"seed": 1 / (1 + run.seed), "none": math.nan, "much": math.inf}


def fail_on_seed_2(run: Run) -> dict[str, float]:
    if run.seed == 2:
        raise ValueError("seed 2 is cursed")
    return answer(run)


def stop_on_seed_2(run: Run) -> dict[str, float]:
    if run.seed == 2:
        raise KeyboardInterrupt
    return answer(run)


def seeds(found: list[dict[str, float]]) -> list[float]:
    return [each["seed"] for each in found]


def test_answers_outlive_the_program_to_the_bit(tmp_path: Path) -> None:
    first = Memory(tmp_path / "new").ask(RUNS, answer)
    again = Memory(tmp_path / "new").ask(RUNS[::-1], answer)
    assert seeds(first) == seeds(again)[::-1] == [1 / (1 + seed) for seed in range(5)]
    assert all(math.isnan(each["none"]) and math.isnan(each["much"]) for each in [*first, *again])
    assert asked == [0, 1, 2, 3, 4]


def test_a_run_that_is_asked_for_twice_is_carried_out_once(tmp_path: Path) -> None:
    assert seeds(Memory(tmp_path).ask([RUNS[1], RUNS[3], RUNS[1]], answer)) == [1 / 2, 1 / 4, 1 / 2]
    assert asked == [1, 3]


def test_what_was_done_before_an_interruption_is_kept_and_half_a_line_forgotten(tmp_path: Path) -> None:
    with pytest.raises(Interrupted, match="after 2 of 5 runs"):
        Memory(tmp_path).ask(RUNS, stop_on_seed_2)
    file = tmp_path / "runs.jsonl"
    whole = file.read_bytes()
    for cut in (1, 30, len(whole) // 2 - 1):
        file.write_bytes(whole[:-cut])
        Memory(tmp_path)
        assert file.read_bytes() == whole[: whole[:-cut].rfind(b"\n") + 1]
    file.write_bytes(whole + whole[:40])
    asked.clear()
    assert len(Memory(tmp_path).ask(RUNS, answer)) == 5
    assert asked == [2, 3, 4]
    assert len(file.read_text().splitlines()) == 5


def test_a_run_that_crashed_is_told_of_when_the_others_are_done_and_is_not_remembered(tmp_path: Path) -> None:
    with pytest.raises(Crashed, match=r"production, seed 2 crashed:\n(.*\n)*ValueError: seed 2 is cursed"):
        Memory(tmp_path).ask(RUNS, fail_on_seed_2)
    assert asked == [0, 1, 3, 4]
    assert len(Memory(tmp_path).ask(RUNS, answer)) == 5
    assert asked == [0, 1, 3, 4, 2]


def test_another_world_another_model_or_another_reading_of_the_facts_is_asked_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world: Any = replace(Town(), cars=9.0)
    Memory(tmp_path).ask([RUNS[0]], answer)
    Memory(tmp_path).ask([Run(SCENARIO.on(world), 0)], answer)
    assert asked == [0, 0]
    Memory(tmp_path).ask([Run(replace(SCENARIO.on(world), name="another name"), 0)], answer)
    assert asked == [0, 0]
    as_it_is = identity.parts
    for times, part in enumerate(["measures", "sim", "policies.screening"], start=3):
        monkeypatch.setattr(identity, "parts", lambda run, part=part: as_it_is(run) | {part: "another one"})
        Memory(tmp_path).ask([RUNS[0]], answer)
        assert asked == [0] * times


def test_only_runs_that_are_carried_out_are_watched(tmp_path: Path) -> None:
    from contextlib import contextmanager

    seen: list[object] = []

    @contextmanager
    def watch(total: int, what: str) -> Any:
        seen.append((total, what))
        yield lambda: seen.append("done")

    Memory(tmp_path).ask(RUNS[:2], answer, watch=watch, what="some")
    assert seen == [(2, "some"), "done", "done"]
    Memory(tmp_path).ask(RUNS[:3], answer, watch=watch, what="more")
    assert seen[3:] == [(1, "more"), "done"]
    Memory(tmp_path).ask(RUNS[:3], answer, watch=watch, what="none")
    assert len(seen) == 5


@pytest.mark.parametrize("line", ["not JSON", "[]", '{"facts": {}}', "3"])
def test_a_file_of_something_else_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "runs.jsonl").write_text(json.dumps({"key": "a", "facts": {}, "seconds": 1}) + f"\n{line}\n")
    with pytest.raises(Unusable, match=r"runs\.jsonl:2: not the answer of a run"):
        Memory(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unusable, match="file"):
        Memory(tmp_path / "file")


def test_two_processes_answer_as_one(tmp_path: Path) -> None:
    one = Memory(tmp_path / "one").ask(RUNS, answer, jobs=1)
    assert seeds(Memory(tmp_path / "two").ask(RUNS, answer, jobs=2)) == seeds(one)
