"""Pairs that live in plausible worlds: each in one of its own, the same on both sides."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.questions.compare.ask import answer
from experiments.questions.compare.trust import NOT_TAKEN
from experiments.questions.sweep.question import question
from experiments.runs.plan import Run, plan
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, PLAUSIBLE, Worlds
from scenarios import load
from scenarios.plausible import Ensemble, packed, worlds
from scenarios.space import space
from tests.experiments import works
from tests.experiments.shown import screen

CENTRAL = load("production").world
AROUND = space(CENTRAL)
POINTS = np.random.default_rng(2).random((3, len(AROUND)))
TINY = ["world.workers=300", "world.clients=120", "days=16"]


@pytest.fixture
def three(tmp_path: Path) -> Worlds:
    """Three plausible worlds."""
    values = np.array([AROUND.values(point) for point in POINTS])
    file = tmp_path / "three.npz"
    file.write_bytes(packed(Ensemble(AROUND, values, AROUND.read(CENTRAL), np.zeros((3, 2, 1)), {})))
    return Worlds(file)


def test_both_sides_of_a_pair_use_the_plausible_world_of_its_seed(three: Worlds) -> None:
    runs = plan([load("production"), load("calling_open")], range(1, 5), three)
    assert [run.seed for run in runs] == [1, 1, 2, 2, 3, 3, 4, 4]
    expected = [AROUND.world(POINTS[number]) for number in (1, 1, 2, 2, 0, 0, 1, 1)]  # taken round
    assert [run.scenario.world for run in runs] == expected
    assert len({run.key for run in runs}) == 8
    assert runs[0].scenario.resolved["world"]["ring"]["post_rate"] == expected[0].ring.post_rate


def test_of_a_seed_it_is_told_which_plausible_world_is_its_own(three: Worlds) -> None:
    assert three.homes(load("production"), range(1, 5)) == (1, 2, 0, 1)
    assert FIXED.homes(load("production"), range(1, 5)) is None


def test_a_repeated_seed_has_the_same_plausible_world_and_other_luck(three: Worlds) -> None:
    scenario = load("production")
    seeds = three.again(scenario, range(3))
    assert not set(seeds) & set(range(3))
    assert three.homes(scenario, seeds) == three.homes(scenario, range(3))
    assert plan([scenario], seeds, three)[1].scenario.world == plan([scenario], [1], three)[0].scenario.world
    assert not set(FIXED.again(scenario, range(3))) & set(range(10_000))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (range(16), range(32, 48)),
        (range(40), range(64, 104)),
        (range(5, 9), range(37, 41)),
        (range(20, 84), range(84, 148)),
    ],
)
def test_a_second_look_takes_the_same_worlds_and_no_earlier_seed(first: range, second: range) -> None:
    scenario = load("production")
    assert PLAUSIBLE.count(scenario) == 32
    assert PLAUSIBLE.second(scenario, first) == [*second]
    assert PLAUSIBLE.homes(scenario, second) == PLAUSIBLE.homes(scenario, first)
    assert not set(first) & set(second)


def test_a_second_look_at_one_world_follows_the_seeds_of_the_first() -> None:
    assert FIXED.second(load("production"), range(7, 10)) == [10, 11, 12]


def test_in_one_world_all_pairs_live_in_that_of_their_scenario() -> None:
    scenario = load("production", ["world.ring.post_rate=0.03"])
    assert {run.scenario.world for run in plan([scenario], range(3), FIXED)} == {scenario.world}
    assert plan([scenario], range(3)) == plan([scenario], range(3), FIXED)


def test_what_a_scenario_says_of_a_number_holds_in_every_plausible_world(three: Worlds) -> None:
    scenario = load("production", ["world.ring.post_rate=0.03", "world.rings=adapting"])
    for run, point in zip(plan([scenario], range(3), three), POINTS, strict=True):
        plausible = AROUND.world(point)
        ring = replace(plausible.ring, post_rate=0.03)
        assert run.scenario.world == replace(plausible, ring=ring, rings="adapting")


def test_a_swept_number_is_held_at_every_point_even_the_usual(three: Worlds) -> None:
    usual = CENTRAL.ring.post_rate
    key, scenario = "world.ring.post_rate", "production"
    for value in (usual, 0.03):
        variation = question((scenario, "calling_open"), [f"{key}={value}"], regimes=[("world.rings=frozen",)])
        for run, point in zip(variation.runs(range(3), three)[::2], POINTS, strict=True):
            plausible = AROUND.world(point)
            assert run.scenario.world == replace(plausible, ring=replace(plausible.ring, post_rate=value))
    free, held = (load(scenario, [f"{key}={usual}"] * times) for times in (0, 1))
    assert [run.key for run in plan([free], range(3), three)] != [run.key for run in plan([held], range(3), three)]
    assert [run.key for run in plan([free], range(3))] == [run.key for run in plan([held], range(3))]


def test_worlds_are_shared_where_what_holds_is_too(three: Worlds) -> None:
    free, held, other = (
        load("production", changes)
        for changes in ([], [f"world.ring.post_rate={CENTRAL.ring.post_rate}"], ["world.ring.post_rate=0.03"])
    )
    assert [[worlds.shared(free, each) for each in (free, held, other)] for worlds in (three, FIXED)] == [
        [True, False, False],
        [True, True, False],
    ]


def test_results_say_which_worlds_they_are_of(three: Worlds) -> None:
    pair = (load("production", TINY), load("calling_open", TINY))
    plausible, _ = answer([pair], range(3), worlds=three, work=Work(works.numbered))
    fixed, _ = answer([pair], range(3), work=Work(works.numbered))
    assert plausible is not None
    assert fixed is not None
    assert (plausible.as_json()["worlds"], fixed.as_json()["worlds"]) == ("three", "fixed")
    assert (plausible.plausible, fixed.plausible) == (True, False)
    title = "production → calling_open"
    where = "3 plausible worlds of an older model"  # whose file does not say of which
    assert [line.plain for line in screen(plausible)[:2]] == [title, f"{where}, 16 days, a small market"]
    here = "world crowdworks_2020, 3 seeds, 16 days, a small market"
    assert [line.plain for line in screen(fixed)[:2]] == [title, here]


def exposed_by_calls(run: Run) -> Measurements:
    """As `by_calls`, but exposure alone: what else moves would take the room of a screen."""
    measurements, exposed = works.numbered(run), works.by_calls(run).metrics["exposed_per_10k"]
    return replace(measurements, metrics=measurements.metrics | {"exposed_per_10k": exposed})


def test_what_decides_is_looked_for_in_plausible_worlds_and_told(three: Worlds) -> None:
    month = [*TINY[:2], "days=40"]  # long enough for its figures: no note on that
    pair = (load("production", month), load("calling_open", month))
    plausible, _ = answer([pair], range(3), worlds=three, work=Work(exposed_by_calls))
    fixed, _ = answer([pair], range(3), work=Work(exposed_by_calls))
    assert plausible is not None
    assert fixed is not None
    [compared] = plausible.comparisons
    assert set(compared.deciding) == {*plausible.headlines}
    pulls = {each.name: each.pull for each in compared.deciding["exposed_per_10k"].strongest}
    assert all(abs(pull) == pytest.approx(1.0) for pull in pulls.values())  # three worlds: many numbers go together
    assert compared.deciding["exposed_per_10k"].telling == ()
    assert not any("assumed numbers" in line.plain for line in screen(plausible))
    assert plausible.as_json()["regimes"]["frozen"]["decided by"]["exposed_per_10k"]["worlds"] == 3
    assert fixed.comparisons[0].deciding == {}
    assert any(line.plain.startswith("One world: what is not known of it is left out") for line in screen(fixed))


def test_headlines_are_trusted_by_the_worlds_that_pairs_live_in(three: Worlds, tmp_path: Path) -> None:
    pair = (load("production", TINY), load("calling_open", TINY))

    def trusted(file: Worlds) -> str:
        result, _ = answer([pair], range(3), worlds=file, work=Work(works.numbered))
        assert result is not None
        return result.trust("exposed_per_10k").line("exposed_per_10k")

    assert trusted(three) == f"exposed_per_10k: not known: {NOT_TAKEN}"
    assert three.file is not None
    ensemble = worlds(CENTRAL, three.file)
    surveyed = replace(ensemble, measured=("exposed_per_10k",), metrics=np.arange(6.0).reshape(3, 2, 1))
    (tmp_path / "surveyed.npz").write_bytes(packed(replace(surveyed, origin={"facts": [{"name": "fill_rate"}]})))
    assert trusted(Worlds(tmp_path / "surveyed.npz")).startswith(
        "exposed_per_10k: assumed throughout: over 3 plausible"
    )


def test_a_flip_asks_each_world_once(three: Worlds, tmp_path: Path) -> None:
    words = ["flip", "production", "calling_open", "--seeds", "17", "--store", str(tmp_path / "runs.sqlite")]
    refused = CliRunner().invoke(app, [*words, "--worlds", str(three.file), "--jobs", "1"])
    assert refused.exit_code == 2, refused.output
    message = " ".join(refused.stderr.split())
    assert "17 pairs, each in another world, and three.npz holds 3: ask for 3 pairs at most" in message
    assert "`policylab calibrate --worlds 17`" in message
    three.check(load("production"), 3)
    FIXED.check(load("production"), 1_000)
