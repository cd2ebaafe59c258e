"""Parts that several tabs of the page have."""

from collections.abc import Callable, Iterable, Sequence

from nicegui import ui

from policies.printable import printable


def heading(text: str, tag: str = "h2") -> None:
    """Add a heading."""
    with ui.element(tag):
        ui.label(printable(text)).classes("inline")


def paragraph(text: str, kind: str = "") -> ui.label:
    """Add a paragraph; its text is shown as it is, and does nothing."""
    return ui.label(printable(text)).classes(f"paragraph {kind}")


def lines(texts: Iterable[str], kind: str = "") -> ui.label:
    """Add lines as they would stand in a terminal."""
    return ui.label("\n".join(texts)).classes(f"lines {kind}")


def name(element: ui.element, text: str) -> None:
    """Name an element for who does not see it."""
    element.props["aria-label"] = printable(text)


def table(heads: Sequence[str], about: str) -> Callable[[Iterable[Sequence[str]]], None]:
    """Add a table; return the function that fills it with rows of text."""
    columns = [
        {"name": str(place), "label": head, "field": str(place), "align": "left"} for place, head in enumerate(heads)
    ]
    element = ui.table(rows=[], columns=columns, row_key="row").props("dense flat hide-bottom")
    name(element, about)
    element.props(":pagination='{rowsPerPage: 0}'").classes("grid")

    def fill(rows: Iterable[Sequence[str]]) -> None:
        element.rows = [
            {"row": number, **{str(place): printable(cell) for place, cell in enumerate(row)}}
            for number, row in enumerate(rows)
        ]

    return fill
