"""Guardrails of a gate: the harm to each in margins, the worst first."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures.style import BAND, FAINT, INK, NOTE, WORSE, bare, beside, blank, reach, rows, stroke, styled
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
    axes.axvspan(-1, 1, color=BAND, linewidth=0, zorder=0)
    axes.axvline(0, color=INK, linewidth=1)
    bounds = [-1.0, 1.0]
    for place, ruling in enumerate(rulings):
        harm = np.array(ruling.harm)
        margins = harm / ruling.margin if ruling.margin else np.sign(harm) * FARTHEST  # of none, any harm is too much
        centre, low, high = np.clip(margins, -FARTHEST, FARTHEST).tolist()
        colour = COLOURS[ruling.verdict]
        stroke(axes, place, (centre, low, high), colour, MARKERS[ruling.verdict])
        beside(axes, place, say(WORDS[ruling.verdict]), colour)
        bounds += [low, high]
    reach(axes, bounds)
    rows(
        axes,
        [
            say("{name}, {regime}", name=ruling.difference.metric.name, regime=word(ruling.rail.regime))
            for ruling in rulings
        ],
    )
    axes.set_xlabel(say("harm, in margins"), fontsize=NOTE, color=FAINT)
    bare(axes, "left")
    return axes
