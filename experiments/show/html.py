"""A document as HTML: a page to forward, without scripts, that asks for nothing; and in short, for a notebook."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.document.document import Document, Picture, Table, Toned, tone
from experiments.language.messages import say, sentences, several
from experiments.printing import escapes
from policies.printable import printable

if TYPE_CHECKING:
    from jinja2 import Template

PAGE = Path(__file__).with_name("page.html")
HEAD = re.compile(r".*?(?=<svg )", re.DOTALL)  # of an SVG file: declarations that a page has no place for
NAMES = re.compile(
    r' id="(?:figure|axes|patch|text|line2d|matplotlib\.axis|[xy]tick|PathCollection|FillBetween\w*|legend)_\d+"'
)
DATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
CODE = re.compile("`([^`]+)`")
MOST_ROWS = 12  # of a table in a notebook


def page(document: Document) -> str:
    """Return the page of a document. Every text is escaped; control characters are spelt out."""
    return _template().render(document=document, behind=say("the numbers behind it"), again=say("The same again"))


def brief(document: Document) -> str:
    """Return the bottom line, and the first table: all other numbers are in the frames of the result."""
    first = next((part for part in document.parts() if isinstance(part, Table) and part.rows), None)
    verdict = [document.title] if tone(document.title) or not document.bottom else []  # the title of a gate is one
    bottom = say("; ").join([*verdict, *([sentences(document.bottom)] if document.bottom else [])])
    place = say("; ").join([*([] if verdict else [document.title]), document.where, *document.remarks])
    below = _rows(first, MOST_ROWS) if first else ""
    return f"<div><p><b>{coded(bottom)}</b></p><p>{coded(place)}</p>{below}</div>"


def _rows(table: Table, most: int) -> str:
    """Return so many rows of a table, and how many more there are."""
    rows = "".join(f"<tr>{_row(row, len(table.heads))}</tr>" for row in table.rows[:most])
    more = len(table.rows) - most
    ending = f"<p>{several(more, '{count} more row: .frame()', '{count} more rows: .frame()')}</p>" if more > 0 else ""
    heads = "".join(f"<th>{coded(head)}</th>" for head in table.heads)
    title = f"<p>{coded(table.title)}</p>" if table.title else ""
    return f"{title}<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{ending}"


def _row(row: "Sequence[str] | str", width: int) -> str:
    if isinstance(row, str):
        return f'<th colspan="{width}" style="text-align: left">{coded(row)}</th>'
    return "".join(f"<td>{coded(cell)}</td>" for cell in row)


def coded(text: str) -> str:
    """Return a text as HTML: what stands between backticks is code."""
    return CODE.sub(r"<code>\1</code>", escapes.html(text))


def svg(picture: Picture, narrow: bool) -> str:
    """Return a picture as part of a page: its text is text, in the first family that the reader has."""
    from experiments.show.pictures.draw import draw
    from experiments.show.pictures.files import drawn

    return NAMES.sub("", DATA.sub("", HEAD.sub("", drawn(draw(picture.plot, narrow=narrow), ".svg").decode(), count=1)))


def _looks(table: Table, place: int) -> str:
    """Return the attribute of a column's class: of numbers, and of those that a phone has no room for."""
    names = ["number"] * (not table.is_text(place)) + ["optional"] * (table.heads[place] in table.optional)
    return f' class="{" ".join(names)}"' if names else ""


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page.filters |= {
        "whole": lambda cell: Toned(cell.replace(", ", ",\u00a0"), tone(cell)) if cell.endswith("]") else cell,
        "shown": lambda text: printable(str(text)),
        "coded": lambda text: Markup(coded(text)),
        "looks": lambda table, place: Markup(_looks(table, place)),
        "svg": lambda picture, narrow: Markup(svg(picture, narrow)),
        "tone": lambda text: tone(text).replace(" ", "-"),
        "kind": lambda part: type(part).__name__,
    }
    return page.from_string(PAGE.read_text("utf-8"))
