"""Where tables are printed: standard output, as wide as it is, with names as they are and not as markup."""

import os
import sys
from collections.abc import Iterable
from contextvars import ContextVar
from textwrap import wrap
from typing import Any, TextIO, cast

import rich.text
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from experiments.printing.terminal import styled
from policies.printable import printable

COLUMNS = 80  # of what is wrapped by hand
NARROWEST, PIPED = 80, 100  # columns: what every table fits, and what a file gets
INSTEAD: ContextVar[Console | None] = ContextVar("INSTEAD", default=None)  # of standard output, in this thread


class Text(rich.text.Text):
    """A line, or part of one, in which names are only names."""

    def __init__(self, text: str = "", style: Any = "", **settings: Any) -> None:
        super().__init__(printable(text), style, **settings)

    def append(self, text: Any, style: Any = None) -> "Text":
        """A part, at its end."""
        super().append(printable(text) if isinstance(text, str) else text, style)
        return self

    @classmethod
    def assemble(cls, *parts: Any, **settings: Any) -> "Text":
        """Of parts, each with a style of its own."""
        return cast(Text, super().assemble(*parts, **settings))


def wrapped(text: str, most: int | None = None, width: int = COLUMNS, first: str = "", others: str = "  ") -> list[str]:
    """Lines of so many columns, at most so many, each behind its indent; a line end within the text is spelt out."""
    return wrap(
        printable(text), width, max_lines=most, placeholder=" …", initial_indent=first, subsequent_indent=others
    )


class Plain(Console):
    """A console on which a name is only a name: no markup, no emoji codes, no control characters, no line ends."""

    def __init__(self, stream: TextIO, **settings: Any) -> None:
        super().__init__(
            file=styled(stream),
            markup=False,
            emoji=False,
            highlight=False,
            force_jupyter=False,  # in a kernel rich passes its file by
            **settings,
        )

    def render_str(self, text: str, **settings: Any) -> rich.text.Text:
        """Every string on its way into a table or a line comes by here."""
        return super().render_str(printable(text), **settings)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """And every line, of whatever it has been made."""
        if isinstance(renderable, rich.text.Text) and renderable.plain != printable(renderable.plain):
            renderable = Text(renderable.plain)
        return super().render(renderable, options)


def console() -> Console:
    """Where to print: standard output, unless `printed` takes it down."""
    return INSTEAD.get() or console_on(sys.stdout)


def console_on(stream: TextIO, **settings: Any) -> Console:
    """A stream, never narrower than the tables; 100 columns where it is no terminal and says nothing else."""
    if not stream.isatty() and "COLUMNS" not in os.environ:
        return Plain(stream, width=PIPED, **settings)
    out = Plain(stream, **settings)
    out.width = max(out.width, NARROWEST)
    return out
