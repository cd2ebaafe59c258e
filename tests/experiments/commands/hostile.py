"""Names and texts that would do something wherever they are printed as they are, and how to tell that they did not."""

import re
from unicodedata import category

STEERING = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
NAME = (  # a file may be called so
    "\x1b]0;t\x07\x1b[2J\x9b1m\r\n::error title=x::forged\n  ::add-mask::y\n##[error]z\x85\u2028\u202egpj.exe"
    "\u200f\u200b\ufffe<script>@all|`x`[l](www.e.vil)*_#1\udcff"
)
TEXT = f"{NAME}</script><b>http://e.vil/\n```\n# h\n| a |"
SHOWN = "\\x1b]0;t\\x07"  # how each begins where it is printed


def harmful(text: str) -> list[str]:
    """What a text does to a terminal, or to a runner of GitHub's that reads it as a log."""
    lines = text.split("\n")
    characters = [ascii(char) for char in text if char not in "\n\t" and category(char) in STEERING]
    return characters + [line for line in lines if line.lstrip().startswith("::") or re.search(r"##\w*\[", line)]
