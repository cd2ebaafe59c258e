"""Ranks: each headline of several candidates, the least exposed first, with intervals that hold for all of them."""

from typing import TYPE_CHECKING

from experiments.figures.forest import forest, judged, of_regime
from experiments.figures.style import MARKERS, NOTE, blank, panels, short, styled
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
    rows = []
    for place, regime in ((place, regime) for place in ranking.order for regime in range(len(ranking.regimes))):
        difference, regime_word = ranking.together[place][regime][name], word(ranking.regimes[regime].regime)
        cell = cells(ranking.answers[place].comparisons[regime], difference)
        label = regime_word if regime else of_regime(short(ranking.names[place]), regime_word)
        words = f"{cell.difference}  {cell.word}"
        rows.append(judged(label, difference, cell.verdict, words, marker=MARKERS[regime]))
    title = say("{subject}: more {unit}", subject=subjects()[name], unit=unit_of(BY_NAME[name].unit))
    forest(axes, rows, title).tick_params(labelsize=NOTE)
    return axes
