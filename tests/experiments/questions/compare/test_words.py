"""Words of an answer: titles, sentences, cells of a difference."""

import math
from dataclasses import replace

import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.words import Cells, cells, sentences, titles
from experiments.runs.provenance import Seeds
from experiments.verdicts.differences import paired
from scenarios import load
from tests.experiments.found import comparison, each, in_worlds, regime, rows

type Values = tuple[float, float, float, float]


@pytest.mark.parametrize(("workers", "size"), [(19_999, ", a small market"), (20_000, "")])
def test_a_market_that_does_not_stand_for_the_whole_is_called_small_in_the_title(workers: int, size: str) -> None:
    found = regime("frozen")
    other = replace(found.sides[1], scenario=load("production", [f"world.workers={workers}"]))
    for sides in ((found.sides[0], other), (other, found.sides[0])):
        assert titles(Answer((replace(found, sides=sides),)))[1].endswith(f", 120 days{size}")


def test_where_nothing_differs_worlds_are_counted_or_seeds() -> None:
    for found, kind in ((regime("frozen"), "seeds"), (in_worlds(regime("frozen")), "worlds")):
        assert sentences(Answer((found,))) == f"No difference at all: all metrics are equal in all 4 {kind}."


def test_what_one_world_is_one_world() -> None:
    found = regime("frozen", exposed_per_10k=each(4, 6, 4, 6))
    alone = replace(found, seeds=Seeds((7,), (7,)))
    assert titles(Answer((alone,)))[1] == "world crowdworks_2020, 1 seed, 120 days"
    assert titles(Answer((in_worlds(alone),)))[1] == "1 plausible world, 120 days"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((0, 0, 0, 0), (4, 6, 4, 6), "worse"),  # of nothing there is no share
        ((100, 100, 100, 100), (96, 94, 96, 94), "better (-5.0%)"),
        ((100, 100, 100, 100), (99, 101, 100, 100), "no practical difference"),
        ((100, 100, 100, 100), (99, 109, 100, 100), "cannot tell"),
        ((100, 100, 100, 100), (100, 100, 100, 100), "cannot tell"),
        ((100, 100, 100, 100), (math.nan, math.nan, math.nan, math.nan), "no data"),
    ],
)
def test_a_verdict_says_by_what_share_where_it_has_a_direction(before: Values, after: Values, said: str) -> None:
    old, new = (
        [row | {"exposed_per_10k": value} for row, value in zip(rows(4), side, strict=True)] for side in (before, after)
    )
    found = comparison(old, [row | {"fill_rate": 99.0} for row in new])
    assert sentences(Answer((found,))) == f"Fraud exposure: {said}. Matching: cannot tell."


def test_cells_of_a_difference_are_in_the_unit_that_is_shown() -> None:
    """Of 40 %, a twentieth is 2 points."""
    found = regime("frozen")
    leak = paired(BY_NAME["direct_deal_share"], [0.4, 0.4], [0.5, 0.5])
    assert cells(found, leak) == Cells("40.0", "10.0 [10.0, 10.0]", "2/2", "±2.0", "worse")
    assert cells(found, leak, 0.2) == Cells("40.0", "10.0 [10.0, 10.0]", "2/2", "±20", "no practical difference")
    filled = paired(BY_NAME["fill_rate"], [0.4, 0.4], [0.5, 0.5])
    assert cells(found, filled) == Cells("40.0", "10.0 [10.0, 10.0]", "2/2", "–", "better")
