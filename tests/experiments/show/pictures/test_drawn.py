"""Each kind of picture, wide and narrow, is drawn as in `drawn/`, to a tenth of a point.

Where a picture shall change: `python -m tests.experiments.show.pictures.test_drawn` draws all anew; look at them.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

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
from experiments.show.pictures.draw import draw
from experiments.show.pictures.files import drawn

DRAWN = Path(__file__).with_name("drawn")
ROWS = Rows(
    [
        Row("exposure", [Interval(5, 4, 6, "worse", "square")], Toned("harm", "worse"), (-1, 1)),
        Row(
            "a label with many words, which go on",
            [Interval(-2, -3, 1, "better")],
            "and as many words beside it",
            (-2, 2),
        ),
        Row("wait", [Bar(0, -2, "faint", "2"), Bar(0, 1, "better", "1", 0.2, 0.3)]),
        Row("", [Dots([1, 3], "pale"), Dots([2], "worse", "diamond")], "dots alone"),
    ],
    "rows with a heading that is so long that it goes on in a second line",
    Axis("yen", spans=[(-0.5, 0.5)]),
)
BARE = Rows([Row("a", [Interval(1, 0, 2)])], "neither bars nor ticks", Axis(ticks=(), line=None))
CROSS = Interval(0.5, 0, 1), Interval(0, -1, 1)
ENDS = Axis("to the right", (-2, 2), spans=[(-1, 1)])
PLANE = Plane(
    [(1, 1), (-0.5, 1.2), (-9, 0.5)],
    CROSS,
    ENDS,
    replace(ENDS, label="up"),
    (Toned("worse", "worse"), Toned("better", "better")),
)
BEFORE, AFTER = (
    Curve([0, 1, 3], [2 + step, 1, 3], [1.5, 0.5, 2], [3, 2, 4], name) for step, name in enumerate(("before", "after"))
)
MARKED = Axis("days", marks=[(0.5, ""), (1.5, "a mark")], ticks=[(0, "first"), (2, "third")])
CURVES = Curves(
    [Curve([0, 3], (), [0, 1], [1, 2]), BEFORE, AFTER], MARKED, Axis("share", (0, None)), "curves", dotted=True
)
PARTS = [("postings", [0.5, 0.2]), ("messages", [0.46, 0.5]), ("profiles", [0.04, 0.3])]
STACK = Stack(
    [0, 30, 60], PARTS, Axis(marks=[(15, "one mark"), (40, "another mark")], line=None), "share of lures", "parts"
)
LOST = Node((), "worse", "cross")
TREES = [Node([Node(), LOST, Node()], "", "square"), Node([Node([Node()])]), *[LOST] * 5]
PLOTS = {
    "rows": Plot("rows", "", [[ROWS, BARE]], "a text below"),
    "plane": Plot("a plane", "", [[PLANE, replace(PLANE, heading="the other")]], "a text", "xy"),
    "curves": Plot(
        "curves", "", [[CURVES, replace(CURVES, curves=[AFTER])], [CURVES, replace(CURVES, heading="last")]], "", "x"
    ),
    "stack": Plot("a stack", "", column([STACK]), "below"),
    "graph": Plot(
        "graphs",
        "",
        column([Graph(TREES, around=True), Graph(TREES[:2], around=False), Graph([], around=True, nothing="nobody")]),
    ),
}
PICTURES = {(kind, narrow): f"{kind}{'-narrow' * narrow}.svg" for kind in PLOTS for narrow in (False, True)}


def svg(kind: str, narrow: bool) -> str:
    """A picture as an SVG, its numbers in tenths of a point, its hashes counted: exact ones differ between machines."""
    text = drawn(draw(PLOTS[kind], narrow=narrow), ".svg").decode()
    for number, name in enumerate(dict.fromkeys(re.findall(r'id="((?:C\w+_|[hmp])[0-9a-f]{10})"', text))):
        text = text.replace(name, f"{name[0]}{number}")
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.1f}".replace("-0.0", "0.0"), text)


@pytest.mark.parametrize(("kind", "narrow"), PICTURES, ids=PICTURES.values())
def test_a_picture_is_drawn_as_it_was(kind: str, narrow: bool) -> None:
    assert svg(kind, narrow) == (DRAWN / PICTURES[kind, narrow]).read_text("utf-8")


if __name__ == "__main__":
    for picture, name in PICTURES.items():
        (DRAWN / name).write_text(svg(*picture), "utf-8", newline="\n")
