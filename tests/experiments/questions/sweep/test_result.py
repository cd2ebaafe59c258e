"""What a sweep has found: best and worst points, the command that asks anew, rows and data."""

import csv
import math
from dataclasses import replace

import pytest

from experiments.measures.metrics import METRICS
from experiments.questions.compare.answer import Answer
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.design import Design
from experiments.questions.sweep.document import document
from experiments.questions.sweep.question import question
from experiments.questions.sweep.result import Point, Sweep, Varied
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from tests.experiments.questions.sweep import works

ONE, AT = ("production", "production"), "platform.screening.suspend_at"
HARMS = ["victims_per_10k", "led_away_per_10k", "exposed_per_10k", "read_lure_per_10k"]  # in their order
CALLS = "world.ring.lures_by_call"


def sided(run: Run) -> Measurements:
    """Every metric is 10 at the baseline and 10 more for each tenth below it; 1,000 more where rings adapt."""
    measurements, rings = works.sloping(run), run.scenario.world.rings
    value = round(10 + 100 * (0.9 - works.threshold(run)) + 1_000 * (rings == "adapting"))
    return replace(measurements, metrics=dict.fromkeys(measurements.metrics, value + run.seed))


def swept(*vary: str, seeds: int = 2) -> Sweep:
    result, _ = sweep(question(ONE, vary), range(seeds), work=Work(sided))
    return result


SLOPE = swept(f"{AT}=0.7,0.8,0.9")
WORLDS = swept(f"{CALLS}=0.1")


class OfAnotherModel(Answer):
    """An answer in plausible worlds that were found with another model."""

    @property
    def of_this_model(self) -> bool:
        return False


def with_answers(result: Sweep, *answers: Answer | None) -> Sweep:
    points = [replace(point, answer=answer) for point, answer in zip(result.points, answers, strict=True)]
    return replace(result, points=tuple(points))


def answer_of(point: Point) -> Answer:
    assert point.answer is not None
    return point.answer


def test_one_regime_across_worlds_makes_the_difference_one_of_worlds() -> None:
    [worlds], point = WORLDS.points, SLOPE.points[0]
    mixed = replace(point, answer=Answer((point.comparisons[0], worlds.comparisons[1])))
    assert (point.of_platforms, mixed.of_platforms, worlds.of_platforms) == (True, False, False)
    assert SLOPE.of_platforms
    assert not replace(SLOPE, points=(point, mixed)).of_platforms
    assert replace(SLOPE, points=(point, mixed)).as_json()["differences of"] == "worlds"


def test_one_point_of_another_model_marks_the_whole_sweep() -> None:
    assert SLOPE.of_this_model
    first, second, _ = (answer_of(point) for point in SLOPE.points)
    moved = with_answers(SLOPE, OfAnotherModel(first.comparisons), second, None)
    assert not moved.of_this_model
    assert [result.as_json()["of_this_model"] for result in (SLOPE, moved)] == [True, False]
    assert [document(result).where for result in (SLOPE, moved)] == [
        "3 points (grid), 2 pairs a point, in one world; 120 days",
        "3 points (grid), 2 pairs a point, in one world of an older model; 120 days",
    ]


def test_best_and_worst_are_extreme_means_in_the_better_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SLOPE.ends("exposed_per_10k", 0) == (0, 20)
    assert SLOPE.ends("value_per_posting", 1) == (20, 0)
    assert SLOPE.ends("reports_per_1k", 0) is None
    two = replace(SLOPE, points=SLOPE.points[:2])
    assert two.ends("exposed_per_10k", 0) == (10, 20)
    assert replace(SLOPE, points=SLOPE.points[:1]).ends("exposed_per_10k", 0) is None
    monkeypatch.setattr(Point, "of_platforms", False)
    assert SLOPE.ends("exposed_per_10k", 0) is None


def test_the_first_of_equally_good_points_is_repeated_unless_the_baseline() -> None:
    low, high = SLOPE.points[:2]
    result = replace(SLOPE, points=(high, low, replace(low, number=4, changes=((), ("days=9",)))))
    [first, second] = result.fresh_commands().items()
    assert first[1] == HARMS
    assert f"--change {AT}=0.8 " in first[0]
    assert second[1] == ["value_per_posting"]
    assert f"--change {AT}=0.7 " in second[0]
    assert list(SLOPE.fresh_commands().values()) == [["value_per_posting"]]  # at 0.9 nothing differs
    assert with_answers(SLOPE, None, None, None).fresh_commands() == {}


def test_a_command_uses_the_next_thousand_of_seeds_and_unusual_options() -> None:
    point = SLOPE.points[0]
    usual = replace(SLOPE, seeds=(3, 999), worlds="plausible")
    own = f"--change {AT}=0.7"
    assert usual.command(point) == f"policylab compare production {own} --seeds 2 --first-seed 1000"
    later = replace(SLOPE, seeds=(1_000, 3), worlds="many.npz", rings="frozen")
    assert later.command(point) == (
        f"policylab compare production {own} --seeds 2 --first-seed 2000 --rings frozen --worlds many.npz"
    )
    shared = replace(point, changes=(("days=9",), ("days=9",)))
    assert usual.command(shared) == ("policylab compare production production -S days=9 --seeds 2 --first-seed 1000")
    other = replace(usual, bases=("production", "calling_open"))
    assert other.command(shared).startswith("policylab compare production calling_open -S days=9 --seeds")


def test_a_point_with_a_changed_baseline_has_no_command() -> None:
    own = tuple(replace(point, changes=(("days=9",), point.changes[1])) for point in SLOPE.points)
    assert replace(SLOPE, points=own).command(own[0]) == ""
    assert replace(SLOPE, points=own).fresh_commands() == {}


def test_tidy_rows_have_both_sides_of_their_own_regime() -> None:
    rows = [row for row in SLOPE.rows() if row["metric"] == "exposed_per_10k" and row["point"] == 1]
    assert rows == [
        {
            "point": 1, AT: 0.7, "regime": regime, "seed": seed, "world": None, "metric": "exposed_per_10k",
            "baseline": 10 + more + seed, "value": 30 + more + seed, "difference": 20,
        }
        for regime, more in (("frozen", 0), ("adapting", 1_000))
        for seed in (0, 1)
    ]  # fmt: skip
    homes = replace(SLOPE, homes=(41, 7))
    assert [(row["seed"], row["world"]) for row in homes.rows()][:: len(METRICS)][:2] == [(0, 41), (1, 7)]


def test_the_cell_of_an_undefined_number_is_empty() -> None:
    [first, *more] = SLOPE.points
    before, after, *others = first.runs
    none = tuple({**run, "exposed_per_10k": math.nan} for run in after)
    result = replace(SLOPE, points=(replace(first, runs=(before, none, *others)), *more))
    [row, *_] = csv.DictReader(result.as_csv().decode().splitlines())
    assert row == {
        "point": "1", AT: "0.7", "regime": "frozen", "seed": "0", "world": "", "metric": "exposed_per_10k",
        "baseline": "10", "value": "", "difference": "",
    }  # fmt: skip


def test_data_say_what_was_asked_and_what_is_known_of_each_point() -> None:
    variation = question(
        ONE,
        [f"{AT}=0.5,0.8", f"{CALLS}=0.1:0.2:2"],
        names=("as it is", "stricter"),
        design=Design("lhs", 5, 7),
        regimes=[("world.rings=adapting",), ("world.rings=frozen",)],
    )
    result, _ = sweep(variation, range(3), work=Work(works.crashing))
    assert (result.bases, result.names, result.rings) == (ONE, ("as it is", "stricter"), None)
    assert result.varied == (Varied(AT, "0.5,0.8", False), Varied(CALLS, "0.1:0.2:2", True))
    data = result.as_json()
    assert (data["baseline"], data["candidate"]) == ("as it is", "stricter")
    assert data["varied"] == [
        {"key": AT, "values": "0.5,0.8", "both": False},
        {"key": CALLS, "values": "0.1:0.2:2", "both": True},
    ]
    assert data["design"] == {"kind": "lhs", "points": 5, "seed": 7}
    assert (data["seeds"], data["worlds"], data["plausible worlds"]) == ([0, 1, 2], "fixed", None)
    assert data["intervals"] == f"of a point at a time; {len(result.points)} points were looked at"
    assert data["ask anew"] == [
        {"command": command, "best in": names} for command, names in result.fresh_commands().items()
    ]
    for point, entry in zip(result.points, data["points"], strict=True):
        at, calls = point.values.values()
        assert (entry["point"], entry["values"]) == (point.number, {AT: at, CALLS: calls})
        assert entry["changes"] == {"baseline": [f"{CALLS}={calls}"], "candidate": [f"{AT}={at}", f"{CALLS}={calls}"]}
        assert entry["seeds"] == ([] if at == 0.5 else [0, 1, 2])
        assert list(entry["keys"]) == ([] if at == 0.5 else ["adapting", "frozen"])
        assert len(entry["crashed"]) == (6 if at == 0.5 else 0)
        assert (entry["outside"], entry["idle"]) == (None, [])
    ran = next(point for point in result.points if point.answer)
    side = ran.comparisons[1].sides[0]
    assert data["points"][ran.number - 1]["keys"]["frozen"]["baseline"] == list(side.keys)
    gone = next(point for point in result.points if not point.answer)
    assert gone.comparisons == ()


def test_rows_of_data_have_the_pairs_of_their_own_regime() -> None:
    rows = [row for row in SLOPE.as_json()["rows"] if row["metric"] == "exposed_per_10k" and row["point"] == 2]
    assert [(row["regime"], row[AT]) for row in rows] == [("frozen", 0.8), ("adapting", 0.8)]
    assert [row["baseline of pairs"] for row in rows] == [[10, 11], [1_010, 1_011]]
    assert [row["candidate of pairs"] for row in rows] == [[20, 21], [1_020, 1_021]]
    assert [row["difference"] for row in rows] == [10, 10]
    tidy = list(SLOPE.rows_of_points())
    assert len(tidy) == 3 * 2 * len(METRICS)
    assert {(row["point"], row["regime"], row[AT]) for row in tidy} == {
        (point, regime, at) for point, at in ((1, 0.7), (2, 0.8), (3, 0.9)) for regime in ("frozen", "adapting")
    }


@pytest.mark.parametrize(("regimes", "rings"), [(["frozen"], "frozen"), (["adapting"], "adapting")])
def test_the_regime_that_was_asked_alone_is_known(regimes: list[str], rings: str) -> None:
    variation = question(ONE, [f"{AT}=0.7"], regimes=[(f"world.rings={each}",) for each in regimes])
    result, _ = sweep(variation, range(2), work=Work(sided))
    assert (result.rings, result.regimes) == (rings, (rings,))
    assert (result.design, result.design_points, result.design_seed) == ("grid", 1, 0)


def test_where_rings_are_varied_one_regime_has_those_of_all_points() -> None:
    result = swept("world.rings=frozen,adapting")
    assert result.regimes == ("frozen/adapting",)
    assert result.rings is None
