"""What a figure shows, and whether its texts can be read: nothing of it is compared by pixels."""

from collections.abc import Callable
from io import BytesIO, StringIO
from itertools import combinations
from typing import Any
from unittest.mock import patch

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from experiments.figures.svg import Renderer
from experiments.language.messages import spoken

SVG = "module://experiments.figures.svg"
SLACK = 1.0  # pixels that boxes of text may share


def texts(figure: Figure) -> list[str]:
    """Every text that is drawn."""
    return [text for text, _ in _boxes(figure)]


def collisions(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that lie on one another."""
    return [
        (one, other)
        for (one, first), (other, second) in combinations(_boxes(figure), 2)
        if (shared := Bbox.intersection(first, second)) is not None and min(shared.width, shared.height) > SLACK
    ]


def cut(figure: Figure) -> list[str]:
    """Texts that reach beyond the figure."""
    edge = figure.bbox.padded(SLACK)
    return [
        text
        for text, box in _boxes(figure)
        if box.x0 < edge.x0 or box.x1 > edge.x1 or box.y0 < edge.y0 or box.y1 > edge.y1
    ]


def measuring(figure: Figure) -> Any:
    """A renderer that measures texts as an SVG has them."""
    figure.dpi = 72  # its points
    made: Any = Renderer
    return made(*(figure.get_size_inches() * figure.dpi).tolist(), StringIO())


def _boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Each text that is drawn, and the box around it: a tick beyond the axes has a text that nobody sees."""
    drawn: dict[Text, None] = {}
    pixels = spoken() == "en"
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
    return [(text.get_text(), text.get_window_extent(renderer)) for text in drawn if text.get_text().strip()]
