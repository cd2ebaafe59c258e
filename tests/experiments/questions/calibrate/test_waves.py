"""History matching in a town of which it is known where the facts hold."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.questions.calibrate.bars import GIVE, Bars
from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.emulator import learned
from experiments.questions.calibrate.lab import FIRST_SEED, LUCKS
from experiments.questions.calibrate.trial import Trial, Yardstick
from experiments.questions.calibrate.waves import Matching, _outlook, match
from experiments.runs.defaults import CALIBRATED
from experiments.runs.plan import Run
from scenarios import load
from tests.experiments.questions.calibrate import town

LATER = load("production", ["days=150"]).on(replace(town.scenario().world, rings="adapting"))


def test_the_wanted_number_of_worlds_is_found_and_facts_hold_in_all(matching: Matching) -> None:
    assert matching.plausible.shape == (40, len(matching.lab.space))
    assert matching.facts.shape == (40, 2, 2)
    assert town.inside(matching.lab, matching.plausible, give=3 * town.NOISE).all()
    traffic = np.array([town.truth(matching.lab.space.world(point))[0] for point in matching.plausible])
    assert matching.facts[:, 0, 0] == pytest.approx(traffic, rel=4 * town.NOISE)
    assert (matching.facts[:, 1, 0] / matching.facts[:, 0, 0]).mean() == pytest.approx(1.02, abs=0.01)


def test_waves_move_into_the_region_where_the_facts_hold(matching: Matching) -> None:
    share = [wave.trial.clear.all(axis=(1, 2)).mean() for wave in matching.waves]
    region = [town.inside(matching.lab, wave.trial.points, give=0).mean() for wave in matching.waves]
    assert len(share) > 1
    assert share[-1] > 2 * share[0]
    assert region[-1] > 2 * region[0]
    assert matching.waves[0].choice.plausible == 1
    assert matching.waves[-1].choice.plausible < 0.6
    first, last = matching.waves[0].outlook, matching.waves[-1].outlook
    assert first is None
    assert last
    assert (last.frozen.skill > 0.8).all()
    _, adapting = last.stages
    assert adapting.adds.expected(matching.plausible)[:, 0] == pytest.approx(np.log(1.02), abs=0.02)


def test_what_is_kept_fills_the_whole_region(matching: Matching) -> None:
    everywhere = np.random.default_rng(1).random((4_000, len(matching.lab.space)))
    region = everywhere[town.inside(matching.lab, everywhere, give=0)]
    for dimension in range(len(matching.lab.space)):
        mean, sd = region[:, dimension].mean(), region[:, dimension].std()
        assert matching.plausible[:, dimension].mean() == pytest.approx(
            mean, abs=4 * sd / np.sqrt(len(matching.plausible))
        )


def test_noise_is_that_of_the_central_world(matching: Matching) -> None:
    noise = matching.by.bars[0].noise
    assert noise == pytest.approx([town.NOISE, 0], rel=0.5)
    assert matching.by.bars[1].noise == pytest.approx(noise)
    assert matching.by.adds[1] == pytest.approx([0, 0], abs=1e-12)  # luck takes both the same way
    low, high = matching.by.bars[0].span()
    assert np.exp([low[0], high[0]]) == pytest.approx(
        [town.KEPT_TO[0] / np.exp(GIVE * noise[0]), town.KEPT_TO[1] * np.exp(GIVE * noise[0])]
    )


def test_fewer_worlds_are_the_first_of_more(matching: Matching, effort: Effort, tmp_path: Path) -> None:
    """So an answer in the first 32 worlds stays as it is when more are found."""
    fewer = match(town.lab(tmp_path), 15, effort)
    assert fewer.plausible.tobytes() == matching.plausible[:15].tobytes()
    assert fewer.facts.tobytes() == matching.facts[:15].tobytes()


def crowded_later(run: Run) -> dict[str, float]:
    """In the other scenario there is twice the traffic where there are many cars, and else just as much."""
    crowded = run.scenario.days == LATER.days and run.scenario.world.cars > 8  # type: ignore[attr-defined]
    return town.answers(run) | ({"fact/traffic": 2 * town.answers(run)["fact/traffic"]} if crowded else {})


def test_the_effect_of_the_other_scenario_rules_worlds_out(effort: Effort, tmp_path: Path) -> None:
    matching = match(town.lab(tmp_path, crowded_later, also=LATER), 40, effort)
    assert {len(wave.outlook.stages) for wave in matching.waves if wave.outlook} == {3}
    first, *others = (np.mean([_crowded(matching, point) for point in wave.trial.points]) for wave in matching.waves)
    assert first > 0.4
    assert len(others) > 1
    assert max(others) < 0.3
    assert not any(_crowded(matching, point) for point in matching.plausible)


def _crowded(matching: Matching, point: NDArray[np.float64]) -> bool:
    return bool(matching.lab.space.world(point).cars > 8)  # type: ignore[attr-defined]


def test_a_settings_effect_is_learned_against_the_previous_setting_with_equal_luck(tmp_path: Path) -> None:
    rng, noise = np.random.default_rng(4), [np.full(2, sd) for sd in (0.1, 0.2, 0.3)]
    lab = town.lab(tmp_path, also=LATER)
    points, answers = rng.random((150, len(lab.space))), rng.normal(size=(150, 3, 2))
    answers[100:, 2] = np.nan
    trials = [
        Trial(points[rows], answers[rows], answers[rows] > 0, points[:0], np.zeros(0, np.int64), answers[:0], 0)
        for rows in (slice(0, 60), slice(60, 150))
    ]
    by = Yardstick(tuple(Bars(lab.facts, sd) for sd in noise), (noise[0], noise[2], noise[1]))
    stages = _outlook(lab, by, trials, 2).stages
    frozen, adapting, later = answers.swapaxes(0, 1)
    adds = (frozen, adapting - frozen, later - adapting)
    for stage, added, sd, bars in zip(stages, adds, by.adds, by.bars, strict=True):
        assert stage.adds.errors.tolist() == learned(points, added, sd).errors.tolist()
        assert np.array_equal(stage.span, bars.span(3))


def test_another_seed_finds_other_worlds(matching: Matching, effort: Effort, tmp_path: Path) -> None:
    other = match(town.lab(tmp_path, seed=1), 40, effort)
    assert len(other.plausible) == 40
    assert not np.isin(other.plausible, matching.plausible).any()
    assert town.inside(other.lab, other.plausible, give=3 * town.NOISE).all()


def test_no_world_is_kept_for_its_luck(tmp_path: Path) -> None:
    def lucky(run: Run) -> dict[str, float]:
        first = run.seed % LUCKS == FIRST_SEED % LUCKS
        return {"fact/traffic": 2.5 if first else 5.0, "fact/dry": 0.6}

    matching = match(town.lab(tmp_path, lucky), 40, Effort(replicates=4, first=60, every=10, further=30, most=200))
    assert matching.waves[0].trial.clear.all()
    assert len(matching.plausible) == 0


def test_a_world_is_rejected_if_facts_fail_once_rings_adapt(tmp_path: Path) -> None:
    def spoilt(run: Run) -> dict[str, float]:
        return {"fact/traffic": 2.5, "fact/dry": 0.6 if run.scenario.world.rings == "frozen" else 0.2}

    matching = match(town.lab(tmp_path, spoilt), 40, Effort(replicates=4, first=60, every=10, further=30, most=200))
    assert matching.waves[0].trial.clear[:, 0].all()
    assert not matching.waves[0].trial.clear[:, 1, 1].any()
    assert len(matching.plausible) == 0


def test_a_matching_that_finds_nothing_ends_with_its_runs(tmp_path: Path) -> None:
    def nowhere(run: Run) -> dict[str, float]:
        return town.answers(run) | {"fact/dry": 0.1}

    matching = match(town.lab(tmp_path, nowhere), 40, Effort(replicates=4, first=60, every=10, further=30, most=100))
    assert (len(matching.plausible), matching.facts.shape) == (0, (0, 2, 2))
    assert 100 <= matching.runs < 130
    assert [wave.trial.clear[:, 0, 1].mean() for wave in matching.waves] == [0.0] * len(matching.waves)


def test_facts_that_a_world_has_no_number_for_do_not_hold(effort: Effort, tmp_path: Path) -> None:
    def empty(run: Run) -> dict[str, float]:
        return {"fact/traffic": 2.5, "fact/dry": 0.6 if run.scenario.world.a < 1 else np.nan}  # type: ignore[attr-defined]

    matching = match(town.lab(tmp_path, empty), 20, effort)
    assert len(matching.plausible) == 20
    assert all(matching.lab.space.world(point).a < 1 for point in matching.plausible)  # type: ignore[attr-defined]


def test_a_world_gets_two_fresh_runs_per_temper_by_default() -> None:
    assert Effort().fresh == 2


def test_the_default_runs_suffice_for_the_default_number_of_worlds() -> None:
    """A world takes some hundred runs."""
    assert Effort().most >= 150 * CALIBRATED
