"""Picture of a gate: the harm to each guardrail in margins, the worst first."""

import numpy as np

from experiments.document.pictures import Axis, Interval, Marker, Plot, Row, Rows
from experiments.document.tones import Tone, Toned
from experiments.language.messages import say, sentences
from experiments.questions.compare.rows import of_regime
from experiments.questions.gate.judging import Ruling, Verdict, worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.gate.words import WORDS, headline, where
from experiments.verdicts.regimes import word

LOOKS: dict[Verdict, tuple[Tone, Marker]] = {
    "fail": ("worse", "square"), "inconclusive": ("", "diamond"), "pass": ("faint", "dot")
}  # fmt: skip
FARTHEST = 6.0  # margins, beyond which an end stands on the edge


def rails(gate: Gate) -> Plot:
    """Draw the harm to each guardrail in margins, the worst first."""
    return Plot(
        say("{verdict}: {headline}", verdict=say(WORDS[gate.verdict]).upper(), headline=headline(gate)),
        say("the harm to each guardrail in margins, the worst first"),
        [[Rows([*map(_row, worst_first(gate.rulings))], "", Axis(say("harm, in margins")))]],
        sentences(
            (say("{where}.", where=where(gate)), say("Harm in margins, with its interval; the band is the margin."))
        ),
    )


def _row(ruling: Ruling) -> Row:
    harm = np.array(ruling.harm)
    margins = harm / ruling.margin if ruling.margin else np.sign(harm) * FARTHEST  # of none, any harm is too much
    middle, low, high = np.clip(margins, -FARTHEST, FARTHEST).tolist()
    tone, marker = LOOKS[ruling.verdict]
    label = of_regime(ruling.difference.metric.name, word(ruling.rail.regime))
    return Row(label, [Interval(middle, low, high, tone, marker)], Toned(say(WORDS[ruling.verdict]), tone), (-1, 1))
