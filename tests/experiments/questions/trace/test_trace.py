"""A trace: who is newly reached and who spared adds up to the difference of the metric, exactly."""

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from experiments.questions.trace.ask import Selection, chosen, traced, worst
from experiments.questions.trace.pairing import AXES
from experiments.questions.trace.result import Row
from experiments.runs.plan import Run
from experiments.runs.worlds import PLAUSIBLE
from scenarios import BadInput
from sim.state.log import Events
from tests.experiments.questions.trace.hand import SIDES, asked, baseline, hand


def counts(rows: tuple[Row, ...]) -> Mapping[str, tuple[int, int, int, int, int]]:
    return {row.label: (row.before, row.spared, row.newly, row.moved, row.after) for row in rows}


def test_everybody_stands_where_the_hand_put_them() -> None:
    trace = asked()
    assert (trace.people(0), trace.people(1)) == (1, 1)
    shifts = trace.either_way
    assert (shifts.people, shifts.another_path, shifts.earlier, shifts.later) == (2, 1, 0, 1)
    assert counts((trace.together,)) == {"together": (3, 1, 1, 0, 3)}
    assert counts(trace.rows("channel")) == {
        "message": (2, 1, 1, -1, 1),
        "scout": (1, 0, 0, 0, 1),
        "call": (0, 0, 0, 1, 1),
    }
    assert counts(trace.rows("path")) == {
        "message → mlm → addressed": (2, 1, 0, -1, 0),
        "message → mlm → lost money": (0, 0, 1, 0, 1),
        "call → mlm → addressed": (0, 0, 0, 1, 1),
        "scout → mlm → addressed": (1, 0, 0, 0, 1),
    }
    assert counts(trace.rows("age")) == {"25-34": (2, 0, 1, 0, 3), "50 and over": (1, 1, 0, 0, 0)}
    assert trace.fates() == (("its posting was suspended", True, 1, 0), ("they did not answer it", False, 0, 1))


def test_people_and_the_number_of_those_who_looked_in_make_the_difference() -> None:
    """1 of 10 less, 1 of 10 more; and that one is of 8 on the other side: (1 ÷ 8 - 1 ÷ 10) × 10,000 ÷ 3."""
    trace = asked()
    assert trace.together.effect == 0
    assert trace.rest == trace.difference == Fraction(250, 3)
    assert trace.rates == pytest.approx((1000, 1000 + 250 / 3))
    assert [row.effect for row in trace.rows("channel")] == [Fraction(-1000, 3), 0, Fraction(1000, 3)]
    for axis in AXES:
        rows = trace.rows(axis)
        assert sum(row.effect or 0 for row in rows) + (trace.rest or 0) == trace.difference
        columns = zip(*counts(rows).values(), strict=True)
        assert tuple(map(sum, columns)) == counts((trace.together,))["together"]


def test_the_worst_life_is_shown_with_its_first_difference() -> None:
    [life] = asked().lives
    assert (life.name, life.status, life.path) == ("5/4", "newly", "message → mlm → lost money")
    assert (life.yen, life.fate, life.accounts) == (12_000, "they did not answer it", frozenset({"r0.0"}))
    assert life.first is not None
    assert (life.first.either.time, life.first.either.text) == (50, "looked at the list")
    assert life.first.before is None


def test_lives_are_told_by_name() -> None:
    trace = asked(Selection(worst=0, workers=((5, 1), (5, 2), (5, 9))))
    spared, same, nobody = trace.lives
    assert (spared.status, spared.fate) == ("spared", "its posting was suspended")
    assert spared.first is not None
    assert spared.first.either.text == "posting r0.0/0 was suspended"
    assert (same.status, same.first, same.fate) == ("either way", None, "")
    assert (nobody.status, nobody.path, nobody.yen) == ("on neither side", "", 0)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ((5, 10), "no worker 5/10: those of seed 5 are 5/0 to 5/9"),
        ((6, 1), "no worker 6/1: no pair has seed 6, they go from 5 to 5"),
    ],
)
def test_a_worker_whom_nobody_knows_is_bad_input(name: tuple[int, int], message: str) -> None:
    with pytest.raises(BadInput) as refused:
        asked(Selection(workers=(name,)))
    assert str(refused.value) == message


def test_the_worst_of_all_pairs_are_told_after_those_with_a_name() -> None:
    [life] = asked().lives
    lives = [
        replace(life, seed=seed, outcome=outcome, yen=yen)
        for seed, outcome, yen in ((1, 4, 9.0), (2, 8, 1.0), (3, 8, 2.0))
    ]
    lives.append(replace(life, seed=4, status="either way", outcome=8, yen=9.0))
    assert [each.seed for each in chosen(lives, Selection(worst=2))] == [3, 2]
    assert [each.seed for each in chosen(lives, Selection(worst=2, workers=((1, 4), (2, 4))))] == [1, 2, 3]


def test_the_worst_is_what_came_of_it_then_what_it_cost() -> None:
    trace = asked().pairs[0].after.picked([0, 0, 0, 0])
    cause = replace(trace.cause, worker=np.array([1, 2, 3, 4]))
    trace = replace(trace, cause=cause, outcome=np.array([3, 8, 8, 3]), yen=np.array([90.0, 1.0, 2.0, 90.0]))
    assert worst(trace).tolist() == [3, 2, 1, 4]


def test_a_platform_against_itself_harms_nobody_newly_and_moves_no_life() -> None:
    trace = asked(Selection(workers=((5, 1), (5, 3), (5, 4))), sides=(SIDES[0], SIDES[0]))
    assert trace.people(0) == trace.people(1) == 0
    assert trace.difference == trace.rest == 0
    assert all(row.before == row.after and row.moved == 0 for axis in AXES for row in trace.rows(axis))
    assert len(trace.lives) == 3
    assert all(life.first is None for life in trace.lives)


def test_a_month_in_which_nobody_looks_in_has_no_difference() -> None:
    def empty(run: Run) -> Events:
        return baseline().between(-1, 90)

    trace, _ = traced(SIDES, [0], work=empty)
    assert trace is not None
    assert (trace.difference, trace.rest, trace.together.effect) == (None, None, None)
    assert trace.together.before == 3
    assert json.loads(json.dumps(trace.as_json(), allow_nan=False))["difference"] is None


def test_both_sides_of_a_pair_use_the_seeds_plausible_world() -> None:
    lived: list[Run] = []

    def noted(run: Run) -> Events:
        lived.append(run)
        return hand(run)

    trace, _ = traced(SIDES, [3, 4], worlds=PLAUSIBLE, work=noted)
    assert trace is not None
    of = {(run.scenario.name, run.seed): run.scenario.world for run in lived}
    assert of["production", 3] == of["calling_open", 3] == PLAUSIBLE.of(SIDES[0])(3).world
    assert of["production", 3] != of["production", 4]
    assert trace.provenance is not None
    sides, _ = trace.provenance
    assert sides[0].worlds == "plausible"
    assert len(set(sides[0].keys + sides[1].keys)) == 4


def test_a_pair_that_crashes_is_left_out_and_says_on_which_side() -> None:
    def broken(run: Run) -> Events:
        if run.scenario.name == "calling_open" and run.seed == 2:
            raise RuntimeError("no calls today")
        return hand(run)

    trace, [failure] = traced(SIDES, [1, 2], work=broken)
    assert trace is not None
    assert trace.provenance is not None
    assert trace.provenance[1].ran == (1,)
    assert (failure.scenario, failure.seed) == ("production → calling_open", 2)
    assert "no calls today" in failure.error
    assert "on the side of the candidate, calling_open" in failure.error
    nothing, failures = traced(SIDES, [2], work=broken)
    assert nothing is None
    assert len(failures) == 1


def test_it_is_data() -> None:
    trace = asked(Selection(workers=((5, 1),)))
    data = json.loads(json.dumps(trace.as_json(), allow_nan=False))
    assert data["people"] == {
        "newly": 1,
        "spared": 1,
        "either way": 2,
        "by another path": 1,
        "earlier by a day": 0,
        "later by a day": 1,
    }
    [pair] = data["pairs"]
    assert [each["worker"] for each in pair["newly"]] == ["5/4"]
    assert pair["spared"][0] | {"day": 41.0} == {
        "worker": "5/1",
        "day": 41.0,
        "path": "message → mlm → addressed",
        "age": "50 and over",
        "experience": "no contract yet",
        "yen": 0.0,
        "on the other side": "its posting was suspended",
    }
    assert pair["active"] == {"baseline": [10, 10, 10], "candidate": [10, 10, 8]}
    first = [moment for moment in data["lives"][0]["moments"] if moment["first that differs"]]
    assert first == [
        {
            "what": "posting r0.0/0 was suspended",
            "baseline": None,
            "candidate": 38.4,
            "only nature knows": False,
            "a rule's doing": True,
            "first that differs": True,
        }
    ]
    assert data["changes"] == {"baseline": [], "candidate": []}
