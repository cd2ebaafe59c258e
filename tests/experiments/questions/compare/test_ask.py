"""Runs of a comparison: which of them stand on which side, and what is asked of their worlds."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.measures.channels import NAMES, Channels, Lures
from experiments.measures.paths import Paths
from experiments.questions.compare.ask import answer, compare
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from experiments.runs.worlds import PLAUSIBLE
from scenarios import load
from scenarios.plausible import Ensemble
from tests.experiments.works import EVEN, HALF, LEVEL, by_calls, numbered

OLD, OPEN = load("production"), load("calling_open")
MORE = replace(OLD, name="more")
TWICE = Paths({axis: 2 * parts for axis, parts in EVEN.parts.items()})


def one_more(run: Run) -> Measurements:
    """On the other side exposure is one more, lures are two a channel, and the parts of paths are twice as large."""
    measurements, other = numbered(replace(run, scenario=OLD)), run.scenario.name == "more"
    planned, reached = (Channels((0, 30), np.full((1, len(NAMES)), count)) for count in ((2, 5) if other else (1, 4)))
    metrics = measurements.metrics | {"exposed_per_10k": measurements.metrics["exposed_per_10k"] + other}
    return Measurements(metrics, Lures(planned, reached), TWICE if other else EVEN, LEVEL, HALF)


def same_paths(run: Run) -> Measurements:
    """As `one_more`, by the same paths on both sides: as many people on each as the seed says."""
    return replace(one_more(run), paths=Paths({axis: run.seed * parts for axis, parts in EVEN.parts.items()}))


def one_path(run: Run) -> Measurements:
    """As `one_more`, by the same paths on both sides and in every run."""
    return replace(one_more(run), paths=EVEN)


def test_each_side_has_the_runs_of_its_own_scenario() -> None:
    done: list[None] = []
    compared, failures = compare(
        OLD,
        MORE,
        (3, 4, 5),
        names=("a", "b"),
        changes=(("x=1",), ("y=2", "z=3")),
        on_done=lambda: done.append(None),
        work=Work(one_more),
    )
    assert compared is not None
    assert not failures
    assert len(done) == 6
    assert (compared.baseline, compared.candidate) == ("a", "b")
    assert [side.changes for side in compared.sides] == [("x=1",), ("y=2", "z=3")]
    assert [side.scenario.name for side in compared.sides] == ["production", "more"]
    assert compared["exposed_per_10k"].difference == pytest.approx(1)
    assert [[run["exposed_per_10k"] for run in side] for side in compared.runs] == [
        [one_more(Run(scenario, seed)).metrics["exposed_per_10k"] for seed in (3, 4, 5)] for scenario in (OLD, MORE)
    ]
    assert [side.planned.counts.tolist() for side in compared.lures] == [[[3] * 5], [[6] * 5]]  # of three seeds
    assert [side.contacts.counts.tolist() for side in compared.lures] == [[[12] * 5], [[15] * 5]]
    assert [part.difference for part in compared.paths["age"]] == [1, 1, 1, 1]
    assert compared.seeds.ran == (3, 4, 5)
    assert (compared.homes, compared.deciding) == (None, {})
    assert compared.seconds_per_run >= 0


def test_equal_parts_are_sure_where_all_is_equal_or_nothing_moves() -> None:
    """1 and 2 lie ½ from their median: by −ln 0.05 of two pairs, ±0.75."""
    open_ = 0.5 * 2.995732 / 2
    for work, name, end in ((numbered, "other", 0.0), (same_paths, "more", open_), (one_path, "more", 0.0)):
        compared, _ = compare(OLD, replace(OLD, name=name), (1, 2), work=Work(work))
        assert compared is not None
        assert compared.equal == (work is numbered)
        part = compared.paths["age"][0]
        assert (part.exact, part.difference) == (True, 0)
        assert (part.low, part.high) == pytest.approx((-end, end))


def test_sides_have_the_names_of_scenarios_and_32_seeds_by_default() -> None:
    compared, answered = compare(OLD, MORE, work=Work(numbered))[0], answer([(OLD, MORE)], work=Work(numbered))[0]
    assert compared is not None
    assert answered is not None
    for result in (compared, *answered.comparisons):
        assert (result.baseline, result.candidate) == ("production", "more")
        assert result.seeds.ran == tuple(range(32))


def test_two_seeds_are_enough_and_one_is_no_comparison() -> None:
    assert answer([(OLD, MORE)], (1, 2), work=Work(numbered))[0] is not None
    assert answer([(OLD, MORE)], (1,), work=Work(numbered)) == (None, ())
    assert compare(OLD, MORE, (1,), work=Work(numbered)) == (None, ())


def test_every_regime_is_compared_with_its_own_runs() -> None:
    def adapted(run: Run) -> Measurements:
        """Where rings adapt, all is ten more on the other side."""
        measurements = numbered(run)
        more = 10 if run.scenario.world.rings == "adapting" and run.scenario.name == "more" else 0
        return replace(measurements, metrics={name: value + more for name, value in measurements.metrics.items()})

    rings = [load("production", [f"world.rings={rings}"]) for rings in ("frozen", "adapting")]
    measurements, _ = answer([(each, replace(each, name="more")) for each in rings], (1, 2), work=Work(adapted))
    assert measurements is not None
    first, second = measurements.comparisons
    assert [(compared.regime, compared.baseline, compared.candidate) for compared in (first, second)] == [
        ("frozen", "production", "more"),
        ("adapting", "production", "more"),
    ]
    assert 1 <= first["fill_rate"].difference <= 2
    assert 11 <= second["fill_rate"].difference <= 12


def crashing(run: Run) -> Measurements:
    """As `by_calls`, but for seed 2, and what opens lowers the matching by what it adds to exposure."""
    if run.seed == 2:
        raise ValueError("seed 2 is cursed")
    measurements, plain = by_calls(run), numbered(run)
    matched = 2 * plain.metrics["value_per_posting"] - measurements.metrics["value_per_posting"]
    return replace(measurements, metrics=measurements.metrics | {"value_per_posting": matched})


def test_deciding_numbers_come_from_the_plausible_worlds_that_ran() -> None:
    """Where calls are open all is more by the lures that are planned for them: in no world more, none less.

    In nine worlds hardly another number of two hundred has the same order by chance; in five some have.
    """
    result, failures = answer([(OLD, OPEN)], range(10), worlds=PLAUSIBLE, work=Work(crashing))
    assert result is not None
    assert [failure.seed for failure in failures] == [2, 2]
    [compared] = result.comparisons
    assert compared.homes == (0, 1, *range(3, 10))
    assert list(compared.deciding) == [*result.headlines]
    assert {each.worlds for each in compared.deciding.values()} == {9}
    pulls = [
        {each.name: each.pull for each in compared.deciding[name].strongest}["ring.lures_by_call"]
        for name in ("exposed_per_10k", "value_per_posting")
    ]
    assert pulls == [pytest.approx(1), pytest.approx(-1)]
    assert isinstance(result.evidence, Ensemble)


def test_more_pairs_than_worlds_ask_each_world_with_several_lucks() -> None:
    """Pairs i and i + 32 share world i: 40 pairs are 32 worlds, of which eight have two lucks."""
    result, _ = answer([(OLD, OPEN)], range(40), worlds=PLAUSIBLE, work=Work(numbered))
    assert result is not None
    [compared] = result.comparisons
    assert compared.homes == (*range(32), *range(8))
    assert (compared["fill_rate"].pairs, compared["fill_rate"].worlds) == (40, 32)
    assert {each.worlds for each in compared.deciding.values()} == {32}
