"""Panels of a picture, and the intervals in its rows."""

from experiments.document.pictures import Interval, Plot, Row


def panels[P](plot: Plot, kind: type[P]) -> list[P]:
    """Every panel from the top, which is of this kind."""
    every = [panel for row in plot.panels for panel in row]
    assert {type(panel) for panel in every} == {kind}
    return [panel for panel in every if isinstance(panel, kind)]


def interval(row: Row) -> Interval:
    """The one interval of a row."""
    [mark] = row.marks
    assert isinstance(mark, Interval)
    return mark
