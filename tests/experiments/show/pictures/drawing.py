"""What a figure shows, and whether its texts can be read: nothing of it is compared by pixels."""

from collections.abc import Callable
from io import BytesIO, StringIO
from itertools import combinations
from typing import Any
from unittest.mock import patch

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from experiments.show.pictures.svg import Renderer
from policies.records import Floats

SVG = "module://experiments.show.pictures.svg"
SLACK = 1.0  # pixels that boxes of text may share


class Shown:
    """A figure, drawn once, which takes a sixth of a second: as an SVG, or in pixels, which takes twice as long."""

    def __init__(self, figure: Figure, *, pixels: bool = False) -> None:
        self.boxes = _boxes(figure, pixels)
        self.edge = figure.bbox.padded(SLACK)

    @property
    def texts(self) -> list[str]:
        """Every text that is drawn."""
        return [text for text, _ in self.boxes]

    @property
    def collisions(self) -> list[tuple[str, str]]:
        """Pairs of texts that lie on one another."""
        return [
            (one, other) for (one, first), (other, second) in combinations(self.boxes, 2) if not apart(first, second)
        ]

    @property
    def cut(self) -> list[str]:
        """Texts that reach beyond the figure."""
        return [text for text, box in self.boxes if (box < self.edge.min).any() or (box > self.edge.max).any()]

    @property
    def unreadable(self) -> list[str | tuple[str, str]]:
        """Texts that lie on one another or are cut."""
        return [*self.collisions, *self.cut]


def apart(one: Floats, other: Floats) -> bool:
    """Do the shadows of two boxes, on a line along one of their edges, share less than SLACK?"""
    edges = [box[corner] - box[0] for box in (one, other) for corner in (1, 2)]
    for edge in edges:
        first, second = (box @ edge / np.linalg.norm(edge) for box in (one, other))
        if min(first.max(), second.max()) - max(first.min(), second.min()) <= SLACK:
            return True
    return False


def measuring(figure: Figure) -> Any:
    """A renderer that measures texts as an SVG has them."""
    figure.dpi = 72  # its points
    made: Any = Renderer
    return made(*(figure.get_size_inches() * figure.dpi).tolist(), StringIO())


def _boxes(figure: Figure, pixels: bool) -> list[tuple[str, Floats]]:
    """Each text that is drawn, and the (4, 2) corners of its box: the text of a tick beyond the axes is not seen."""
    drawn: dict[Text, None] = {}
    kind: Any = RendererAgg if pixels else Renderer
    usual: Callable[..., None] = kind.draw_text

    def note(renderer: Any, *where: Any, mtext: Text | None = None, **more: Any) -> None:
        if mtext is not None:
            drawn[mtext] = None
        usual(renderer, *where, mtext=mtext, **more)

    canvas: Any = FigureCanvasAgg(figure)
    with patch.object(kind, "draw_text", note):
        canvas.draw() if pixels else canvas.figure.savefig(BytesIO(), format="svg", backend=SVG)
    renderer = canvas.get_renderer() if pixels else measuring(figure)
    return [(text.get_text(), _corners(text, renderer)) for text in drawn if text.get_text().strip()]


def _corners(text: Text, renderer: Any) -> Floats:
    """The (4, 2) corners of a text, turned as it is; a slanted one turns about its anchor."""
    angle = text.get_rotation()
    if angle % 90 == 0:
        return text.get_window_extent(renderer).corners()
    assert text.get_rotation_mode() == "anchor"
    text.set_rotation(0)
    flat = text.get_window_extent(renderer).corners()
    text.set_rotation(angle)
    x, y = text.get_transform().transform(text.get_position()).tolist()
    return Affine2D().rotate_deg_around(x, y, angle).transform(flat)
