"""Escapes for each medium: text from a file, a name or an exception is shown, and has no effect.

There is one function for each medium, and all output uses it. All of them spell control characters out.
"""

import html as entities
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from policies.printable import disarmed, escaped, printable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

UNSEEN = "&#8203;"  # in Markdown: a space of zero width
LINKS = re.compile(r"@|(?<=\w):(?=//)|www(?=\.)|(?<=#)(?=\d)|GH-(?=\d)|^(?=\d+[.)](?:\s|$))", re.IGNORECASE)
MARKS = re.compile(r"[\\`*~|$]|\](?=[(\[:])|(?<!\w)_|_(?!\w)|^[-+=#]")


def line(text: str) -> str:
    """Escape a text for a line of a log."""
    return disarmed(printable(text))


def quoted(text: str) -> list[str]:
    """Escape a text of several lines, such as a traceback; each is indented."""
    return [f"  {line(each)}".rstrip() for each in text.split("\n")]


def markdown(text: str) -> str:
    """Escape a text for prose of Markdown and cells of its tables: no tags, marks, links, mentions, references."""
    plain = MARKS.sub(lambda match: f"\\{match[0]}", line(text).strip())
    return LINKS.sub(lambda match: f"{match[0]}{UNSEEN}", plain.translate({38: "&amp;", 60: "&lt;", 62: "&gt;"}))


def code(text: str) -> str:
    """Escape a text as a span of code in Markdown, outside tables."""
    plain = line(text)
    fence = _fence(plain, 1)
    blank = " " * (plain.strip("`") != plain or not plain.strip())
    return f"{fence}{blank}{plain}{blank}{fence}"


def block(lines: Iterable[str]) -> str:
    """Escape lines as a block of code in Markdown."""
    content = "\n".join(map(line, lines))
    fence = _fence(content, 3)
    return f"{fence}text\n{content}\n{fence}"


def _fence(text: str, least: int) -> str:
    """Return a row of backticks that is longer than any in the text."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def html(text: str) -> str:
    """Escape a text for an element of HTML, or the value of an attribute."""
    return entities.escape(line(text))


def xml(root: "Element") -> "Element":
    """Escape an element with its content: no character that XML 1.0 forbids. Tags and names of attributes are ours."""
    for each in root.iter():
        each.text = each.text and disarmed(escaped(each.text))
        each.attrib.update({name: line(value) for name, value in each.attrib.items()})
    return root


def command(level: str, properties: dict[str, str], lines: Iterable[str]) -> str:
    """Return a command to GitHub's runner, on one line."""
    fields = ",".join(f"{name}={_data(disarmed(escaped(value)), ':,')}" for name, value in properties.items())
    return f"::{level} {fields}::{_data('\n'.join(map(line, lines)))}"


def _data(text: str, more: str = "") -> str:
    return "".join(f"%{ord(each):02X}" if each in f"%\r\n{more}" else each for each in text)


def as_json(data: Any) -> str:
    """Return JSON in ASCII, which every encoding contains, so that no character of a name is lost."""
    return re.sub(r"#(?=#)", r"\\u0023", json.dumps(data, allow_nan=False, indent=2))
