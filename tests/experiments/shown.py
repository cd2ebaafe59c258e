"""Documents as a terminal has them."""

from experiments.document.document import Document
from experiments.measures.paths import Axis
from experiments.printing.console import Text
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.document import document
from experiments.show import terminal

WIDTH = 100  # columns, as in a file


def shown(result: Document, *, whole: bool = True, width: int = WIDTH) -> str:
    """Return a document as it is printed."""
    return "\n".join(line.plain.rstrip() for line in terminal.lines(result, width, whole=whole))


def screen(answer: Answer, by: Axis | None = None) -> list[Text]:
    """Return the first screen of an answer."""
    return terminal.lines(document(answer, by), 80, whole=False)


def show(answer: Answer, *, everything: bool = False, by: Axis | None = None) -> None:
    """Print an answer as the command does."""
    terminal.show(document(answer, by), whole=everything)
