"""Files of pictures: SVG with real text, PNG, PDF. Equal figures give equal bytes."""

import re
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.language.messages import message, say, spoken
from experiments.show.pictures.style import fonts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FAMILIES = "'DejaVu Sans', Verdana, 'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', IPAGothic, sans-serif"
FORMATS = (".svg", ".png", ".pdf")
FONT = re.compile(rb"'DejaVu Sans'(?:, '[^']*')*")  # as matplotlib names the families of a text
DPI = 150
DATES = {".svg": {"Date": None}, ".png": {}, ".pdf": {"CreationDate": None}}  # no file says when it was made


def problem(path: Path) -> str | None:
    """Return the reason why no figure has a file of this name; None if one may have it."""
    if path.suffix.lower() in FORMATS:
        return (
            None
            if path.suffix.lower() == ".svg" or spoken() != "ja" or len(fonts()) > 1
            else f"{path}: {say(FONTLESS)}"
        )
    return f"{path}: a figure is a file of {', '.join(FORMATS[:-1])} or {FORMATS[-1]}"


FONTLESS = message(
    "no installed font has Japanese: install one, such as fonts-ipafont-gothic or "
    "fonts-noto-cjk (Debian), or write .svg"
)


class Unprintable(Exception):
    """A character that no installed font has; the message names it, and a package that brings one."""


def drawn(figure: "Figure", suffix: str = ".png", dpi: int = DPI, *, source: str = "", about: str = "") -> bytes:
    """Return a figure as the content of a file of this suffix, one of FORMATS.

    source: as the file names it; about: for those who cannot see it

    The text of an SVG is in the first of FAMILIES that its reader has.

    Raises Unprintable if a character would be an empty box. In an SVG text is text, and its reader has the fonts.
    """
    from matplotlib import rc_context

    content, suffix = BytesIO(), suffix.lower()
    with (
        rc_context({"svg.fonttype": "none", "svg.hashsalt": "policylab", "pdf.fonttype": 42}),
        warnings.catch_warnings(record=True) as noted,
    ):
        warnings.simplefilter("always")
        figure.savefig(
            content,
            format=suffix[1:],
            dpi=dpi,
            metadata=DATES[suffix] | {key: text for key, text in (("Source", source), ("Title", about)) if text},
            backend="module://experiments.show.pictures.svg" if suffix == ".svg" else None,
        )
    glyphs = (re.match(r"Glyph (\d+) .*missing from", str(note.message)) for note in noted)
    missing = [glyph[1] for glyph in glyphs if glyph]
    if missing and suffix != ".svg":
        raise Unprintable(
            f"no installed font has {chr(int(missing[0]))}: install one, such as fonts-noto-cjk or "
            "fonts-ipafont-gothic (Debian), or write .svg"
        )
    if suffix == ".svg":
        return FONT.sub(FAMILIES.encode(), content.getvalue())
    return content.getvalue()
