"""Foreign text in each medium: what comes from a file, a name or an exception is shown, and does nothing there.

One function a medium, and everything that is written goes through it. Controls are spelt out in all of them.
"""

import html as entities
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from policies.printable import escaped, printable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# What GitHub and Azure take for a command to the runner: `::` after blanks, `##[` and `##vso[` anywhere in a line.
COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#\w*\[)", re.MULTILINE)
UNSEEN = "&#8203;"  # in Markdown, a blank of no width
LINKS = re.compile(r"@|(?<=\w):(?=//)|www(?=\.)|(?<=#)(?=\d)|GH-(?=\d)|^(?=\d+[.)](?:\s|$))", re.IGNORECASE)
MARKS = re.compile(r"[\\`*~|$]|\](?=[(\[:])|(?<!\w)_|_(?!\w)|^[-+=#]")


def disarmed(text: str) -> str:
    """The text without commands to whatever reads the log: the first character of each is spelt out."""
    return COMMAND.sub(lambda found: f"{found[1]}\\x3a" if found[1] is not None else "\\x23", text)


def line(text: str) -> str:
    """On a line of its own or as part of one."""
    return disarmed(printable(text))


def quoted(text: str) -> list[str]:
    """The lines of a text that has several on purpose, as a traceback; each is indented."""
    return [f"  {line(each)}".rstrip() for each in text.split("\n")]


def markdown(text: str) -> str:
    """As prose, in a cell of a table too: no tags, marks, links, mentions, references."""
    plain = MARKS.sub(lambda found: f"\\{found[0]}", line(text).strip())
    return LINKS.sub(lambda found: f"{found[0]}{UNSEEN}", plain.translate({38: "&amp;", 60: "&lt;", 62: "&gt;"}))


def code(text: str) -> str:
    """As a span of code in Markdown, outside tables."""
    plain = line(text)
    fence = _fence(plain, 1)
    blank = " " * (plain.strip("`") != plain or not plain.strip())
    return f"{fence}{blank}{plain}{blank}{fence}"


def block(lines: Iterable[str]) -> str:
    """As a block of code in Markdown."""
    told = "\n".join(map(line, lines))
    fence = _fence(told, 3)
    return f"{fence}text\n{told}\n{fence}"


def _fence(text: str, least: int) -> str:
    """Longer than any row of backticks within."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def html(text: str) -> str:
    """As the text of an element, or the value of an attribute."""
    return entities.escape(line(text))


def xml(root: "Element") -> "Element":
    """An element with all that is in it: no character that XML 1.0 forbids. Tags and names of attributes are ours."""
    for each in root.iter():
        each.text = each.text and disarmed(escaped(each.text))
        each.attrib.update({name: line(value) for name, value in each.attrib.items()})
    return root


def command(level: str, properties: dict[str, str], lines: Iterable[str]) -> str:
    """A command to GitHub's runner, on one line."""
    told = ",".join(f"{name}={_data(disarmed(escaped(value)), ':,')}" for name, value in properties.items())
    return f"::{level} {told}::{_data('\n'.join(map(line, lines)))}"


def _data(text: str, more: str = "") -> str:
    return "".join(f"%{ord(each):02X}" if each in f"%\r\n{more}" else each for each in text)


def as_json(data: Any) -> str:
    """In ASCII, which every encoding has, so that no character of a name is lost."""
    return re.sub(r"#(?=#)", r"\\u0023", json.dumps(data, allow_nan=False, indent=2))
