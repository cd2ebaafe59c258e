"""What a command would print, as a text: plain, and no wider than a file gets."""

import io
from collections.abc import Callable

from experiments.printing.console import INSTEAD, console_on


def printed(show: Callable[[], object]) -> str:
    """What `show` prints on its console. Standard output stays as it is, for other threads write there too."""
    text = io.StringIO()
    usual = INSTEAD.set(console_on(text, color_system=None))  # whatever the environment asks for
    try:
        show()
    finally:
        INSTEAD.reset(usual)
    return text.getvalue().rstrip("\n")
