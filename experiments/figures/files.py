"""Files of figures: SVG with real text, PNG, PDF. Equal figures give equal bytes."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = (".svg", ".png", ".pdf")
DPI = 150
DATES = {".svg": {"Date": None}, ".png": {}, ".pdf": {"CreationDate": None}}  # no file says when it was made


def problem(path: Path) -> str | None:
    """Return the reason why no figure has a file of this name; None if one may have it."""
    if path.suffix.lower() in FORMATS:
        return None
    return f"{path}: a figure is a file of {', '.join(FORMATS[:-1])} or {FORMATS[-1]}"


def drawn(figure: "Figure", suffix: str = ".png", dpi: int = DPI) -> bytes:
    """Return a figure as the content of a file of this suffix, one of FORMATS."""
    from matplotlib import rc_context

    content, suffix = BytesIO(), suffix.lower()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "policylab", "pdf.fonttype": 42}):  # text stays text
        figure.savefig(content, format=suffix[1:], dpi=dpi, metadata=DATES[suffix])
    return content.getvalue()
