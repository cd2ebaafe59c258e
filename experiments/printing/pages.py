"""Pages of prose on the terminal: paragraphs and labelled rows, wrapped at its width."""

import os
import shutil
import sys
from collections.abc import Iterable
from textwrap import wrap

from experiments.printing.widths import columns as columns_of
from experiments.printing.widths import filled, left, wide
from policies.printable import printable

PIPED = 80  # columns, if standard output is no terminal and COLUMNS is not set
NARROWEST = 40
LABEL = 12  # columns for the labels of rows, at least


def width() -> int:
    """Return the columns of standard output."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return PIPED
    return max(shutil.get_terminal_size((PIPED, 24)).columns, NARROWEST)


def reflowed(text: str, columns: int, indent: int = 0) -> list[str]:
    """Return the paragraphs of a docstring, each filled again; indented lines stay separate."""
    room, lines = " " * indent, []
    for number, paragraph in enumerate(text.split("\n\n")):
        lines += [""] if number else []
        part: list[str] = []
        for line in [*paragraph.split("\n"), None]:
            if line is None or line.startswith((" ", "- ")):
                lines += _filled(" ".join(part), columns, room, room)
                part = []
            if line is not None and line.startswith(" "):
                lines += _filled(line.strip(), columns, f"{room}  ", f"{room}    ")
            elif line is not None:
                part.append(line)
    return lines


def hanging(text: str, columns: int, indent: int) -> list[str]:
    """Return the lines of an item; its further lines are indented by four more columns."""
    return _filled(text, columns, " " * indent, " " * (indent + 4))


def rows(pairs: Iterable[tuple[str, str]], columns: int) -> list[str]:
    """Return lines of labels, each with its text wrapped beside it; a line of a text stays a line."""
    all_ = list(pairs)
    room = max([LABEL, *(columns_of(label) + 1 for label, _ in all_)])
    return [line for label, text in all_ for line in _row(label, text, room, columns)]


def _row(label: str, text: str, room: int, columns: int) -> list[str]:
    behind = " " * (room + 2)
    lines = [line for each in text.split("\n") for line in _filled(each, columns, behind, behind)]
    return [f"  {left(label, room)}{lines[0].strip()}" if lines else f"  {label}", *lines[1:]]


def _filled(text: str, columns: int, first: str, other: str) -> list[str]:
    if wide(text):
        return filled(text, columns, first, other)
    return wrap(
        printable(text),
        columns,
        initial_indent=first,
        subsequent_indent=other,
        break_long_words=False,
        break_on_hyphens=False,
    )


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"
