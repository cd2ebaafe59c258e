"""Where tables are printed: standard output, as wide as it is, with names as they are and not as markup."""

import os
import sys
from contextvars import ContextVar
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

from experiments.terminal import escaped, styled

NARROWEST, PIPED = 80, 100  # columns: what every table fits, and what a file gets
INSTEAD: ContextVar[Console | None] = ContextVar("INSTEAD", default=None)  # of standard output, in this thread


class Plain(Console):
    """A console on which a name is only a name: no markup, no emoji codes, no control characters."""

    def __init__(self, stream: TextIO, **settings: Any) -> None:
        super().__init__(
            file=styled(stream),
            markup=False,
            emoji=False,
            highlight=False,
            force_jupyter=False,  # in a kernel rich passes its file by
            **settings,
        )

    def render_str(self, text: str, **settings: Any) -> Text:
        """Every text on its way into a table or a line comes by here."""
        return super().render_str(escaped(text), **settings)


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
