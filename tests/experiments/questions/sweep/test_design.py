"""Points of a sweep: how many, where, and always the same."""

import numpy as np
import pytest

from experiments.questions.sweep.axes import Axis, fitted, parsed
from experiments.questions.sweep.design import Design, points
from scenarios import BadInput


def axes(*texts: str, whole: tuple[int, ...] = ()) -> list[Axis]:
    problems: list[str] = []
    made = [parsed(text, False, problems) for text in texts]
    return [fitted(each, number in whole, problems) for number, each in enumerate(made) if each]


TWO = axes("platform.a.x=0:1", "platform.a.y=10:20")


def test_a_grid_has_all_combinations_in_the_order_of_axes() -> None:
    assert points(axes("platform.a.x=1,2", "platform.b.rule=on,off", "world.c=0:1:2"), Design()) == [
        ("1", "on", "0.0"), ("1", "on", "1.0"), ("1", "off", "0.0"), ("1", "off", "1.0"),
        ("2", "on", "0.0"), ("2", "on", "1.0"), ("2", "off", "0.0"), ("2", "off", "1.0"),
    ]  # fmt: skip


def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_range() -> None:
    result = np.array(points(TWO, Design("lhs", 10)), np.float64)
    assert result.shape == (10, 2)
    assert sorted(np.floor(10 * result[:, 0])) == list(range(10))
    assert sorted(np.floor(result[:, 1] - 10)) == list(range(10))


def test_sobol_points_have_one_in_every_box_of_equal_size() -> None:
    result = np.array(points(TWO, Design("sobol", 16)), np.float64)
    boxes = {(int(4 * x), int(4 * (y - 10) / 10)) for x, y in result}
    assert len(boxes) == len(result) == 16


def test_a_design_may_have_one_point_and_ten_thousand() -> None:
    assert len(points(TWO, Design("sobol", 1))) == len(points(TWO, Design("lhs", 1))) == 1
    assert len(points(axes("world.a=0:1:100", "world.b=0:1:100"), Design())) == 10_000


@pytest.mark.parametrize("kind", ["lhs", "sobol"])
def test_spread_points_are_the_same_every_time_and_others_with_another_seed(kind: str) -> None:
    def made(seed: int) -> list[tuple[str, ...]]:
        return points(TWO, Design(kind, 8, seed))  # type: ignore[arg-type]

    assert made(0) == made(0)
    assert not set(made(0)) & set(made(1))


def test_designs_cut_lists_into_equal_parts_and_drop_repeated_points() -> None:
    result = points(axes("platform.a.rule=on,off", "platform.a.n=1:4", whole=(1,)), Design("sobol", 64))
    assert sorted(result) == sorted({(rule, number) for rule in ("on", "off") for number in "1234"})
    once = points(axes("platform.a.n=1:4", whole=(0,)), Design("lhs", 4))
    assert sorted(once) == [("1",), ("2",), ("3",), ("4",)]


@pytest.mark.parametrize(
    ("varied", "design", "message"),
    [
        (TWO, Design(), "platform.a.x=0:1 a grid needs a COUNT, such as 0.5:0.9:9"),
        (TWO, Design(), "platform.a.y=10:20 a grid needs a COUNT"),
        (TWO, Design("grid", 8), "a grid has all combinations: points=… is for lhs and sobol"),
        (TWO, Design("grid", None, 3), "a grid has all combinations: design_seed=… is for lhs and sobol"),
        (TWO, Design("grid", 8, 3), "a grid has all combinations: points=… and design_seed=… are for lhs and sobol"),
        (TWO, Design("lhs"), "lhs needs points=…"),
        (TWO, Design("lhs", 0), "lhs needs points=…, from 1 to 10,000"),
        (TWO, Design("lhs", 10_001), "from 1 to 10,000"),
        (TWO, Design("sobol", 12), "need a power of two: points=8 or 16, not 12"),
        (TWO, Design("sobl", 8), "no design 'sobl': one of grid, lhs, sobol"),  # type: ignore[arg-type]
        (axes("world.a=0:1:101", "world.b=0:1:100"), Design(), "10,100 combinations, more than 10,000"),
    ],
)
def test_a_design_that_cannot_be_is_refused(varied: list[Axis], design: Design, message: str) -> None:
    with pytest.raises(BadInput) as error:
        points(varied, design)
    assert message in " ".join(str(error.value).split())
