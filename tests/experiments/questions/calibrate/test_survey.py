"""Every plausible world is looked at once more a temper, with luck that it was not kept for."""

import math
from dataclasses import replace

import numpy as np
import pytest

from experiments.questions.calibrate.lab import FIRST_SEED, LUCKS
from experiments.questions.calibrate.survey import survey
from experiments.questions.calibrate.waves import Matching
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run

seen: list[Run] = []


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    seen.clear()


def looked(run: Run) -> dict[str, float]:
    """The cars of a world, which rings that adapt make two more of; and what is undefined."""
    seen.append(run)
    cars = run.scenario.world.cars  # type: ignore[attr-defined]
    return {
        "metric/jams": cars + 2 * (run.scenario.world.rings == "adapting"),
        "metric/none": math.nan,
        "metric/unasked": 1.0,
    }


def looking(matching: Matching) -> Matching:
    """What was found, in a lab that looks and keeps nothing."""
    return replace(matching, lab=replace(matching.lab, keeping=Keeping(), work=looked))


def test_every_kept_world_answers_for_itself_in_both_tempers(matching: Matching) -> None:
    answers = survey(looking(matching), ["none", "jams"])
    cars = np.array([matching.lab.space.world(point).cars for point in matching.plausible])  # type: ignore[attr-defined]
    assert answers.shape == (40, 2, 2)
    assert answers[:, 0, 1].tolist() == cars.tolist()
    assert answers[:, 1, 1].tolist() == (cars + 2).tolist()
    assert np.isnan(answers[:, :, 0]).all()


def test_a_survey_uses_luck_that_did_not_choose_the_world(matching: Matching) -> None:
    survey(looking(matching), ["jams"])
    lucks = {(run.seed - FIRST_SEED) % LUCKS for run in seen}
    assert lucks == {1 + matching.fresh}  # 0 let it through, 1 and 2 were its fresh runs
    numbers = [(run.seed - FIRST_SEED) // LUCKS for run in seen]
    assert numbers == matching.numbers.tolist() * 2
    points = np.concatenate([wave.trial.points for wave in matching.waves])
    first = 12  # numbers before it are those of the central world
    assert points[matching.numbers - first].tolist() == matching.plausible.tolist()
