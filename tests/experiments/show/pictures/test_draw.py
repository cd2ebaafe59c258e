"""What the pictures of test_drawn.py do not show: rare axes, thin parts, and colours in grey."""

from itertools import pairwise

import numpy as np
import pytest

from experiments.document.pictures import Axis, Curve, Curves, Dots, Plot, Row, Rows, Stack
from experiments.measures.channels import NAMES
from experiments.show.pictures.draw import draw
from experiments.show.pictures.stack import SHADES
from experiments.show.pictures.style import BAND, BETTER, WORSE, brightness
from tests.experiments.show.pictures.drawing import Shown


def test_a_shared_axis_from_0_reaches_the_highest_panel() -> None:
    """The second panel is higher than the first."""
    low, high = (Curves([Curve([0, 1], [1, top])], Axis(), Axis(ends=(0, None), line=None)) for top in (2, 9))
    first, second = draw(Plot("", "about", [[low, high]], "", "y")).axes
    assert first.get_ylim() == second.get_ylim()
    assert first.get_ylim()[0] == 0
    assert first.get_ylim()[1] > 9


def test_an_axis_has_as_many_texts_as_have_room() -> None:
    ticks = [(day, f"{day} September") for day in range(30)]
    [axes] = draw(Plot("", "", [[Curves([Curve([0, 1], [2, 2])], Axis(ticks=ticks), Axis())]]), narrow=True).axes
    assert [label.get_text() for label in axes.get_xticklabels()] == [f"{day} September" for day in (0, 9, 18, 27)]


def test_names_of_parts_stand_apart_where_a_part_is_thin() -> None:
    parts = [("first", [0.5]), ("second", [0.49]), ("third", [0.006]), ("fourth", [0.004])]
    thin = Stack([0, 30], parts, Axis(line=None), "")
    shown = Shown(draw(Plot("", "about", [[thin]])))
    assert shown.unreadable == []
    assert {"first", "second", "third", "fourth"} <= set(shown.texts)


def test_colours_that_lie_side_by_side_differ_in_grey() -> None:
    assert brightness("#ffffff") == pytest.approx(255)
    assert brightness("#00ff00") == pytest.approx(149.685)  # green is the brightest of the three
    assert brightness(BETTER) - brightness(WORSE) > 30
    assert brightness(BAND) - brightness(BETTER) > 30
    assert len(SHADES) == len(NAMES)
    assert all(abs(brightness(one) - brightness(other)) > 30 for one, other in pairwise(SHADES))


def test_a_logarithmic_axis_has_its_line_and_its_texts() -> None:
    across = Axis(ticks=[(0.1, "÷ 10"), (10, "× 10")], line=1, log=True)
    [axes] = draw(Plot("", "", [[Rows([Row("", [Dots([20])])], "", across)]])).axes
    assert axes.get_xscale() == "log"
    assert [label.get_text() for label in axes.get_xticklabels()] == ["÷ 10", "× 10"]
    assert np.asarray(axes.lines[0].get_xdata()).tolist() == [1, 1]
