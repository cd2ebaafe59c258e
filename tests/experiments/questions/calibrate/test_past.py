"""A calibration that goes on from the waves of another: the same worlds, and none of their runs again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.questions.calibrate import choosing, emulator, past
from experiments.questions.calibrate.choosing import chosen
from experiments.questions.calibrate.design import BLOCK, blocks
from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.lab import Lab
from experiments.questions.calibrate.past import ARRAYS, Past, PastWave, read, subject
from experiments.questions.calibrate.waves import Matching, match
from experiments.runs.plan import Run
from scenarios import load
from tests.experiments.questions.calibrate import town
from tests.experiments.questions.calibrate.town import KNOWS, identical

OF = "a digest"
LATER = load("production", ["days=150"]).on(replace(town.scenario().world, rings="adapting"))
ENDS = ("low", "central", "high")
SMALL = Effort(replicates=6, first=24, every=8, further=24, fresh=2, most=3_000)  # some waves, of few worlds each


class Counting:
    """The market of the town, which counts its runs; in some the share of dry days cannot be told."""

    def __init__(self, answers: Callable[[Run], dict[str, float]] = town.answers) -> None:
        self.answers, self.runs = answers, 0

    def __call__(self, run: Run) -> dict[str, float]:
        self.runs += 1
        return self.answers(run) | ({"fact/dry": np.nan} if run.seed % 7 == 0 else {})


def matched(folder: Path, worlds: int, pasts: tuple[Past, ...] = (), **others: Any) -> tuple[Matching, int]:
    """What is found in three settings, and the runs that it took."""
    market = others.pop("market", Counting())
    matching = match(town.lab(folder, market, also=LATER, **others), worlds, SMALL, pasts)
    return matching, market.runs


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Matching, int]:
    return matched(tmp_path_factory.mktemp("alone"), 40)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The waves that find seven worlds, as a file."""
    folder = tmp_path_factory.mktemp("past")
    return written(folder / "seven.npz", matched(folder, 7)[0].past.arrays(OF))


def written(file: Path, arrays: dict[str, NDArray[Any]]) -> Path:
    with ZipFile(file, "w") as parts:
        for name, array in arrays.items():
            with parts.open(f"{name}.npy", "w") as part:
                np.save(part, array)
    return file


def test_a_continued_calibration_finds_the_worlds_of_an_uninterrupted_one(
    alone: tuple[Matching, int], several: Path, tmp_path: Path
) -> None:
    [earlier] = read([several], OF, 2)
    (went_on, runs), (whole, every) = matched(tmp_path, 40, (earlier,)), alone
    assert 2 <= len(earlier.waves) < len(whole.waves)
    assert identical(went_on, whole)
    assert went_on.numbers.tolist() == whole.numbers.tolist()
    assert np.array_equal([wave.skill for wave in went_on.waves], [wave.skill for wave in whole.waves], equal_nan=True)
    known = len(earlier.facts) - 3 * SMALL.replicates  # the central world runs in any case
    assert runs == every - known + past.SPOT
    assert np.isnan(list(earlier.facts.values())).any()


def test_a_continued_calibration_has_the_past_of_an_uninterrupted_one(
    alone: tuple[Matching, int], several: Path, tmp_path: Path
) -> None:
    went_on = matched(tmp_path, 40, tuple(read([several], OF, 2)))[0].past.arrays(OF)
    for name, array in alone[0].past.arrays(OF).items():
        assert array.tobytes() == went_on[name].tobytes(), name


def test_who_asks_for_fewer_worlds_loses_no_wave(several: Path, tmp_path: Path) -> None:
    [earlier] = read([several], OF, 2)
    fewer, runs = matched(tmp_path, 1, (earlier,))
    assert len(fewer.waves) < len(earlier.waves)
    assert runs == 3 * SMALL.replicates + past.SPOT
    assert identical(fewer, matched(tmp_path / "..", 1)[0])
    for name, array in earlier.arrays(OF).items():
        assert array.tobytes() == fewer.past.arrays(OF)[name].tobytes(), name


def test_a_newly_chosen_wave_uses_no_run_of_an_older_one(several: Path, tmp_path: Path) -> None:
    """Of a past one wave is left, with the facts of all: the next one may be of other worlds."""
    [earlier] = read([several], OF, 2)
    torn = Past(earlier.waves[:1], earlier.facts)
    went_on, runs = matched(tmp_path, 7, (torn,))
    first = len(earlier.waves[0].places) + SMALL.replicates
    known = len([run for run in earlier.facts if SMALL.replicates <= run[0] < first])
    assert runs == went_on.runs - known + past.SPOT


def test_a_past_of_another_model_is_not_used(several: Path, tmp_path: Path) -> None:
    def dearer(run: Run) -> dict[str, float]:
        facts = town.answers(run)
        return facts | {"fact/traffic": facts["fact/traffic"] * (1 + 2e-6)}

    anew, runs = matched(tmp_path, 7, tuple(read([several], OF, 2)), market=Counting(dearer))
    assert runs == anew.runs


def test_a_past_of_other_worlds_is_left_alone(several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A world at a point has other numbers than it had, or is none any more."""
    pasts = tuple(read([several], OF, 2))

    def refused(*points: Any) -> str:
        raise ValueError("never")

    for number, worlds in enumerate((lambda *points: "others", refused)):
        monkeypatch.setattr(past, "signature", worlds)
        anew, runs = matched(tmp_path / str(number), 7, pasts)
        assert runs == anew.runs


def test_the_first_past_that_fits_is_used(several: Path, tmp_path: Path) -> None:
    [earlier] = read([several], OF, 2)
    stale = Past((*earlier.waves, earlier.waves[-1]), {run: facts * 1.01 for run, facts in earlier.facts.items()})
    assert matched(tmp_path, 7, (stale, earlier))[1] == 3 * SMALL.replicates + past.SPOT


def test_a_past_with_edited_facts_of_its_worlds_is_not_used(several: Path, tmp_path: Path) -> None:
    [earlier] = read([several], OF, 2)
    edited = {run: facts * (1 if run[0] < SMALL.replicates else 1.01) for run, facts in earlier.facts.items()}
    anew, runs = matched(tmp_path, 7, (Past(earlier.waves, edited),))
    assert runs == anew.runs
    assert identical(anew, matched(tmp_path / "..", 7)[0])


def test_a_past_may_differ_in_the_last_digits_only() -> None:
    earlier = Past((), {(0, 0, 0): np.array([1.0, np.nan]), (1, 0, 0): np.array([2.0, 0.0])})
    assert earlier.agrees({(0, 0, 0): np.array([1 + 9e-7, np.nan])})
    assert not earlier.agrees({(0, 0, 0): np.array([1 + 2e-6, np.nan])})
    assert not earlier.agrees({(0, 0, 0): np.array([1.0, 1.0])})
    assert not earlier.agrees({(1, 0, 0): np.array([2.0, 1e-9])})
    assert not earlier.agrees({(0, 0, 0): np.array([1.0, np.nan]), (2, 0, 0): np.array([1.0, 1.0])})


def test_a_choice_says_where_its_points_stand(tmp_path: Path) -> None:
    space = town.lab(tmp_path).space
    sequence, again = (blocks(len(space), seed=0) for _ in range(2))
    for outlook in (None, KNOWS, KNOWS):
        choice = chosen(sequence, 50, space, outlook)
        wave = PastWave(choice.places, choice.looked, "", choice.plausible, np.zeros(2))
        assert wave.choice(again).points.tolist() == choice.points.tolist()
    places = np.array([7, BLOCK - 1, BLOCK, BLOCK + 9])
    there = np.vstack([next(sequence), next(sequence)])[places]
    assert PastWave(places, 2 * BLOCK, "", 1.0, np.zeros(2)).choice(again).points.tolist() == there.tolist()


def subjects(folder: Path) -> dict[str, tuple[Lab, Effort, str]]:
    lab, effort = town.lab(folder), Effort()
    first, *others = lab.space.dimensions
    scenario, later, fact = town.scenario(), load("production", ["days=150"]), lab.facts[0]

    def dimension(**change: Any) -> tuple[Lab, Effort, str]:
        space = replace(lab.space, dimensions=(replace(first, **change), *others))
        return replace(lab, space=space), effort, "model"

    labs = {
        "seed": replace(lab, seed=1),
        "days": replace(lab, scenario=replace(scenario, days=scenario.days + 1)),
        "world": replace(lab, scenario=scenario.on(replace(scenario.world, workers=101))),
        "platform": replace(lab, scenario=load("choked_supply").on(scenario.world)),
        "also": replace(lab, also=later),
        "also, a day longer": replace(lab, also=replace(later, days=151)),
        "facts": replace(lab, facts=lab.facts[::-1]),
        "high": replace(lab, facts=(replace(fact, high=3.1), lab.facts[1])),
        "low": replace(lab, facts=(replace(fact, low=1.9), lab.facts[1])),
        "unit": replace(lab, facts=(replace(fact, unit="share"), lab.facts[1])),
    }
    efforts = ("replicates", "first", "every", "further", "fresh")
    return {
        **{name: (each, effort, "model") for name, each in labs.items()},
        **{name: (lab, replace(effort, **{name: 7}), "model") for name in efforts},
        **{
            f"{name} of a number": dimension(**{name: getattr(first, name) + 0.01})
            for name in ("low", "central", "high")
        },
        "scale of a number": dimension(scale="logit" if first.scale != "logit" else "log"),
        "model": (lab, effort, "another"),
    }


def test_a_calibration_of_anything_else_has_another_subject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lab, effort = town.lab(tmp_path), Effort()
    mine = subject(lab, effort, "model")
    others = {name: subject(*arguments) for name, arguments in subjects(tmp_path).items()}
    assert len({mine, *others.values()}) == 1 + len(others), others
    assert subject(town.lab(tmp_path / "..", Counting()), replace(effort, most=7), "model") == mine
    for module, name in ((choosing, "HOLDS"), (emulator, "STRONGEST")):
        monkeypatch.setattr(module, name, getattr(module, name) / 2)
        assert subject(lab, effort, "model") != mine
        monkeypatch.undo()


def test_pasts_of_the_subject_are_read_the_longest_first_and_nothing_else(several: Path, tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("no worlds")
    written(tmp_path / "none.npz", {"names": np.array(["rain"])})
    (tmp_path / "torn.npz").write_bytes(several.read_bytes()[:-200])
    [longest] = read([several], OF, 2)
    written(tmp_path / "shorter.npz", Past(longest.waves[:1], longest.facts).arrays(OF))
    others = [tmp_path / name for name in ("missing.npz", "text.npz", "none.npz", "torn.npz")]
    pasts = read([*others, tmp_path / "shorter.npz", several], OF, 2)
    assert [len(each.waves) for each in pasts] == [len(longest.waves), 1]
    assert read(others, OF, 2) == read([several], "another", 2) == read([several], OF, 3) == read([], OF, 2) == []


def test_a_file_that_unpacks_to_too_much_holds_no_past(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.plausible.LARGEST", 1_000)
    assert read([several], OF, 2) == []


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("past_places", np.array([3.0, 4.0])),
        ("past_places", np.array([3, 3])),
        ("past_places", np.array([-1, 4])),
        ("past_places", np.array([3, BLOCK])),
        ("past_places", np.array([3])),
        ("past_waves", np.array([[2, BLOCK - 1]])),
        ("past_waves", np.array([[2, 2**30]])),
        ("past_waves", np.array([[0, BLOCK], [2, BLOCK]])),
        ("past_waves", np.array([2, BLOCK])),
        ("past_worlds", np.array([1])),
        ("past_worlds", np.array(["a", "b"])),
        ("past_shares", np.array([[np.nan, 0.5, 0.5]])),
        ("past_shares", np.array([[1.5, 0.5, 0.5]])),
        ("past_shares", np.array([[1.0, 0.5]])),
        ("past_runs", np.array([[0, 0]])),
        ("past_runs", np.array([[0.0, 0.0, 0.0]])),
        ("past_facts", np.array([["a", "b"]])),
        ("past_facts", np.array([[0.5]])),
        ("past_facts", np.array([[[0.5, 0.5]]])),
    ],
)
def test_a_file_with_another_array_holds_no_past(name: str, array: NDArray[Any], tmp_path: Path) -> None:
    wave = PastWave(np.array([3, 4]), BLOCK, "a", 1.0, np.array([0.5, np.nan]))
    arrays = Past((wave,), {(0, 0, 0): np.array([0.5, 0.5])}).arrays(OF)
    assert len(read([written(tmp_path / "sound.npz", arrays)], OF, 2)) == 1
    assert name in ARRAYS
    assert read([written(tmp_path / "broken.npz", arrays | {name: array})], OF, 2) == []
