"""Widths of text in columns of a terminal, where a full-width character takes two, and lines that are no wider."""

import re
from collections.abc import Callable, Iterator
from textwrap import wrap

from rich.cells import cell_len

from policies.printable import printable

LONGEST = 48  # columns of the name of a platform beside others
MORE = " …"  # at the end of a text that is cut
NOT_FIRST = frozenset(
    "、。，．・：；？！ー―…‥々」』）】〉》〕］｝％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)  # of a line
NOT_LAST = frozenset("「『（【〈《〔［｛")
UNIT = re.compile(r"[!-~]+|\S")  # Latin words and numbers stay whole

type Measure = Callable[[str], float]


def columns(text: str) -> int:
    """Return the columns of a text."""
    return cell_len(text)


def left(text: str, width: int) -> str:
    """Return a text flush left in so many columns."""
    return text + " " * (width - columns(text))


def right(text: str, width: int) -> str:
    """Return a text flush right in so many columns."""
    return " " * (width - columns(text)) + text


def wide(text: str) -> bool:
    """Return whether a text has a full-width character."""
    return columns(text) > len(text)


def cut(text: str, width: int) -> str:
    """Return a text of so many columns at most, with an ellipsis where it is longer."""
    if columns(text) <= width:
        return text
    while columns(text) >= width:
        text = text[:-1]
    return f"{text}…"


def short(name: str) -> str:
    """Return the name of a platform on one line, cut where it is long."""
    return cut(" ".join(name.split()), LONGEST)


def arrow(before: str, after: str) -> str:
    """Return the names of baseline and candidate."""
    return f"{short(before)} → {short(after)}"


def filled(text: str, width: int, first: str = "", others: str = "", most: int | None = None) -> list[str]:
    """Return lines of `width` columns, at most `most`, each with its indent; line ends in the text are spelt out."""
    text = printable(text)
    if not wide(text):
        return wrap(text, width, max_lines=most, placeholder=MORE, initial_indent=first, subsequent_indent=others)
    lines = broken(text, width - columns(first), width - columns(others))
    if most is not None and len(lines) > most:
        room = width - columns(first if most == 1 else others) - columns(MORE)
        lines = [*lines[: most - 1], f"{broken(lines[most - 1], room)[0]}{MORE}"]
    return [f"{others if number else first}{line}" for number, line in enumerate(lines)]


def broken(text: str, room: float, others: float | None = None, measure: Measure = cell_len) -> list[str]:
    """Return a text in lines that fit into the room, by this measure; others: the room of all but the first line.

    Lines break at blanks and beside full-width characters: none begins with a full stop or a small letter, none ends
    with an opening bracket. A word longer than the room is split.
    """
    lines, line = list[str](), ""
    for unit in _units(text):
        for part in (unit,) if measure(unit.rstrip()) <= room else unit:
            if line.strip() and measure((line + part).rstrip()) > room:
                lines.append(line.rstrip())
                line, room = "", room if others is None else others
            line += part if line else part.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _units(text: str) -> Iterator[str]:
    """Yield the parts of a text that stay on one line, each with the blanks behind it."""
    unit, end = "", 0
    for match in UNIT.finditer(text):
        between, piece = text[end : match.start()], match[0]
        narrow = not between and unit and not wide(unit[-1]) and not wide(piece[0])
        if unit and not narrow and (between or (piece[0] not in NOT_FIRST and unit[-1] not in NOT_LAST)):
            yield unit + between
            unit = ""
        unit, end = unit + piece, match.end()
    if unit:
        yield unit
