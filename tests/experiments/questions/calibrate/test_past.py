"""A calibration that goes on from the waves of another: the same worlds, and none of their runs again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.questions.calibrate.choosing import chosen, recalled
from experiments.questions.calibrate.design import BLOCK, blocks
from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.lab import Lab
from experiments.questions.calibrate.past import ARRAYS, NO_PAST, Past, PastWave, read, subject
from experiments.questions.calibrate.waves import Matching, match
from experiments.runs.plan import Run
from scenarios import load
from tests.experiments.questions.calibrate import town
from tests.experiments.questions.calibrate.town import KNOWS, identical

OF = "a digest"
SKILL = np.array([0.5, np.nan])


class Counting:
    """The market of the town, which counts its runs."""

    def __init__(self, answers: Callable[[Run], dict[str, float]] = town.answers) -> None:
        self.answers, self.runs = answers, 0

    def __call__(self, run: Run) -> dict[str, float]:
        self.runs += 1
        return self.answers(run)


@pytest.fixture(scope="module")
def file(effort: Effort, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wave that finds the first world, as a file."""
    folder = tmp_path_factory.mktemp("past")
    return written(folder / "first.npz", match(town.lab(folder), 1, effort).past.arrays(OF))


def written(file: Path, arrays: dict[str, NDArray[Any]]) -> Path:
    with ZipFile(file, "w") as parts:
        for name, array in arrays.items():
            with parts.open(f"{name}.npy", "w") as part:
                np.save(part, array)
    return file


def test_a_calibration_goes_on_to_the_worlds_that_it_would_have_found_alone(
    found: Matching, effort: Effort, file: Path, tmp_path: Path
) -> None:
    past, market = read([file], OF), Counting()
    went_on = match(town.lab(tmp_path, market), 40, effort, past)
    assert identical(went_on, found)
    assert went_on.numbers.tolist() == found.numbers.tolist()
    assert np.array_equal([wave.skill for wave in went_on.waves], [wave.skill for wave in found.waves], equal_nan=True)
    centre = 2 * effort.replicates  # these run in any case
    assert market.runs == found.runs - (len(past.facts) - centre)
    assert 0 < len(past.waves) < len(found.waves)


def test_what_went_on_is_the_past_of_what_goes_on_from_there(found: Matching, effort: Effort, file: Path) -> None:
    went_on = match(town.lab(file.parent), 40, effort, read([file], OF)).past.arrays(OF)
    alone = found.past.arrays(OF)
    by_run = [np.lexsort(each["past_runs"].T) for each in (went_on, alone)]
    for name in ARRAYS:
        one, other = went_on[name], alone[name]
        if name in ("past_runs", "past_facts"):
            one, other = one[by_run[0]], other[by_run[1]]
        assert one.tobytes() == other.tobytes(), name


def test_a_past_whose_runs_are_not_those_of_this_model_is_left_alone(
    effort: Effort, file: Path, tmp_path: Path
) -> None:
    def dearer(run: Run) -> dict[str, float]:
        facts = town.answers(run)
        return facts | {"fact/traffic": facts["fact/traffic"] * (1 + 2e-6)}

    market = Counting(dearer)
    anew = match(town.lab(tmp_path, market), 15, effort, read([file], OF))
    assert market.runs == anew.runs
    assert identical(anew, match(town.lab(tmp_path, dearer), 15, effort))


def test_a_past_agrees_with_runs_that_it_has_to_the_last_digits_of_another_processor() -> None:
    past = Past((), {(0, 0, 0): np.array([1.0, np.nan]), (1, 0, 0): np.array([2.0, 0.0])})
    assert past.agrees({(0, 0, 0): np.array([1 + 9e-7, np.nan])})
    assert not past.agrees({(0, 0, 0): np.array([1 + 2e-6, np.nan])})
    assert not past.agrees({(0, 0, 0): np.array([1.0, 1.0])})
    assert not past.agrees({(1, 0, 0): np.array([2.0, 1e-9])})
    assert not past.agrees({(0, 0, 0): np.array([1.0, np.nan]), (2, 0, 0): np.array([1.0, 1.0])})


def test_points_are_recalled_from_where_they_stood() -> None:
    sequence = blocks(5, seed=3)
    next(sequence)
    everywhere = np.vstack([next(sequence), next(sequence)])
    again = blocks(5, seed=3)
    next(again)
    places = np.array([7, BLOCK - 1, BLOCK, BLOCK + 9])
    assert recalled(again, places, 2 * BLOCK).tolist() == everywhere[places].tolist()
    assert next(again).tolist() == next(sequence).tolist()


def test_a_choice_says_where_its_points_stand(tmp_path: Path) -> None:
    space = town.lab(tmp_path).space
    sequence, again = (blocks(len(space), seed=0) for _ in range(2))
    for outlook in (None, KNOWS, KNOWS):
        choice = chosen(sequence, 50, space, outlook)
        assert recalled(again, choice.places, choice.looked).tolist() == choice.points.tolist()


def subjects(folder: Path) -> dict[str, tuple[Lab, Effort]]:
    lab, effort = town.lab(folder), Effort()
    first, *others = lab.space.dimensions
    wider = replace(lab.space, dimensions=(replace(first, high=first.high * 1.01), *others))
    scenario, later = town.scenario(), load("production", ["days=150"])
    return {
        "seed": (replace(lab, seed=1), effort),
        "days": (replace(lab, scenario=replace(scenario, days=scenario.days + 1)), effort),
        "world": (replace(lab, scenario=scenario.on(replace(scenario.world, workers=101))), effort),
        "platform": (replace(lab, scenario=load("choked_supply").on(scenario.world)), effort),
        "also": (replace(lab, also=later), effort),
        "also, a day longer": (replace(lab, also=replace(later, days=151)), effort),
        "facts": (replace(lab, facts=lab.facts[::-1]), effort),
        "range of a fact": (replace(lab, facts=(replace(lab.facts[0], high=3.1), lab.facts[1])), effort),
        "range of a number": (replace(lab, space=wider), effort),
        "worlds of a wave": (lab, replace(effort, further=255)),
    }


def test_a_calibration_of_anything_else_has_another_subject(tmp_path: Path) -> None:
    lab, effort = town.lab(tmp_path), Effort()
    mine = subject(lab, effort)
    others = {name: subject(*asked) for name, asked in subjects(tmp_path).items()}
    assert len({mine, *others.values()}) == 1 + len(others), others
    assert subject(town.lab(tmp_path / "..", Counting()), replace(effort, most=7)) == mine


def test_the_longest_past_of_the_subject_is_read_and_nothing_else(file: Path, tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("no worlds")
    written(tmp_path / "none.npz", {"names": np.array(["rain"])})
    longest = read([file], OF)
    shorter = Past(longest.waves[:0], longest.facts)
    written(tmp_path / "shorter.npz", shorter.arrays(OF))
    files = [tmp_path / name for name in ("missing.npz", "text.npz", "none.npz", "shorter.npz")]
    assert len(read([*files, file], OF).waves) == len(read([file, *files], OF).waves) == len(longest.waves) == 1
    assert len(read(files, OF).waves) == 0
    assert read([file], "another") is read(files[:3], OF) is read([], OF) is NO_PAST


@pytest.mark.parametrize(
    ("places", "looked"),
    [([], BLOCK), ([3, 3], BLOCK), ([-1, 3], BLOCK), ([3, BLOCK], BLOCK), ([3, 4], BLOCK - 1), ([3], 2**30)],
)
def test_places_that_are_none_are_refused_and_a_file_that_has_them_holds_no_past(
    places: list[int], looked: int, tmp_path: Path
) -> None:
    good = PastWave(np.array([3, 4]), BLOCK, 1.0, SKILL)
    with pytest.raises(ValueError, match=str(looked)):
        replace(good, places=np.array(places, np.int64), looked=looked)
    broken = Past((good,), {(0, 0, 0): SKILL}).arrays(OF)
    broken["past_waves"], broken["past_places"] = np.array([[len(places), looked]]), np.array(places, np.int64)
    assert read([written(tmp_path / "broken.npz", broken)], OF) is NO_PAST
