"""A report as a page: one file without scripts that asks for nothing, to be read, printed and forwarded."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.document.pictures import Plot
from experiments.language.messages import say, spoken
from experiments.printing.table import Table
from experiments.show.pictures.draw import draw
from experiments.show.pictures.files import drawn
from policies.printable import printable

if TYPE_CHECKING:
    from jinja2 import Template

PAGE = Path(__file__).with_name("page.html")
HEAD = re.compile(r".*?(?=<svg )", re.DOTALL)  # of an SVG file: declarations that a page has no place for
NAMES = re.compile(
    r' id="(?:figure|axes|patch|text|line2d|matplotlib\.axis|[xy]tick|PathCollection|FillBetween\w*|legend)_\d+"'
)
DATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, with the numbers behind it."""

    plot: Plot
    about: str  # for a reader who cannot see it
    numbers: Table

    @property
    def svg(self) -> str:
        """The figure as part of a page: its text is text, in the first family that the reader has."""
        svg = drawn(draw(self.plot), ".svg").decode()
        return NAMES.sub("", DATA.sub("", HEAD.sub("", svg, count=1)))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: heading, paragraphs, pictures, tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report: the question and its answer on the first screen, then sections."""

    title: str
    question: str
    answer: tuple[str, ...]  # sentences
    first: tuple[Picture, ...]  # on the first screen, beside one another where there is room
    sections: tuple[Section, ...]
    command: str = ""  # that makes it again; empty where nobody knows one
    language: str = field(default_factory=spoken)
    warnings: tuple[str, ...] = field(default=())

    def html(self) -> str:
        """Return the page. Every text is escaped; control characters are spelt out."""
        return _template().render(document=self, behind=say("the numbers behind it"), again=say("The same again"))


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page.filters |= {"shown": lambda text: printable(str(text)), "svg": lambda picture: Markup(picture.svg)}
    return page.from_string(PAGE.read_text("utf-8"))
