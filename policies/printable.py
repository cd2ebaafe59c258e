"""Foreign text as it may be printed: all that could steer a terminal or a log is spelt out, ESC as `\\x1b`."""

import re
from unicodedata import category

# Commands to the runner of GitHub and Azure: `::` after blanks, `##[` and `##vso[` anywhere in a line.
COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#\w*\[)", re.MULTILINE)
STEERING = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}  # controls, format characters, surrogates, no characters, line ends


def printable(text: str) -> str:
    """The text on one line: line ends and tabs are spelt out too."""
    return re.sub(r"[^ -~]", _spelt, text)


def escaped(text: str) -> str:
    """The text with its lines and tabs, and nothing else that steers."""
    return re.sub(r"[^ -~\n\t]", _spelt, text)


def disarmed(text: str) -> str:
    """Return a text without commands to the reader of a log: the first character of each is spelt out."""
    return COMMAND.sub(lambda match: f"{match[1]}\\x3a" if match[1] is not None else "\\x23", text)


def _spelt(match: re.Match[str]) -> str:
    return ascii(match[0])[1:-1] if category(match[0]) in STEERING else match[0]
