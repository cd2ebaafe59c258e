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
from experiments.language.messages import say, sentences
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
        sentences(
            (
                say(
                    "{baseline} against {count} candidates, {where}.",
                    baseline=short(ranking.baseline),
                    count=len(ranking.answers),
                    where=titles(ranking.answers[0])[1],
                ),
                say("Intervals hold for all candidates together; band: within the margin."),
            )
        ),
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
        beside(axes, row, f"{cell.difference}  {cell.word}", colour if cell.verdict in COLOURS else INK)
        regime_word = word(ranking.regimes[regime].regime)
        both = say("{name}, {regime}", name=short(ranking.names[place]), regime=regime_word)
        labels.append(regime_word if regime else both)
        bounds += [*interval, most, -most]
    frame_rows(axes, labels, bounds)
    heading(axes, say("{subject}: more {unit}", subject=subjects()[name], unit=unit_of(BY_NAME[name].unit)))
    axes.tick_params(labelsize=NOTE)
    return axes
