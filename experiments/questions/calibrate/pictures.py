"""Picture of the facts in plausible worlds."""

from experiments.document.pictures import Plot, Row
from experiments.document.tones import Toned
from experiments.language.messages import say, sentences
from experiments.printing.numbers import counted
from experiments.questions.calibrate.passport import Held, Passport
from experiments.questions.measure.facts import Verdict
from experiments.questions.measure.pictures import BAND, in_range, ranges
from experiments.verdicts.regimes import word


def facts(result: Passport) -> Plot:
    """Draw each fact over the worlds, beside the range that its source leaves."""
    return Plot(
        say("{worlds}: the facts in them", worlds=counted(result.worlds, "plausible world")),
        say("each fact over plausible worlds, beside the range that its source leaves"),
        [[ranges([*map(_row, held)], word(rings)) for rings, held in result.regimes.items()]],
        sentences(
            (
                say(BAND),
                say("Median, and 5 to 95 % of worlds."),
                say("Behind it: worlds within the range; one outside holds the fact up to the noise of its runs."),
            )
        ),
        "y",
    )


def _row(held: Held) -> Row:
    """Return the median world, and where nine in ten worlds have a fact."""
    low, middle, high = held.spread
    outcome: Verdict = "holds" if held.fact.low <= middle <= held.fact.high else "misses"
    return in_range(
        held.fact, (middle, low, high), outcome, Toned(f"{held.inside:.0%}", "worse" if held.missed else "")
    )
