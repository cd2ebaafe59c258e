"""Guardrails of a gate: the harm to each in margins, the worst first."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.forest import Row, forest, of_regime
from experiments.figures.style import FAINT, INK, WORSE, blank, styled
from experiments.language.messages import say, sentences
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.gate.text import WORDS, headline, where
from experiments.verdicts.regimes import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {"fail": WORSE, "inconclusive": INK, "pass": FAINT}
MARKERS = {"fail": "s", "inconclusive": "D", "pass": "o"}
FARTHEST = 6.0  # margins, beyond which an end stands on the edge


@styled
def rails(gate: Gate) -> "Figure":
    """Draw the harm to each guardrail with its interval, in margins: right of the band it does not pass."""
    rulings = worst_first(gate.rulings)
    figure = blank(
        1.5 + 0.3 * max(1, len(rulings)),
        say("{verdict}: {headline}", verdict=say(WORDS[gate.verdict]).upper(), headline=headline(gate)),
        sentences(
            (say("{where}.", where=where(gate)), say("Harm in margins, with its interval; the band is the margin."))
        ),
    )
    [axes] = figure.subplots(1, 1, squeeze=False).flat
    draw(axes, rulings)
    return figure


def draw(axes: "Axes", rulings: list[Ruling]) -> "Axes":
    """Draw a row for each ruling."""
    return forest(axes, list(map(_row, rulings)), below=say("harm, in margins"))


def _row(ruling: Ruling) -> Row:
    harm = np.array(ruling.harm)
    margins = harm / ruling.margin if ruling.margin else np.sign(harm) * FARTHEST  # of none, any harm is too much
    centre, low, high = np.clip(margins, -FARTHEST, FARTHEST).tolist()
    colour, verdict = COLOURS[ruling.verdict], say(WORDS[ruling.verdict])
    label = of_regime(ruling.difference.metric.name, word(ruling.rail.regime))
    return Row(label, (centre, low, high), 1.0, verdict, colour, colour, MARKERS[ruling.verdict])
