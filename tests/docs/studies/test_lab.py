"""Means of a study: what questions are asked with, and intervals of one metric at a time."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import policylab as pl
from docs.studies.lab import Lab, alone
from experiments.measures.metrics import BY_NAME
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from experiments.verdicts.differences import paired
from tests.docs.studies.by_hand import ByHand
from tests.experiments import works

TRIAL = ("world.workers=300", "world.clients=120", "days=20")


def test_a_question_has_the_store_and_the_jobs_of_the_lab(tmp_path: Path) -> None:
    questions: list[Any] = []
    lab = Lab(3, tmp_path / "runs.sqlite")
    lab.ask(lambda *scenarios, **options: questions.append((scenarios, options)), pl.load("calm"), seeds=5)
    assert questions == [((pl.load("calm"),), {"store": lab.store, "jobs": 3, "seeds": 5})]


def test_a_trial_has_fewer_seeds_and_its_changes_come_last() -> None:
    lab = Lab(most=4, trial=TRIAL)
    assert (lab.seeds(3), lab.seeds(32), Lab().seeds(32)) == (3, 4, 32)
    scenario = lab.load("production", "world.workers=2000", days=60)
    assert (scenario.loaded.world.workers, scenario.loaded.days) == (300, 20)


def test_a_measure_of_our_own_is_of_each_side_and_seed(tmp_path: Path) -> None:
    lab = Lab(1, tmp_path / "runs.sqlite")
    sides = [lab.load("production"), lab.load("calm")]
    assert lab.measure(sides, Work(works.seed_squared), range(3)) == [(0, 1, 4)] * 2


def test_a_measure_of_which_a_run_crashes_finds_nothing(tmp_path: Path) -> None:
    lab = Lab(1, tmp_path / "runs.sqlite")
    with pytest.raises(pl.Crashed, match="cursed"):
        lab.measure([lab.load("production")], Work(works.fail_on_seed_2), range(3))


def noisy(run: Run) -> Measurements:
    """More by the seed where calls are open."""
    measurements = works.numbered(run)
    more = (run.scenario.name == "calling_open") * (1 + run.seed % 3)
    return replace(measurements, metrics={name: value + more for name, value in measurements.metrics.items()})


def test_intervals_of_headlines_alone_are_narrower_and_those_of_any_metric() -> None:
    both = ByHand(made=noisy).ask(pl.compare, pl.load("production"), pl.load("calling_open"), seeds=8)
    names = ["exposed_per_10k", "fee_yen", "harm_index"]
    for before, after in zip(both.found.comparisons, alone(both).found.comparisons, strict=True):
        own = [paired(BY_NAME[name], *before.values(name)) for name in names]
        assert [after[name] for name in names] == own
        assert before["exposed_per_10k"].high > after["exposed_per_10k"].high
        assert before["fee_yen"].high > after["fee_yen"].high
        assert before["harm_index"] == after["harm_index"]
