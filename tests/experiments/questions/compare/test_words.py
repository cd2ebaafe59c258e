"""Words of an answer: titles, sentences, cells of a difference."""

from dataclasses import replace

import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.bottom_line import next_step
from experiments.questions.compare.words import Cells, cells, level, relative, sentences, titles
from experiments.runs.provenance import Seeds
from experiments.verdicts.differences import paired
from scenarios import load
from tests.experiments.found import comparison, each, in_worlds, regime, rows

type Values = tuple[float, float, float, float]

REST = "workers harmed; workers led away; workers addressed; workers who read a lure; matching"


@pytest.mark.parametrize(("workers", "size"), [(19_999, ", a small market"), (20_000, "")])
def test_the_title_calls_a_market_small_below_the_full_size(workers: int, size: str) -> None:
    compared = regime("frozen")
    other = replace(compared.sides[1], scenario=load("production", [f"world.workers={workers}"]))
    for sides in ((compared.sides[0], other), (other, compared.sides[0])):
        assert titles(Answer((replace(compared, sides=sides),)))[1].endswith(f", 120 days{size}")


def test_where_nothing_differs_worlds_are_counted_or_seeds() -> None:
    for compared, kind in ((regime("frozen"), "seeds"), (in_worlds(regime("frozen")), "worlds")):
        assert sentences(Answer((compared,))) == f"No difference at all: all metrics are equal in all 4 {kind}."


def test_what_one_world_is_one_world() -> None:
    compared = regime("frozen", exposed_per_10k=each(4, 6, 4, 6))
    alone = replace(compared, seeds=Seeds((7,), (7,)))
    assert titles(Answer((alone,)))[1] == "world crowdworks_2020, 1 seed, 120 days"
    assert titles(Answer((in_worlds(alone),)))[1] == "1 plausible world, 120 days"


def exposed(after: Values, *changes: str) -> Answer:
    """Exposure of 100 and after; what projects are filled differs too, and nobody counts it."""
    new = [row | {"exposed_per_10k": value, "fill_rate": 0.99} for row, value in zip(rows(4), after, strict=True)]
    return Answer((comparison(rows(4), new, *changes),))


@pytest.mark.parametrize(
    ("after", "text"),
    [
        ((104, 106, 104, 106), "Harm: workers addressed up 3.2 to 6.8 %."),  # 5 ± 3.182 · 0.577
        ((96, 94, 96, 94), "Gain: workers addressed down 3.2 to 6.8 %."),
        ((101, 101.5, 101, 100.5), "Harm: workers addressed up 0.4 to 1.6 %, a little."),  # 1 ± 0.65
        ((99, 98.5, 99, 99.5), "Gain: workers addressed down 0.4 to 1.6 %, a little."),
        ((99, 96, 99, 97), "Possible gain: workers addressed."),  # -2.25 ± 2.387
        ((103, 99, 103, 101), "Possible harm: workers addressed."),  # 1.5 ± 3.05, t = 1.57
        ((99, 101, 100, 100), f"No difference: {REST}."),  # ± 1.3
    ],
)
def test_the_bottom_line_has_the_kind_of_a_verdict_and_both_ends(after: Values, text: str) -> None:
    assert sentences(exposed(after)) == text


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        ((3.4, 1.2, 5.6), "+3 [1, 6]"),
        ((-0.4, -0.9, 0.1), "-0.4 [-0.9, 0.1]"),
        ((-46.0, -46.0, -46.0), "-46"),
        ((42.0, -14.0, 99.0), "+42 [-14, 99]"),
        ((42.0, -14.0, 101.0), "×1.4 [0.9, 2.0]"),
        ((900.0, 600.0, 1400.0), "×10 [7, 15]"),
    ],
)
def test_a_change_is_in_per_cent_or_so_many_times(ends: tuple[float, float, float], text: str) -> None:
    difference, low, high = (2 * end for end in ends)
    base = paired(BY_NAME["exposed_per_10k"], [200.0, 200.0], [201.0, 202.0])
    assert relative(replace(base, difference=difference, low=low, high=high)) == text
    nothing = replace(base, baseline=0.0, difference=3.0, low=1.0, high=5.0)
    assert relative(nothing) == "+3.0 [1.0, 5.0]"


def test_a_level_is_in_per_cent_or_yen_of_the_marketplace() -> None:
    compared = regime("frozen", fee_yen=each(1, 1, 1, 1))  # 80,000 workers stand for 3.69 million
    names = ("direct_deal_share", "fee_yen", "loss_yen_per_worker", "led_away_per_10k")
    assert [level(compared, name) for name in names] == ["50.0 %", "¥4,612", "¥100", "100"]


def test_where_a_market_is_scaled_already_no_other_scale_is_named() -> None:
    """A scale laid upon it replaces the first one: 13.9 times as many people would not be `scale=14`."""
    assert (
        load("production", ["scale=0.25", "scale=14"]).world.workers == load("production", ["scale=14"]).world.workers
    )
    answer = exposed((99, 109, 100, 100), "scale=0.25")
    assert "To settle workers addressed: more people, 14 times as many, about " in next_step(answer)


def test_cells_of_a_difference_are_in_the_unit_that_is_shown() -> None:
    """Of 40 %, a twentieth is 2 points."""
    compared = regime("frozen")
    leak = paired(BY_NAME["direct_deal_share"], [0.4, 0.4], [0.5, 0.5])
    assert cells(compared, leak) == Cells("40.0", "10.0", "2/2", "±2.0", "worse")
    assert cells(compared, leak, 0.2) == Cells("40.0", "10.0", "2/2", "±20", "a little worse")
    filled = paired(BY_NAME["fill_rate"], [0.4, 0.4], [0.5, 0.5])
    assert cells(compared, filled) == Cells("40.0", "10.0", "2/2", "–", "better")
    varied = paired(BY_NAME["fill_rate"], [0.4, 0.4, 0.4], [0.49, 0.5, 0.51])  # ± 4.303 · 0.01 ÷ √3
    assert cells(compared, varied) == Cells("40.0", "10 [8, 12]", "3/3", "–", "better")
