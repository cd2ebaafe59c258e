"""Pages of studies: paragraphs between markers, with a stamp; tables as CSV beside the page; pictures."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from docs.studies.stamp import stamp
from experiments.host import files
from experiments.runs.defaults import PAIRS
from experiments.show.pictures.files import drawn

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from docs.studies.lab import Lab

FOLDER = "tables"  # beside the page
CENTRAL, FIRST, ALL = 0, PAIRS, None  # plausible worlds of the runs of a study: none, the first ones, all of them


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure, and the name of its file in docs/pictures."""

    file: str
    figure: "Figure"


type Part = Sequence[str | DataFrame | Picture]


@dataclass(frozen=True, slots=True)
class Study:
    """A question of our results: a function that asks it, its page and pictures below docs/, and the worlds it has."""

    ask: "Callable[[Lab], Part]"
    page: str = ""
    worlds: int | None = FIRST
    pictures: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The stamp of what is made now."""
        return stamp(self.worlds)

    def check(self, into: Path) -> None:
        """Create the folders of its files. Raise files.Unusable if one cannot be written."""
        for page in filter(None, (self.page, *self._pictures)):
            for folder in reversed(Path(page).parents[:-1]):
                files.make_folder(into / folder)
            files.check_writable(into / page)
            if page == self.page:
                files.text(into / page, "")
                files.make_folder((into / page).parent / FOLDER)

    def write(self, part: Part, name: str, into: Path) -> None:
        """Write a part: the page, its tables and its pictures. Raise files.Unusable."""
        for each in part:
            if isinstance(each, Picture):
                files.write(into / "pictures" / each.file, drawn(each.figure, ".png", source=self.label))
        if self.page:
            write(part, name, into / self.page, self.label)

    @property
    def _pictures(self) -> Iterator[str]:
        return (f"pictures/{file}" for file in self.pictures)


def write(part: Part, name: str, page: Path, label: str) -> None:
    """Write a part between its markers on a page, and its tables beside it. label: its stamp. Raise files.Unusable."""
    for file, sheet in sheets(part, name).items():
        files.make_folder(page.parent / FOLDER)
        files.write(page.parent / FOLDER / file, sheet)
    empty = f"# {page.stem.replace('-', ' ').capitalize()}\n"
    files.write(page, with_block(files.text(page, empty), name, text(part, name), label).encode())


def text(part: Part, name: str) -> str:
    """Return the paragraphs of a part, with a link in the place of each table."""
    links = (f"[{file}]({FOLDER}/{file})" for file in sheets(part, name))
    return "\n\n".join(
        each if isinstance(each, str) else f"Table: {next(links)}" for each in part if not isinstance(each, Picture)
    )


def as_markdown(part: Part) -> str:
    """Return a part with its tables, as Markdown."""
    return "\n\n".join(
        each if isinstance(each, str) else markdown(each.columns, each.to_numpy().tolist())
        for each in part
        if not isinstance(each, Picture)
    )


def markdown(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown."""
    head, *body = (f"| {' | '.join(row)} |" for row in (columns, *rows))
    return "\n".join([head, f"|{'---|' * len([*columns])}", *body])


def sheets(part: Part, name: str) -> dict[str, bytes]:
    """Return the tables of a part as CSV, by the name of the file."""
    tables = [each for each in part if not isinstance(each, str | Picture)]
    names = [f"{name}.csv"] if len(tables) == 1 else [f"{name}-{place}.csv" for place in range(1, len(tables) + 1)]
    return {file: _csv(table) for file, table in zip(names, tables, strict=True)}


def _csv(table: "DataFrame") -> bytes:
    sheet = StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(map(_plain, (table.columns, *table.to_numpy().tolist())))
    return sheet.getvalue().encode()


def _plain(cells: Iterable[str]) -> Iterator[str]:
    """Yield cells without Markdown of our own: lines are lines, and bold text has an asterisk behind it."""
    for cell in cells:
        lines = cell.replace("`", "").replace("\\|", "|").split("<br>")
        yield "\n".join(re.sub(r"\*\*(.*?)\*\*", r"\1 *", line) for line in lines)


def from_sheet(sheet: str) -> str:
    """Return CSV as a table of Markdown, for the site."""
    head, *rows = csv.reader(StringIO(sheet))
    cells = ([cell.replace("|", "\\|").replace("*", "\\*").replace("\n", "<br>") for cell in row] for row in rows)
    return markdown(head, cells)


def block(page: str, name: str) -> str | None:
    """Return the text between the markers of a block, None if there is no such block."""
    match = _marked(name).search(page)
    return match["body"].strip() if match else None


def stamp_of(page: str, name: str) -> str | None:
    """Return the stamp of a block, None if it has none."""
    match = _marked(name).search(page)
    return match["stamp"] if match else None


def with_block(page: str, name: str, body: str, label: str = "") -> str:
    """Return the text with this block replaced, or added at its end. label: its stamp."""
    end = f"end: {label}" if label else "end"
    whole = f"<!-- begin: {name} -->\n\n{body}\n\n<!-- {end} -->"
    if block(page, name) is None:
        return f"{page.rstrip()}\n\n{whole}\n".lstrip()
    return _marked(name).sub(lambda _: whole, page)


def _marked(name: str) -> re.Pattern[str]:
    return re.compile(rf"<!-- begin: {name} -->(?P<body>.*?)<!-- end(: (?P<stamp>[^>]*))? -->", re.DOTALL)
