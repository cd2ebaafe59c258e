"""Every plausible world is looked at once more a temper, with luck that it was not kept for."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.calibration.lab import FIRST_SEED, LUCKS, Lab
from experiments.calibration.memory import Memory
from experiments.calibration.survey import survey
from experiments.calibration.waves import Matching
from experiments.runs.plan import Run

seen: list[Run] = []


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    seen.clear()


def looked(run: Run) -> dict[str, float]:
    """The cars of a world, which rings that adapt make two more of; and what is undefined."""
    seen.append(run)
    cars = run.scenario.world.cars  # type: ignore[attr-defined]
    return {"jams": cars + 2 * (run.scenario.world.rings == "adapting"), "none": math.nan, "unasked": 1.0}


def surveyors(found: Matching, folder: Path) -> Lab:
    return replace(found.lab, memory=Memory(folder, "survey"), work=looked)


def test_every_kept_world_answers_for_itself_in_both_tempers(found: Matching, tmp_path: Path) -> None:
    answers = survey(found, surveyors(found, tmp_path), ["none", "jams"])
    cars = np.array([found.lab.space.world(point).cars for point in found.kept])  # type: ignore[attr-defined]
    assert answers.shape == (40, 2, 2)
    assert answers[:, 0, 1].tolist() == cars.tolist()
    assert answers[:, 1, 1].tolist() == (cars + 2).tolist()
    assert np.isnan(answers[:, :, 0]).all()


def test_the_luck_is_that_of_the_world_and_none_that_it_was_kept_for(found: Matching, tmp_path: Path) -> None:
    survey(found, surveyors(found, tmp_path), ["jams"])
    lucks = {(run.seed - FIRST_SEED) % LUCKS for run in seen}
    assert lucks == {1 + found.fresh}  # 0 let it through, 1 and 2 were its fresh runs
    numbers = [(run.seed - FIRST_SEED) // LUCKS for run in seen]
    assert numbers == found.numbers.tolist() * 2
    points = np.concatenate([wave.trial.points for wave in found.waves])
    first = 12  # numbers before it are those of the central world
    assert points[found.numbers - first].tolist() == found.kept.tolist()


def test_no_world_is_looked_at_twice_and_runs_of_the_matching_are_left_alone(found: Matching, tmp_path: Path) -> None:
    (tmp_path / "runs.jsonl").write_text("")
    first = survey(found, surveyors(found, tmp_path), ["jams"])
    again = survey(found, surveyors(found, tmp_path), ["jams"])
    assert (first.tolist(), len(seen)) == (again.tolist(), 80)
    assert len((tmp_path / "survey.jsonl").read_text().splitlines()) == 80
    assert (tmp_path / "runs.jsonl").read_text() == ""
