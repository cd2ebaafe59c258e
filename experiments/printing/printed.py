"""Output of a command as a text: plain, and as wide as in a file."""

import io
from collections.abc import Callable

from experiments.printing.console import INSTEAD, console_on


def printed(show: Callable[[], object]) -> str:
    """Return the output of `show` on its console. Standard output is not replaced: other threads write there too."""
    text = io.StringIO()
    usual = INSTEAD.set(console_on(text, color_system=None))  # in any environment
    try:
        show()
    finally:
        INSTEAD.reset(usual)
    return text.getvalue().rstrip("\n")
