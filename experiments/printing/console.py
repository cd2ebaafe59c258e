"""Console: standard output at its own width, with names as plain text, not as markup."""

import os
import sys
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any, TextIO, cast

import rich.text
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from experiments.printing.terminal import styled
from policies.printable import printable

COLUMNS = 80  # of prose, and of a table at least
PIPED = 100  # columns of a file
INSTEAD: ContextVar[Console | None] = ContextVar(
    "INSTEAD", default=None
)  # a replacement of standard output, in this thread


class Text(rich.text.Text):
    """A line, or part of one, in which names are plain text."""

    def __init__(self, text: str = "", style: Any = "", **settings: Any) -> None:
        super().__init__(printable(text), style, **settings)

    def append(self, text: Any, style: Any = None) -> "Text":
        """Append a part."""
        super().append(printable(text) if isinstance(text, str) else text, style)
        return self

    @classmethod
    def assemble(cls, *parts: Any, **settings: Any) -> "Text":
        """Return a text of parts, each with a style of its own."""
        return cast(Text, super().assemble(*parts, **settings))


class Plain(Console):
    """A console that prints names as plain text: no markup, no emoji codes, no control characters, no line ends."""

    def __init__(self, stream: TextIO, **settings: Any) -> None:
        super().__init__(
            file=styled(stream),
            markup=False,
            emoji=False,
            highlight=False,
            force_jupyter=False,  # otherwise rich ignores its file in a kernel
            **settings,
        )

    def render_str(self, text: str, **settings: Any) -> rich.text.Text:
        """Escape every string that goes into a table or a line."""
        return super().render_str(printable(text), **settings)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Escape every line, of any kind."""
        if isinstance(renderable, rich.text.Text) and renderable.plain != printable(renderable.plain):
            renderable = Text(renderable.plain)
        return super().render(renderable, options)


def console() -> Console:
    """Return the console: standard output, unless `printed` captures it."""
    return INSTEAD.get() or console_on(sys.stdout)


def console_on(stream: TextIO, **settings: Any) -> Console:
    """Return a console on a stream, as wide as its terminal; 100 columns for a file, if COLUMNS is not set."""
    piped = not stream.isatty() and "COLUMNS" not in os.environ
    return Plain(stream, width=PIPED if piped else None, **settings)
