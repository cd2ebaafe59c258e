"""Worlds on trial: which runs each has to stand, and by whose luck."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.questions.calibrate.trial import Trial, Yardstick, tried, yardstick
from experiments.runs.plan import Run
from scenarios import load
from tests.experiments.questions.calibrate import town

LATER = load("production", ["days=150"]).on(replace(town.scenario().world, rings="adapting"))


class Log:
    """A market that remembers who ran, and in which the facts hold as it is told."""

    def __init__(self, *failing: tuple[str, str, int], silent: Sequence[tuple[str, str, int]] = ()) -> None:
        self.runs: list[tuple[str, str, int]] = []  # world, temper, luck
        self.failing, self.silent = failing, silent  # runs that miss a fact, and that cannot tell it
        self.rings: set[tuple[str, str]] = set()  # temper, rings

    def __call__(self, run: Run) -> dict[str, float]:
        world, rings = run.scenario.name.rpartition(" ")[2], run.scenario.world.rings
        temper = "later" if run.scenario.days == LATER.days else rings
        self.rings.add((temper, rings))
        self.runs.append((world, temper, (run.seed - 1) % 10))
        traffic = 9.0 if self.runs[-1] in self.failing else np.nan if self.runs[-1] in self.silent else 2.5
        return {"fact/traffic": traffic, "fact/dry": 0.6}

    def of(self, world: int) -> list[tuple[str, int]]:
        return [(temper, luck) for name, temper, luck in self.runs if name == str(world)]


def stand(folder: Path, log: Log, worlds: int = 3, every: int = 0, **others: Any) -> Trial:
    here = town.lab(folder, log, **others)
    points = np.random.default_rng(1).random((worlds, len(here.space)))
    return tried(here, yardstick(town.lab(folder, Log(), **others), 2), points, 100, every, 2, "worlds")


def test_a_plausible_world_runs_once_per_temper_then_with_fresh_luck(tmp_path: Path) -> None:
    log = Log()
    trial = stand(tmp_path, log)
    whole = [("frozen", 0), ("adapting", 0), ("frozen", 1), ("frozen", 2), ("adapting", 1), ("adapting", 2)]
    assert [log.of(world) for world in (100, 101, 102)] == [whole] * 3
    assert (trial.runs, len(trial.plausible), bool(trial.clear.all())) == (18, 3, True)
    assert trial.facts == pytest.approx(np.full((3, 2, 2), [2.5, 0.6]))
    assert trial.numbers.tolist() == [100, 101, 102]


@pytest.mark.parametrize(
    ("temper", "luck", "runs"), [("frozen", 0, 1), ("adapting", 0, 2), ("frozen", 1, 4), ("adapting", 2, 6)]
)
def test_a_world_runs_no_more_once_a_fact_does_not_hold(tmp_path: Path, temper: str, luck: int, runs: int) -> None:
    log = Log(("101", temper, luck))
    trial = stand(tmp_path, log)
    assert len(log.of(101)) == runs
    assert trial.runs == 12 + runs
    assert trial.plausible.tolist() == trial.points[[0, 2]].tolist()
    assert trial.numbers.tolist() == [100, 102]
    assert trial.clear[1].all() == (luck > 0)


def test_a_world_survives_a_first_run_without_data_for_a_fact(tmp_path: Path) -> None:
    log = Log(silent=[("101", "frozen", 0), ("102", "adapting", 0)])
    trial = stand(tmp_path, log)
    assert (trial.runs, trial.numbers.tolist()) == (18, [100, 101, 102])
    assert trial.facts == pytest.approx(np.full((3, 2, 2), [2.5, 0.6]))


def test_each_fact_needs_one_fresh_run_and_means_skip_missing_ones(tmp_path: Path) -> None:
    once = [("100", "frozen", 1), ("101", "adapting", 2)]
    never = [("102", "adapting", 1), ("102", "adapting", 2)]
    trial = stand(tmp_path, Log(silent=once + never))
    assert trial.numbers.tolist() == [100, 101]
    assert trial.facts == pytest.approx(np.full((2, 2, 2), [2.5, 0.6]))


def test_a_run_that_was_not_made_clears_nothing(tmp_path: Path) -> None:
    trial = stand(tmp_path, Log(("101", "frozen", 0)))
    assert np.isnan(trial.answers[1, 1]).all()
    assert not trial.clear[1, 1].any()


def test_a_plausible_world_must_hold_in_the_other_scenario_too(tmp_path: Path) -> None:
    log = Log(("101", "later", 0), ("102", "adapting", 0), ("103", "later", 1))
    trial = stand(tmp_path, log, worlds=4, also=LATER)
    once = [("frozen", 0), ("adapting", 0), ("later", 0)]
    again = [(temper, luck) for temper in ("frozen", "adapting", "later") for luck in (1, 2)]
    assert [log.of(world) for world in (100, 101, 102, 103)] == [once + again, once, once[:2], once + again]
    assert ("later", "adapting") in log.rings
    assert ("later", "frozen") not in log.rings
    assert (trial.runs, trial.numbers.tolist()) == (9 + 3 + 2 + 9, [100])
    assert trial.facts.shape == (1, 2, 2)


def test_the_first_worlds_run_in_every_setting_whatever_they_answer(tmp_path: Path) -> None:
    log = Log(*((str(world), "frozen", 0) for world in (100, 101, 102)))
    trial = stand(tmp_path, log, every=2, also=LATER)
    assert Counter(temper for _, temper, _ in log.runs) == {"frozen": 3, "adapting": 2, "later": 2}
    assert np.isnan(trial.answers[2, 1:]).all()
    assert np.isfinite(trial.answers[:2]).all()
    assert (trial.runs, len(trial.plausible)) == (7, 0)


def test_no_two_worlds_have_the_same_luck_nor_two_calibrations(tmp_path: Path) -> None:
    seeds: list[int] = []

    def noted(run: Run) -> dict[str, float]:
        seeds.append(run.seed)
        return {"fact/traffic": 2.5, "fact/dry": 0.6}

    for seed in (0, 1):
        here = town.lab(tmp_path, noted, seed=seed)
        points = np.random.default_rng(1).random((5, len(here.space)))
        tried(here, yardstick(here, 3), points, 3, 0, 2, "worlds")
    frozen_and_adapting = Counter(seeds)
    assert set(frozen_and_adapting.values()) == {2}
    assert len(frozen_and_adapting) == 2 * (3 + 5 * 3)
    assert min(seeds) > 10**9


def test_the_noise_of_adapting_comes_from_pairs_of_equal_luck(tmp_path: Path) -> None:
    def drifting(run: Run) -> dict[str, float]:
        luck = np.random.default_rng(run.seed)
        both, own = np.exp(0.1 * luck.normal()), np.exp(0.03 * luck.normal())
        return {"fact/traffic": both * (own if run.scenario.world.rings == "adapting" else 1), "fact/dry": 0.6}

    by: Yardstick = yardstick(town.lab(tmp_path, drifting), 200)
    assert by.bars[0].noise[0] == pytest.approx(0.1, rel=0.15)
    assert by.adds[0].tolist() == by.bars[0].noise.tolist()
    assert by.adds[1][0] == pytest.approx(0.03, rel=0.15)
    assert len(by.bars) == len(by.adds) == 2


def test_the_noise_of_the_other_scenario_is_that_against_adapting_rings(tmp_path: Path) -> None:
    def drifting(run: Run) -> dict[str, float]:
        luck = np.random.default_rng(run.seed)
        both, own, later = np.exp(0.1 * luck.normal()), np.exp(0.2 * luck.normal()), np.exp(0.03 * luck.normal())
        rings = own if run.scenario.world.rings == "adapting" else 1
        return {"fact/traffic": both * rings * (later if run.scenario.days == LATER.days else 1), "fact/dry": 0.6}

    by = yardstick(town.lab(tmp_path, drifting, also=LATER), 200)
    assert by.adds[2][0] == pytest.approx(0.03, rel=0.15)
    assert by.adds[1][0] == pytest.approx(0.2, rel=0.15)
