"""Each kind of picture as it is drawn, of data made by hand."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex

from experiments.document.pictures import (
    Axis,
    Bar,
    Curve,
    Curves,
    Dots,
    Graph,
    Interval,
    Node,
    Plane,
    Plot,
    Row,
    Rows,
    Stack,
    column,
)
from experiments.document.tones import Toned
from experiments.measures.channels import NAMES
from experiments.show.pictures.draw import draw
from experiments.show.pictures.graph import REACH
from experiments.show.pictures.stack import SHADES
from experiments.show.pictures.style import BAND, BETTER, FAINT, INK, WORSE, brightness
from tests.experiments.show.pictures.drawing import Shown

ROWS = Rows(
    [
        Row("a", [Interval(5, 4, 6, "worse", "square")], Toned("harm", "worse"), (-1, 1)),
        Row("b", [Bar(0, -2, "faint", "2")], "words"),
        Row("c", [Dots([1, 3], "pale")]),
    ],
    "heading",
)
STEADY = Curve([0, 1], [2, 2])


def drawn(*panels: Any, narrow: bool = False, **more: Any) -> list[Any]:
    """The axes of panels below one another, whose artists are of any kind."""
    return list(draw(Plot("title", "about", column(panels), **more), narrow=narrow).axes)


def test_rows_have_marks_at_their_values_in_the_right_colours() -> None:
    [axes] = drawn(ROWS)
    band, bar = axes.patches
    assert (band.get_x(), band.get_width(), bar.get_width()) == (-1, 2, -2)
    _, stroke, middle, *_ = axes.lines  # behind the line at 0
    assert (list(stroke.get_xdata()), list(middle.get_xdata())) == ([4, 6], [5])
    assert (stroke.get_color(), middle.get_marker()) == (WORSE, "s")
    [dots] = axes.collections
    assert dots.get_offsets()[:, 0].tolist() == [1, 3]
    assert to_hex(dots.get_facecolor()[0]) == BAND
    assert middle.get_ydata()[0] < bar.get_y() + bar.get_height() / 2 < dots.get_offsets()[0][1]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]  # from the top


@pytest.mark.parametrize("narrow", [False, True])
def test_labels_and_words_stand_beside_rows_and_on_a_phone_above_them(narrow: bool) -> None:
    [axes] = drawn(ROWS, narrow=narrow)
    texts = {text.get_text(): text for text in axes.texts}
    assert [label.get_text() for label in axes.get_yticklabels()] == ([] if narrow else ["a", "b", "c"])
    assert set(texts) - {"", "2"} == {"harm", "words", *("abc" if narrow else ())}
    assert texts["harm"].get_color() == WORSE
    if narrow:
        stroke = axes.lines[1].get_ydata()[0]
        assert texts["a"].get_position()[1] == texts["harm"].get_position()[1] < stroke
        assert (texts["a"].get_position()[0], texts["harm"].get_position()[0]) == (0, 1)


def test_panels_stack_on_a_phone_with_the_same_size_of_type() -> None:
    plot = Plot("t", "about", [[ROWS, ROWS]], "below", "y")
    wide, narrow = draw(plot), draw(plot, narrow=True)
    sizes = [{text.get_fontsize() for axes in each.axes for text in axes.texts} for each in (wide, narrow)]
    assert sizes[0] == sizes[1]
    first, second = (axes.get_position() for axes in wide.axes)
    assert first.y0 == second.y0
    first, second = (axes.get_position() for axes in narrow.axes)
    assert (first.x0, second.y1 < first.y0) == (second.x0, True)


def test_a_dot_beyond_the_plane_is_a_triangle_on_its_edge() -> None:
    cross = Interval(0.5, 0, 1), Interval(0, -1, 1)
    ends = Axis(ends=(-2, 2), spans=[(-1, 1)])
    [axes] = drawn(Plane([(1, 1), (-9, 0.5)], cross, ends, ends, ("upper", "lower")))
    near, far = axes.collections
    assert (near.get_offsets().tolist(), far.get_offsets().tolist()) == ([[1, 1]], [[-2, 0.5]])
    assert (axes.get_xlim(), axes.get_ylim()) == ((-2, 2), (-2, 2))
    across, up, mean = axes.lines[2:]
    assert (list(across.get_xdata()), list(up.get_ydata())) == ([0, 1], [-1, 1])
    assert (mean.get_xdata()[0], mean.get_ydata()[0]) == (0.5, 0)
    assert [text.get_text() for text in axes.texts] == ["upper", "lower"]


def test_the_last_curve_is_solid_and_a_band_alone_is_behind_all() -> None:
    margin, before = Curve([0, 1], (), [-1, -1], [1, 1]), Curve([0, 1], [2, 2], [1, 1], [3, 3], "before")
    panel = Curves([margin, before, replace(STEADY, name="after")], Axis(line=None), Axis(line=None))
    first, second = drawn(panel, panel)
    assert [(line.get_linestyle(), line.get_color()) for line in first.lines] == [("--", FAINT), ("-", INK)]
    behind, band = first.collections
    assert behind.get_zorder() < band.get_zorder() < first.lines[0].get_zorder()
    assert [band.get_paths()[0].get_extents().intervaly.tolist() for band in (behind, band)] == [[-1, 1], [1, 3]]
    assert [text.get_text() for text in first.get_legend().get_texts()] == ["before", "after"]
    assert second.get_legend() is None


def test_a_shared_axis_from_0_reaches_the_highest_panel() -> None:
    """The second panel is higher than the first."""
    low, high = (Curves([Curve([0, 1], [1, top])], Axis(), Axis(ends=(0, None), line=None)) for top in (2, 9))
    first, second = draw(Plot("", "about", [[low, high]], "", "y")).axes
    assert first.get_ylim() == second.get_ylim()
    assert first.get_ylim()[0] == 0
    assert first.get_ylim()[1] > 9


def test_headings_numbers_and_labels_that_panels_share_are_written_once() -> None:
    panel = Curves([STEADY], Axis("x"), Axis("y"), "heading")
    figure = draw(Plot("", "about", [[panel, panel], [panel, panel]], "", "xy"))
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["heading", "heading", "", ""]
    assert [axes.get_xlabel() for axes in figure.axes] == ["", "", "x", "x"]
    assert [axes.get_ylabel() for axes in figure.axes] == ["y", "", "y", ""]


def test_an_axis_has_as_many_texts_as_have_room() -> None:
    ticks = [(day, f"{day} September") for day in range(30)]
    [axes] = drawn(Curves([STEADY], Axis(ticks=ticks), Axis()), narrow=True)
    assert [label.get_text() for label in axes.get_xticklabels()] == [f"{day} September" for day in (0, 9, 18, 27)]


MARKED = Axis(line=None, marks=[(15, "a mark")])


def test_a_stack_has_every_part_and_its_numbers_avoid_marks() -> None:
    [axes] = drawn(Stack([0, 30, 60], [(name, [1 / len(NAMES)] * 2) for name in NAMES], MARKED, "share"))
    assert len(axes.patches) == 2 * len(NAMES)
    assert len({bar.get_facecolor() for bar in axes.patches}) == len(NAMES)
    assert {"a mark", *NAMES} <= {text.get_text() for text in axes.texts}
    numbers = [text.get_position()[0] for text in axes.texts if text.get_text().endswith("%")]
    assert len(numbers) == 2 * len(NAMES)
    assert all(abs(place - 15) > 4 for place in numbers)


def test_names_of_parts_stand_apart_where_a_part_is_thin() -> None:
    thin = Stack([0, 30], [("first", [0.5]), ("second", [0.49]), ("third", [0.006]), ("fourth", [0.004])], MARKED, "")
    shown = Shown(draw(Plot("", "about", [[thin]])))
    assert shown.unreadable == []
    assert {"first", "second", "third", "fourth"} <= set(shown.texts)


def test_on_a_phone_marks_are_listed_below() -> None:
    stack = Stack([0, 30], [("first", [1.0])], replace(MARKED, marks=[(3, "one"), (4, "other")]), "")
    figure = draw(Plot("", "about", [[stack]], "below"), narrow=True)
    assert figure.get_supxlabel() == "below\none; other"
    assert {"one", "other"} & set(Shown(figure).texts) == set()


def test_branches_stand_around_their_root() -> None:
    lost = Node((), "worse", "cross")
    [axes] = drawn(Graph([Node([Node(), lost], "", "square"), Node([Node()])], around=True))
    spots = [line for line in axes.lines if len(line.get_xdata()) == 1]
    at = [(round(line.get_xdata()[0], 9), round(line.get_ydata()[0], 9)) for line in spots]
    assert at == [(0, 0), (0, REACH), (0, -REACH), (1, 0), (1, REACH)]
    assert [(line.get_marker(), line.get_color()) for line in spots[:3]] == [("s", INK), ("o", BETTER), ("x", WORSE)]
    assert len(axes.lines) - len(spots) == 3


def test_branches_hang_below_their_root_in_its_middle() -> None:
    tree = Node([Node(), Node([Node()])])
    axes, nothing = drawn(Graph([tree, Node()], around=False), Graph([], around=False, nothing="nobody"))
    at = [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines if len(line.get_xdata()) == 1]
    assert sorted(at) == [(0, -1), (0.5, 0), (1, -2), (1, -1), (2.6, 0)]
    assert [text.get_text() for text in nothing.texts] == ["nobody"]


def test_colours_that_lie_side_by_side_differ_in_grey() -> None:
    assert brightness("#ffffff") == pytest.approx(255)
    assert brightness("#00ff00") == pytest.approx(149.685)  # green is the brightest of the three
    assert brightness(BETTER) - brightness(WORSE) > 30
    assert brightness(BAND) - brightness(BETTER) > 30
    assert len(SHADES) == len(NAMES)
    assert all(abs(brightness(one) - brightness(other)) > 30 for one, other in pairwise(SHADES))


def test_a_logarithmic_axis_has_its_line_and_its_texts() -> None:
    [axes] = drawn(Rows([Row("", [Dots([20])])], "", Axis(ticks=[(0.1, "÷ 10"), (10, "× 10")], line=1, log=True)))
    assert axes.get_xscale() == "log"
    assert [label.get_text() for label in axes.get_xticklabels()] == ["÷ 10", "× 10"]
    assert np.asarray(axes.lines[0].get_xdata()).tolist() == [1, 1]
