"""Picture of a ranking: each headline of several candidates, with intervals that hold for all of them."""

from experiments.document.pictures import Axis, Plot, Row, Rows, column
from experiments.language.messages import say, sentences
from experiments.measures.metrics import BY_NAME
from experiments.printing.widths import short
from experiments.questions.compare.rows import judged, of_regime
from experiments.questions.compare.words import cells, titles, unit_of
from experiments.questions.rank.result import Ranking
from experiments.questions.rank.words import leaders
from experiments.verdicts.labels import label
from experiments.verdicts.regimes import word


def ranks(ranking: Ranking) -> Plot:
    """Draw each headline of every candidate, the least exposed first."""
    candidates = say(
        "{baseline} against {count} candidates, {where}.",
        baseline=short(ranking.baseline),
        count=len(ranking.answers),
        where=titles(ranking.answers[0])[1],
    )
    return Plot(
        leaders(ranking),
        say("each headline of every candidate, the least exposed first"),
        column(Rows(_rows(ranking, name), _title(name), Axis()) for name in ranking.headlines),
        sentences((candidates, say("Intervals hold for all candidates together; band: within the margin."))),
    )


def _title(name: str) -> str:
    return say("{subject}: more {unit}", subject=label(name), unit=unit_of(BY_NAME[name].unit))


def _rows(ranking: Ranking, name: str) -> list[Row]:
    """Return a row for each candidate and regime, the candidates by rank."""
    rows = []
    for place in ranking.order:
        for nth, compared in enumerate(ranking.answers[place].comparisons):
            difference, regime = ranking.together[place][nth][name], word(compared.regime)
            cell = cells(compared, difference)
            label = regime if nth else of_regime(short(ranking.names[place]), regime)
            words = f"{cell.difference}  {cell.word}"
            rows.append(judged(label, difference, cell.verdict, words, marker="square" if nth else "dot"))
    return rows
