"""Runs carried out serially and on pools, failing and dying."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from experiments.runs.engine import DIED, execute
from experiments.runs.plan import Run
from experiments.stopping import Interrupted
from tests.experiments import works

NOWHERE = cast(Any, "no scenario")


def runs(n: int, scenario: object = NOWHERE) -> list[Run]:
    return [Run(cast(Any, scenario), seed) for seed in range(n)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_the_order_of_the_runs(jobs: int) -> None:
    assert [outcome.result for outcome in execute(runs(7), works.seed_squared, jobs=jobs)] == [n**2 for n in range(7)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_raises_is_data_and_the_others_go_on(jobs: int) -> None:
    outcomes = execute(runs(4), works.fail_on_seed_2, jobs=jobs)
    assert [outcome.result for outcome in outcomes] == [0, 1, None, 9]
    assert "ValueError: seed 2 is cursed" in str(outcomes[2].error)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_wants_to_end_the_program_is_a_crashed_run(jobs: int) -> None:
    outcomes = execute(runs(4), works.leave, jobs=jobs)
    assert [outcome.result for outcome in outcomes] == [0, 1, None, 9]
    assert "sys.exit(0)" in str(outcomes[2].error)


TALKING = """
from experiments.runs.engine import execute
from tests.experiments.test_engine import runs, works

if __name__ == "__main__":
    execute(runs(3), works.talk, jobs=JOBS)
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_a_run_prints_goes_to_standard_error(jobs: str, tmp_path: Path) -> None:
    script = tmp_path / "talking.py"
    script.write_text(TALKING.replace("JOBS", jobs), encoding="utf-8")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, env=env)
    assert not done.stdout
    assert sorted(done.stderr.split("\n")) == ["", *(f"a rule says {seed}" for seed in range(3))]


def test_a_run_that_kills_its_worker_twice_is_given_up_and_the_others_go_on() -> None:
    outcomes = execute(runs(6), works.die_on_seed_2, jobs=2)
    assert [outcome.result for outcome in outcomes] == [0, 1, None, 9, 16, 25]
    assert outcomes[2].error == DIED


def test_a_run_whose_worker_died_once_is_tried_again(tmp_path: Path) -> None:
    outcomes = execute(runs(5, tmp_path / "scar"), works.die_once_on_seed_2, jobs=2)
    assert [outcome.result for outcome in outcomes] == [0, 1, 4, 9, 16]
    assert not any(outcome.error for outcome in outcomes)


def test_a_result_that_cannot_travel_is_a_failed_run() -> None:
    assert all("local object" in str(outcome.error) for outcome in execute(runs(2), works.unpicklable, jobs=2))


def test_a_worker_process_carries_out_many_runs() -> None:
    workers = {outcome.result for outcome in execute(runs(8), works.process_id, jobs=2)}
    assert len(workers) <= 2
    assert os.getpid() not in workers


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_batch_says_how_far_it_came_and_leaves_no_process(jobs: int) -> None:
    seen = []

    def stop_after_two() -> None:
        seen.append(1)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="after 2 of 6 runs"):
        execute(runs(6), works.seed_squared, jobs=jobs, on_done=stop_after_two)
    assert not multiprocessing.active_children()
