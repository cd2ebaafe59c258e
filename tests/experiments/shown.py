"""Documents as a terminal has them."""

from experiments.document.document import Document
from experiments.show.terminal import lines

WIDTH = 100  # columns, as in a file


def shown(document: Document, *, whole: bool = True, width: int = WIDTH) -> str:
    """Return a document as it is printed."""
    return "\n".join(line.plain.rstrip() for line in lines(document, width, whole=whole))
