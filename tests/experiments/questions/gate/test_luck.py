"""How far two runs of one world lie apart, and how many pairs that takes where few differ."""

import math
from typing import Any

import numpy as np
import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.luck import distances, enough
from experiments.verdicts.intervals import TAIL, paired_interval, ties
from tests.experiments.questions.gate.hand import RAILS

PAIRS = 30
EXPOSED = 0.02 * 100.0  # the margin of the base by hand


def values(value: float = 100.0, pairs: int = PAIRS, **others: Any) -> dict[Any, Any]:
    return {regime: dict.fromkeys(BY_NAME, (value,) * pairs) | others for regime in RAILS.regimes}


def luck(exposed: float, value: float = 0.0) -> dict[Any, dict[str, float]]:
    return {
        "frozen": dict.fromkeys(BY_NAME, 0.0) | {"exposed_per_10k": exposed},
        "adapting": dict.fromkeys(BY_NAME, 0.0) | {"value_per_posting": value},
    }


def asked(lie: Any, head: Any = None, most: int = 90, tail: float = TAIL) -> int:
    return enough(RAILS, (values(), head or values()), lie, most, tail)


def test_how_far_runs_of_one_world_lie_apart_is_told_by_regime() -> None:
    others = values(103.0, 10, exposed_per_10k=(93.0, *(103.0,) * 9)) | {"adapting": values(104.0, 10)["adapting"]}
    found = distances(values(), others)
    assert found["frozen"]["exposed_per_10k"] == pytest.approx(((9 * 9 + 49) / 10) ** 0.5)
    assert found["frozen"]["value_per_posting"] == 3
    assert found["adapting"]["exposed_per_10k"] == 4
    assert list(distances(values(), {"adapting": others["adapting"]})) == ["adapting"]


def test_so_many_pairs_have_to_tie_that_their_bound_is_within_a_margin() -> None:
    """By hand: 3.689 events unseen, each twice as far off as luck is, 10: 73.8 over the pairs."""
    assert ties(1.0, 10.0) == 74
    assert paired_interval(np.ones(74), np.ones(74), luck=10.0).high <= 1.0
    assert paired_interval(np.ones(73), np.ones(73), luck=10.0).high > 1.0
    assert ties(1.0, 10.0, TAIL / 2) == 88
    assert (ties(1.0, 0.0), ties(0.0, 0.0)) == (0, 0)
    assert ties(0.0, 1.0) == ties(1.0, math.nan) == math.inf


def test_more_pairs_are_asked_for_where_few_differ_and_luck_takes_runs_far() -> None:
    """Of 2.0 that are a margin, a tenth is left for what is seen."""
    assert asked(luck(exposed=10.0)) == 41  # 73.8 ÷ 1.8
    assert asked(luck(exposed=20.0)) == 82
    assert asked(luck(exposed=10.0), tail=TAIL / 2) == 49
    assert asked(luck(exposed=5.0)) == PAIRS
    assert asked(luck(exposed=10.0, value=10.0)) == 82  # its margin is half as large


def test_no_more_are_asked_for_than_may_be_and_none_where_that_is_not_enough() -> None:
    assert asked(luck(exposed=20.0), most=82) == 82
    assert asked(luck(exposed=20.0), most=81) == PAIRS
    assert asked(luck(exposed=10.0, value=100.0)) == PAIRS  # one that cannot pass is no reason to run others


def test_a_share_of_nothing_asks_for_no_more_where_it_passes_anyway() -> None:
    none = values(value_per_posting=(0.0,) * PAIRS, exposed_per_10k=(0.0,) * PAIRS)
    lie = luck(exposed=0.001, value=10.0)
    with_value = none | {"adapting": values()["adapting"]}
    assert enough(RAILS, (with_value, with_value), lie, 90, TAIL) == 82  # exposed: nobody on either side
    struck = none | {"adapting": values()["adapting"]}
    struck["frozen"] = struck["frozen"] | {"victims_per_10k": (101.0, *(100.0,) * (PAIRS - 1))}
    assert enough(RAILS, (with_value, struck), lie, 90, TAIL) == PAIRS  # somebody, and then no number is enough


def test_no_more_are_asked_for_where_many_differ_or_nothing_does() -> None:
    many = values(exposed_per_10k=(102.0, 98.0) * 8 + (100.0,) * 14)
    assert asked(luck(exposed=20.0), many) == PAIRS
    few = values(exposed_per_10k=(102.0, 98.0) * 7 + (100.0,) * 16)
    assert asked(luck(exposed=20.0), few) == 82
    assert asked({"adapting": luck(exposed=20.0)["adapting"]}) == PAIRS  # the first day is equal to the bit


def test_which_way_the_few_differ_and_how_much_does_not_matter() -> None:
    for size in (-90.0, 0.001, 90.0):
        few = values(exposed_per_10k=(100.0 + size, *(100.0,) * (PAIRS - 1)))
        assert asked(luck(exposed=20.0), few) == 82


def test_a_metric_without_a_number_is_no_reason_for_more() -> None:
    lie = luck(exposed=20.0)
    lie["frozen"]["exposed_per_10k"] = math.nan
    assert asked(lie) == PAIRS
