"""What a command would print, as a text: plain, and no wider than a file gets."""

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout

STYLE = re.compile(r"\x1b\[[0-9;]*m")  # colours, where the environment asks for them whatever the stream is


def printed(show: Callable[[], object]) -> str:
    """What `show` prints on standard output."""
    with redirect_stdout(io.StringIO()) as said:
        show()
    return STYLE.sub("", said.getvalue()).rstrip("\n")
