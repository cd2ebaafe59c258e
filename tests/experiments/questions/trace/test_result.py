"""Rows of a trace, shifts and what is written of them, from people counted by hand."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from experiments.questions.trace.fates import BY_RULE, FATES
from experiments.questions.trace.pairing import Shifts
from experiments.questions.trace.result import Trace
from tests.experiments.questions.trace.hand import People, asked, trace_of


def with_active(trace: Trace, before: tuple[int, ...], after: tuple[int, ...]) -> Trace:
    """The same, where so many look in on each side."""
    [pair] = trace.pairs
    changed = replace(pair, before=replace(pair.before, active=before), after=replace(pair.after, active=after))
    return replace(trace, pairs=(changed,))


def test_a_day_is_the_least_that_counts_as_earlier_or_later() -> None:
    before = [(worker, 0, 40.0) for worker in range(6)]
    after = [(0, 0, 39.0), (1, 0, 39.1), (2, 0, 40.0), (3, 0, 40.9), (4, 0, 41.0), (5, 1, 43.0)]
    trace = trace_of(before, after)
    assert trace.either_way == Shifts(people=6, another_path=1, earlier=1, later=2)
    assert replace(trace, pairs=(*trace.pairs, *trace.pairs)).either_way == Shifts(12, 2, 2, 4)


def test_paths_are_ordered_by_effect_then_by_changed_people() -> None:
    """Message: five stay. NDA: 20 is spared, 21 newly reached. Scout: 30 moves to a call, 31 is newly reached."""
    stay = [(worker, 1) for worker in range(10, 15)]
    trace = trace_of([*stay, (20, 2), (30, 3)], [*stay, (21, 2), (31, 3), (30, 4)])
    assert [(row.label.split()[0], row.effect, row.newly + row.spared) for row in trace.rows("path")] == [
        ("call", Fraction(1000), 0),
        ("nda", Fraction(0), 2),
        ("scout", Fraction(0), 1),
        ("message", Fraction(0), 0),
    ]
    fewer = trace_of([(1, 1), (2, 2), (3, 2)], [(4, 0)])
    assert [(row.label.split()[0], row.effect) for row in fewer.rows("path")] == [
        ("nda", Fraction(-2000)),
        ("posting", Fraction(1000)),
        ("message", Fraction(-1000)),
    ]
    unknown = with_active(trace, (0,), (0,))
    assert [row.label.split()[0] for row in unknown.rows("path")] == ["nda", "scout", "message", "call"]


@pytest.mark.parametrize(("before", "after"), [((0,), (10,)), ((10,), (0,)), ((0,), (0,))])
def test_a_side_on_which_nobody_looks_in_has_no_difference(before: tuple[int, ...], after: tuple[int, ...]) -> None:
    trace = trace_of([(1, 0)], [(2, 0)])
    assert trace.difference == trace.rest == 0
    nobody = with_active(trace, before, after)
    both = replace(trace, pairs=(*trace.pairs, *nobody.pairs))
    for each in (nobody, both):
        assert (each.difference, each.rest, each.together.effect) == (None, None, None)


def test_a_difference_splits_into_people_and_number_of_active_workers() -> None:
    """In two pairs: 1 and 2 of 10 before, 3 of 20 after; so 1 of 10, and 3 · (1 ÷ 20 - 1 ÷ 10), half of it a pair."""
    one = with_active(trace_of([(1, 0), (2, 0)], [(1, 0), (2, 0), (3, 0)]), (10,), (20,))
    trace = replace(one, pairs=(*one.pairs, *trace_of([(1, 0)], [(1, 0)]).pairs))
    assert trace.together.effect == Fraction(1000, 2)
    assert trace.rest == Fraction(-1500, 2)
    assert trace.difference == Fraction(-500, 2)
    assert trace.rates == pytest.approx(((2000 + 1000) / 2, (1500 + 1000) / 2))


def test_fates_up_to_the_last_act_belong_to_the_platform() -> None:
    trace = trace_of([(1, 0), (2, 0)], [(3, 0)])
    [pair] = trace.pairs
    fates = np.array([BY_RULE - 1, BY_RULE]), np.array([BY_RULE])
    rows = replace(trace, pairs=(replace(pair, fates=fates),)).fates()
    assert rows == ((FATES[BY_RULE - 1], True, 1, 0), (FATES[BY_RULE], False, 1, 1))


def test_in_data_every_number_stands_under_its_name() -> None:
    """Seven stay, one of them by another path, two earlier, three later; two are spared, one is newly reached."""
    days = (38.0, 38.0, 42.0, 42.0, 42.0, 40.0, 40.0)
    before: People = [*((worker, 0) for worker in range(7)), (7, 1), (8, 1)]
    after: People = [*((worker, int(worker == 6), day) for worker, day in enumerate(days)), (9, 1)]
    data = trace_of(before, after).as_json()
    assert (data["baseline"], data["candidate"], data["metric"]) == ("old", "new", "exposed_per_10k")
    assert "seeds" not in data
    assert data["people"] == {
        "newly": 1,
        "spared": 2,
        "either way": 7,
        "by another path": 1,
        "earlier by a day": 2,
        "later by a day": 3,
    }
    assert data["rates"] == {"baseline": 9000, "candidate": 8000}
    assert (data["difference"], data["rest"]) == (-1000, 0)
    assert data["together"] == {
        "part": "together",
        "baseline": 9,
        "spared": 2,
        "newly": 1,
        "moved": 0,
        "candidate": 8,
        "effect": -1000,
    }
    assert data["parts"]["channel"] == [
        {"part": "posting", "baseline": 7, "spared": 0, "newly": 0, "moved": -1, "candidate": 6, "effect": -1000},
        {"part": "message", "baseline": 2, "spared": 2, "newly": 1, "moved": 1, "candidate": 2, "effect": 0},
    ]
    assert [each["worker"] for each in data["pairs"][0]["spared"]] == ["5/7", "5/8"]
    assert [each["worker"] for each in data["pairs"][0]["newly"]] == ["5/9"]


def test_a_life_is_data_with_when_each_thing_came_on_each_side() -> None:
    [life] = asked().lives
    data = life.as_json()
    assert {name: data[name] for name in data if name != "moments"} == {
        "worker": "5/4",
        "status": "newly",
        "group": "25-34, no contract yet",
        "path": "message → mlm → lost money",
        "yen": 12_000,
        "on the other side": "they did not answer it",
    }
    moments = [tuple(moment.values()) for moment in data["moments"]]
    assert moments == [
        ("here (25-34, no contract yet)", -1, -1, False, False, False),
        ("looked at the list", 35, 35, False, False, False),
        ("posting r0.0/1 appeared", 39.5, 39.5, False, True, False),
        ("looked at the list", None, 50, False, False, True),
        ("looked at the list", 65, 65, False, False, False),
        ("looked at the list", 95, 95, False, False, False),
        ("lured by r0.0/1 (message, mlm)", None, 100, True, False, False),
        ("led away by r0.0/1 (message, mlm)", None, 100, True, False, False),
        ("harmed by r0.0: lost money, 12,000 yen", None, 105, True, False, False),
    ]
    assert list(data["moments"][0]) == [
        "what",
        "baseline",
        "candidate",
        "only nature knows",
        "a rule's doing",
        "first that differs",
    ]
    either = replace(life, path="", fate="").as_json()
    assert (either["path"], either["on the other side"]) == (None, None)
