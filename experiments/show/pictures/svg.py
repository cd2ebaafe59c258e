"""SVG with real text: its reader has the fonts, so a full-width character is measured by its own width, one em.

matplotlib takes this module as a backend. Where no installed font has a character, it would measure the box that stands
for a missing one, and Japanese in an SVG would overlap.
"""

import io
import warnings
from functools import lru_cache
from typing import Any

from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.textpath import text_to_path

from experiments.printing.widths import wide

EM = "—"  # as wide as the font is high
MEASURED = 2**14  # sizes of texts that are kept

type Size = tuple[float, float, float]


def measured(text: str, font: Any, ismath: Any = False) -> Size:
    """Return width, height and descent of a text in points, as an SVG has it."""
    return _size("".join(EM if wide(each) else each for each in text) if wide(text) else text, font, ismath)


@lru_cache(maxsize=MEASURED)
def _size(text: str, font: Any, ismath: Any) -> Size:
    """Return the size of a text, measured once for all pictures: else half of the time of a picture goes into it.

    font: nobody else's, for it is part of the key
    """
    measuring: Any = text_to_path
    with warnings.catch_warnings(action="ignore"):  # of a character that is missing; its reader may have it
        size: Size = measuring.get_text_width_height_descent(text, font, ismath)
    return size


class Renderer(RendererSVG):
    """A renderer of SVG that measures full-width characters as such."""

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> Size:
        """Return width, height and descent of a text in points."""
        return measured(s, prop.copy(), ismath)


class Canvas(FigureCanvasSVG):
    """A canvas whose SVG is written by `Renderer`."""

    def print_svg(self, filename: Any, *, bbox_inches_restore: Any = None, metadata: Any = None, **_: Any) -> None:
        """Write the figure to an open file of bytes. Matplotlib passes options of other formats too."""
        dpi, self.figure.dpi = self.figure.dpi, 72
        width, height = self.figure.get_size_inches().tolist()
        text = io.TextIOWrapper(filename, "utf-8", write_through=True)
        made: Any = Renderer
        inner = made(width * 72, height * 72, text, image_dpi=dpi, metadata=metadata)
        mixed: Any = MixedModeRenderer
        renderer = mixed(self.figure, width, height, dpi, inner, bbox_inches_restore=bbox_inches_restore)
        self.figure.draw(renderer)
        renderer.finalize()
        text.detach()


FigureCanvas: type[FigureCanvasBase] = Canvas
