"""Ranks: each headline of several candidates, the least exposed first, with intervals that hold for all of them."""

from typing import TYPE_CHECKING

from experiments.figures.amounts import ends, within
from experiments.figures.style import (
    COLOURS,
    FAINT,
    INK,
    MARKERS,
    NOTE,
    beside,
    blank,
    frame_rows,
    heading,
    margin_of_row,
    panels,
    short,
    stroke,
    styled,
)
from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.words import cells, titles, unit_of
from experiments.questions.rank.result import Ranking
from experiments.questions.rank.text import sentence
from experiments.verdicts.margins import subjects
from experiments.verdicts.regimes import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@styled
def ranks(ranking: Ranking) -> "Figure":
    """Draw a panel for each headline, with a row for each candidate and regime."""
    count = len(ranking.answers) * len(ranking.regimes)
    figure = blank(
        1.2 + len(ranking.headlines) * (0.8 + 0.32 * count),
        sentence(ranking),
        f"{short(ranking.baseline)} against {len(ranking.answers)} candidates, {titles(ranking.answers[0])[1]}. "
        "Intervals hold for all candidates together; band: within the margin.",
    )
    for axes, name in zip(panels(figure, len(ranking.headlines)), ranking.headlines, strict=True):
        draw(axes, ranking, name)
    return figure


def draw(axes: "Axes", ranking: Ranking, name: str) -> "Axes":
    """Draw one headline, the candidates by rank from the top."""
    places = [(place, regime) for place in ranking.order for regime in range(len(ranking.regimes))]
    bounds, labels = list[float](), list[str]()
    for row, (place, regime) in enumerate(places):
        difference = ranking.together[place][regime][name]
        cell, most = cells(ranking.answers[place].comparisons[regime], difference), within(difference)
        colour = COLOURS.get(cell.verdict, FAINT)
        interval = ends(difference)
        margin_of_row(axes, row, most)
        stroke(axes, row, interval, colour, MARKERS[regime])
        beside(axes, row, f"{cell.difference}  {cell.verdict}", colour if cell.verdict in COLOURS else INK)
        regime_word = word(ranking.regimes[regime].regime)
        labels.append(f"{short(ranking.names[place])}, {regime_word}" if regime == 0 else regime_word)
        bounds += [*interval, most, -most]
    frame_rows(axes, labels, bounds)
    heading(axes, f"{subjects()[name]}: more {unit_of(BY_NAME[name].unit)}")
    axes.tick_params(labelsize=NOTE)
    return axes
